import type { Clause, Column } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundColumn, BoundExpression } from './bound.ts';
import { forOutput } from './coercion.ts';
import { problem } from './diagnostics.ts';
import { type Environment, placeholder, withoutGroups } from './environment.ts';
import { expandAll, expandPrefix } from './expansions.ts';
import { bindExpression } from './expressions.ts';
import { checkOrderGoal } from './goals.ts';

type Select = Extract<Clause, { readonly kind: 'select' }>;

/** The columns that a `select` shows, and its `as` names for the clauses after it. */
export interface Selected {
  readonly columns: readonly BoundColumn[];
  readonly aliases: ReadonlyMap<string, BoundExpression>;
}

/** Binds `select`; what is wrong is reported and left out. */
export function bindSelect(environment: Environment, clause: Select): Selected {
  const aliases = new Map<string, BoundExpression>();
  const columns = new Map<string, BoundColumn>();
  const expanded = new Set<string>();
  const add = (column: Column, bound: BoundExpression | undefined, name: string): void => {
    const alias = column.kind === 'column' || column.kind === 'best-run' ? column.alias : undefined;
    const shown = alias?.name ?? name;
    const span = alias?.span ?? column.span;
    // A column that `*` has shown already is the same once more.
    if (alias === undefined && expanded.has(shown)) return;
    if (columns.has(shown)) environment.report(problem('duplicate-column', span, { name: shown }));
    if (bound === undefined) return;
    columns.set(shown, { name: shown, expression: forOutput(bound), span: column.span });
    if (alias !== undefined) aliases.set(shown, bound);
  };
  for (const column of clause.columns) {
    switch (column.kind) {
      case 'all-columns':
      case 'prefix-columns': {
        const found =
          column.kind === 'all-columns' ? expandAll(environment, column) : expandPrefix(environment, column);
        for (const each of found) {
          if (!columns.has(each.name)) columns.set(each.name, each);
          expanded.add(each.name);
        }
        break;
      }
      case 'best-run':
        checkOrderGoal(withoutGroups(environment), column.key);
        environment.notYet(column.span, '`best run by`');
        add(column, placeholder('text', column.span), 'best run');
        break;
      case 'column':
        add(column, bindColumn(environment, column, clause), printExpression(column.expression));
    }
  }
  return { columns: [...columns.values()], aliases };
}

function bindColumn(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'column' }>,
  clause: Select,
): BoundExpression | undefined {
  if (column.band !== undefined) environment.notYet(column.band.span, '`band`');
  const { expression } = column;
  const isCount =
    expression.kind === 'call' && expression.arguments.length === 0 && /^count$/i.test(expression.name.text);
  if (isCount && clause.columns.length === 1 && environment.row.groupKeys === undefined) {
    environment.notYet(column.span, '`count()` of all runs');
    return placeholder('number', column.span);
  }
  return bindExpression(environment, expression);
}
