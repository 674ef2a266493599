import type { Clause, Expression } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { RunEntry } from '../catalog/catalog.ts';
import type { BoundColumn, BoundExpression } from './bound.ts';
import { coerce } from './coercion.ts';
import { problem } from './diagnostics.ts';
import { type Environment, muted, withRow } from './environment.ts';
import { bindExpression } from './expressions.ts';
import type { Added } from './pipeline.ts';
import type { RowValues } from './row-values.ts';
import { findRuns } from './run-texts.ts';

/**
 * Binds `vs 'x' on …`: of each expression what it is of that run, the difference to it and the share of it, as columns
 * and names for the clauses after it.
 */
export function bindVersus(
  environment: Environment,
  selected: readonly BoundColumn[] | undefined,
  clause: Extract<Clause, { readonly kind: 'vs' }>,
): Added {
  const { aliases: known, groups, values } = environment.row;
  if (groups !== undefined || values === undefined) {
    const found = '`vs` compares single runs, found groups of them';
    const hint = 'two sets of runs: `compare val.acc between (…) and (…)`';
    environment.report(problem('not-aggregated', clause.span, { name: 'vs', found, hint }));
    return {};
  }
  const [base] = findRuns(environment, [clause.base]) ?? [];
  const items = clause.on.map((node) => ({ node, own: bindQuantity(environment, node) }));
  if (base === undefined) return {};
  const added = items.flatMap(({ node, own }) => {
    if (own === undefined) return [];
    const shown = { name: printExpression(node), expression: own, span: node.span };
    return [{ shown, columns: columnsOf(environment, values, base, node, own) }];
  });
  const columns = added.flatMap((each) => each.columns);
  const names = [...known.keys(), ...columns.map(({ name }) => name)];
  const twice = columns.find(({ name }) => names.indexOf(name) < names.lastIndexOf(name));
  if (twice !== undefined) {
    environment.report(problem('duplicate-column', twice.span, { name: twice.name }));
    return {};
  }
  const aliases = new Map(columns.map(({ name, expression }) => [name, expression] as const));
  return {
    aliases,
    ...(selected === undefined ? {} : { selected: [...selected, ...columns] }),
    mentions: added.flatMap((each) => [each.shown, ...each.columns]),
  };
}

/** A number or a duration. */
function bindQuantity(environment: Environment, node: Expression): BoundExpression | undefined {
  const bound = bindExpression(environment, node);
  return bound === undefined || bound.type === 'duration' ? bound : coerce(environment, bound, 'number');
}

function columnsOf(
  environment: Environment,
  values: RowValues,
  base: RunEntry,
  node: Expression,
  own: BoundExpression,
): readonly BoundColumn[] {
  const { span } = node;
  const { type } = own;
  const item = inProjectOf(environment, base, node) ?? { kind: 'constant', type, value: null, span };
  const there = values.add({ kind: 'of-run', run: base.number, project: base.project, item }, type, span);
  const column = (end: string, expression: BoundExpression): BoundColumn => {
    return { name: `${printExpression(node)}_${end}`, expression, span };
  };
  return [
    column('base', there),
    column('diff', { kind: 'arithmetic', type, op: '-', left: own, right: there, span }),
    column('ratio', { kind: 'arithmetic', type: 'number', op: '/', left: own, right: there, span }),
  ];
}

/** The run may be of another project than the rows, where names have other ids, or are not there. */
function inProjectOf(environment: Environment, { project }: RunEntry, node: Expression): BoundExpression | undefined {
  return bindQuantity(muted(withRow(environment, { reach: new Set([project]) })), node);
}
