import type { Diagnostic } from '@xt/grammar';
import type { BoundExpression, BoundRuns, RunClause } from '../bind/bound.ts';
import { lowerRuns } from '../plan/lower.ts';
import { split } from '../plan/split.ts';
import { build } from '../sql/build.ts';
import type { Moment } from '../sql/postgres-fields.ts';
import { answerNote, countText } from './diagnostics.ts';
import { type Asking, execute } from './execute.ts';
import { runsOf } from './results.ts';

/** A note that says why a query has no rows: no runs at all, a condition that none meets, or all of them together. */
export async function whyEmpty(
  query: BoundRuns,
  text: string,
  moment: Moment,
  asking: Asking,
): Promise<Diagnostic | undefined> {
  const count = async (conditions: readonly BoundExpression[], most?: number): Promise<number> => {
    const clauses: RunClause[] = conditions.map((condition) => ({ kind: 'where', condition, span: condition.span }));
    if (most !== undefined) clauses.push({ kind: 'limit', count: most, span: { start: 0, end: 0 } });
    const steps = split(lowerRuns({ ...query, clauses, columns: [], checks: [] }));
    const found = steps.steps.filter(({ id }) => id <= steps.rows);
    return runsOf(await execute(build({ ...steps, steps: found }, moment), asking), steps.rows).length;
  };
  const conditions = conditionsBeforeCut(query.clauses);
  const said = conditions.map(({ span }) => text.slice(span.start, span.end));
  if ((await count([], 1)) === 0) {
    if (query.from.kind === 'subquery') return whyEmpty(query.from.query, text, moment, asking);
    const where = query.scope.projects === undefined ? 'yet' : 'in the projects in reach';
    return answerNote('no-runs', undefined, { where });
  }
  const [only, ...more] = conditions;
  if (only !== undefined && more.length === 0 && query.clauses.every(losesNoRow)) {
    return answerNote('nothing-meets', only.span, { condition: said[0] ?? '' });
  }
  const counts: number[] = [];
  for (const [index, condition] of conditions.entries()) {
    const met = await count([condition]);
    if (met === 0) return answerNote('nothing-meets', condition.span, { condition: said[index] ?? '' });
    counts.push(met);
  }
  if (conditions.length < 2) return undefined;
  const each = counts.map((met, index) => `\`${said[index]}\` (${countText(met)})`);
  return answerNote('nothing-meets-all', undefined, { conditions: each.join(', ') });
}

/** Whether rows that meet the conditions are rows of the answer: then one that gives none is met by none. */
function losesNoRow(clause: RunClause): boolean {
  return clause.kind === 'where' || clause.kind === 'sort' || (clause.kind === 'limit' && clause.count > 0);
}

/** The conditions before the first clause that cuts off or computes of all rows, one by one. */
export function conditionsBeforeCut(clauses: readonly RunClause[]): readonly BoundExpression[] {
  const limit = clauses.findIndex(({ kind }) => kind === 'limit' || kind === 'top' || kind === 'compute');
  const before = limit < 0 ? clauses : clauses.slice(0, limit);
  return before.flatMap((clause) => {
    if (clause.kind !== 'where') return [];
    return clause.condition.kind === 'and' ? clause.condition.items : [clause.condition];
  });
}
