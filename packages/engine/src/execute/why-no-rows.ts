import type { Diagnostic } from '@xt/grammar';
import type { BoundExpression, BoundQuery, RunClause } from '../bind/bound.ts';
import type { BoundArtifacts } from '../bind/bound-artifacts.ts';
import type { BoundLineage, BoundNames, BoundProjects } from '../bind/bound-listings.ts';
import { lower } from '../plan/lower.ts';
import { split } from '../plan/split.ts';
import { build } from '../sql/build.ts';
import type { Moment } from '../sql/postgres-fields.ts';
import { answerNote, countText } from './diagnostics.ts';
import { type Asking, execute } from './execute.ts';
import { makeAnswer } from './make-answer.ts';
import { conditionsBeforeCut, whyEmpty } from './why-empty.ts';

/** A query whose rows are no runs. */
export type Listing = BoundArtifacts | BoundNames | BoundProjects | BoundLineage;

/** Whether the rows of a query are no runs, but listed things. */
export function isListing(query: BoundQuery): query is Listing {
  return ['artifacts', 'metrics', 'params', 'projects', 'views', 'lineage'].includes(query.kind);
}

/** A note that says why a listing has no rows: none at all, a condition that none meets, or all of them together. */
export async function whyNoRows(
  query: Listing,
  text: string,
  moment: Moment,
  asking: Asking,
): Promise<Diagnostic | undefined> {
  const count = async (conditions: readonly BoundExpression[], at = pointOf(query)): Promise<number> => {
    const clauses = conditions.map((condition): RunClause => ({ kind: 'where', condition, span: condition.span }));
    const steps = split(lower({ ...plainRows(query), ...at, clauses }), 1);
    return makeAnswer(steps, await execute(build(steps, moment), asking)).rows;
  };
  const thing = things[query.kind];
  if ((await count([])) === 0) {
    if ((await count([], {})) > 0) return answerNote('none-at-point', undefined, { thing });
    return noneAtAll(query, text, moment, asking);
  }
  const conditions = conditionsBeforeCut(query.clauses);
  const said = conditions.map(({ span }) => text.slice(span.start, span.end));
  const counts: number[] = [];
  for (const [index, condition] of conditions.entries()) {
    const met = await count([condition]);
    if (met === 0) return answerNote('nothing-meets', condition.span, { condition: said[index] ?? '', thing });
    counts.push(met);
  }
  if (conditions.length < 2 || (await count(conditions)) > 0) return undefined;
  const each = counts.map((met, index) => `\`${said[index]}\` (${countText(met)})`);
  return answerNote('nothing-meets-all', undefined, { conditions: each.join(', '), thing });
}

const things: Readonly<Record<Listing['kind'], string>> = {
  artifacts: 'artifact',
  metrics: 'metric',
  params: 'param',
  projects: 'project',
  views: 'view',
  lineage: 'run',
};

/** The runs behind the rows are missing, or they have nothing of the kind. */
async function noneAtAll(query: Listing, text: string, moment: Moment, asking: Asking) {
  if ('of' in query) {
    const { of } = query;
    const steps = split(lower({ ...of, columns: [], checks: [] }), 1);
    const runs = makeAnswer(steps, await execute(build(steps, moment), asking)).rows;
    if (runs === 0) return whyEmpty(of, text, moment, asking);
  }
  const where = query.scope.projects === undefined ? 'yet' : 'in the projects in reach';
  const isChosen = 'of' in query && (query.of.clauses.length > 0 || query.of.from.kind !== 'all-runs');
  return answerNote('none-there', undefined, { thing: things[query.kind], where: isChosen ? 'of these runs' : where });
}

function pointOf(query: Listing): Pick<BoundArtifacts, 'at'> {
  return query.kind === 'artifacts' && query.at !== undefined ? { at: query.at } : {};
}

/** The same rows before they are chosen or grouped, from the start; what columns they show plays no part. */
function plainRows(query: Listing): Listing {
  if (query.kind !== 'artifacts') return { ...query, columns: [], checks: [] };
  const { at: _, groups: __, ...rows } = query;
  return { ...rows, columns: [], checks: [] };
}
