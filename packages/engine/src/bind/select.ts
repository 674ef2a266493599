import type { Clause, Column } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import { bindBand } from './bands.ts';
import { bindBestRun, nameOfBestRun } from './best-run.ts';
import type { BoundColumn, BoundExpression } from './bound.ts';
import { forOutput } from './coercion.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { expandAll, expandPrefix } from './expansions.ts';
import { bindExpression } from './expressions.ts';

type Select = Extract<Clause, { readonly kind: 'select' }>;
type One = Extract<Column, { readonly kind: 'column' | 'best-run' }>;

/** The columns that a `select` shows, and its `as` names for the clauses after it. */
export interface Selected {
  readonly columns: readonly BoundColumn[];
  readonly aliases: ReadonlyMap<string, BoundExpression>;
}

/** One value of a column with its name. */
interface Named {
  readonly name: string;
  readonly bound: BoundExpression | undefined;
}

/** Binds `select`; what is wrong is reported and left out. */
export function bindSelect(environment: Environment, clause: Select): Selected {
  const aliases = new Map<string, BoundExpression>();
  const [only, ...more] = clause.columns;
  if (only?.kind === 'all-columns' && more.length === 0) return { columns: expand(environment, only), aliases };
  const columns = new Map<string, BoundColumn>();
  const expanded = new Set<string>();
  const prefixes = new Set<string | undefined>();
  for (const column of clause.columns) {
    switch (column.kind) {
      case 'all-columns':
      case 'prefix-columns': {
        const prefix = column.kind === 'all-columns' ? undefined : column.prefix;
        if (prefixes.has(prefix)) break;
        prefixes.add(prefix);
        for (const each of expand(environment, column)) {
          if (!columns.has(each.name)) columns.set(each.name, each);
          expanded.add(each.name);
        }
        break;
      }
      case 'best-run':
      case 'column':
        add(column);
    }
  }
  return { columns: [...columns.values()], aliases };

  function add(column: One): void {
    const { alias } = column;
    const name = alias?.name ?? printColumn(column);
    // A column that `*` has shown already is the same once more.
    if (alias === undefined && expanded.has(name)) return;
    for (const [index, value] of valuesOf(environment, column, name).entries()) {
      const span = alias?.span ?? column.span;
      if (columns.has(value.name)) environment.report(problem('duplicate-column', span, { name: value.name }));
      if (value.bound === undefined) continue;
      columns.set(value.name, { name: value.name, expression: forOutput(value.bound), span: column.span });
      // What a band adds has names of its own.
      if (alias !== undefined || index > 0) aliases.set(value.name, value.bound);
    }
  }
}

function expand(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'all-columns' | 'prefix-columns' }>,
): readonly BoundColumn[] {
  const { groups } = environment.row;
  if (column.kind === 'prefix-columns') return expandPrefix(environment, column);
  return groups === undefined ? expandAll(environment, column) : groups.columns;
}

function printColumn(column: One): string {
  return column.kind === 'best-run' ? nameOfBestRun(column.key) : printExpression(column.expression);
}

/** The value of a column, and the ends of its band and how many values it is of. */
function valuesOf(environment: Environment, column: One, name: string): readonly Named[] {
  if (column.kind === 'best-run') return [{ name, bound: bindBestRun(environment, column) }];
  const bound = bindExpression(environment, column.expression);
  const own = { name, bound };
  if (column.band === undefined) return [own];
  const band = bindBand(environment, column, column.band, bound);
  return [own, ...band.map(({ end, expression }) => ({ name: `${name}_${end}`, bound: expression }))];
}
