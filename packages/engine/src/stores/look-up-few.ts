import type { RunMatches } from '../catalog/catalog.ts';
import { type FoundRun, matchesOf, shortestPrefix } from './run-matches.ts';
import type { ParameterValue, Relational, Rows } from './store.ts';

/** More runs are not brought here to be told apart. */
const mostFound = 200;

/** What each of some texts means, asked in one statement; undefined if they mean many runs. */
export async function lookUpFew(
  relational: Relational,
  texts: readonly string[],
  condition: string,
): Promise<ReadonlyMap<string, RunMatches> | undefined> {
  const parameters: ParameterValue[] = [texts];
  // A condition for each text, instead of a join with all: so the planner knows which part of the index it takes.
  const starts = texts.filter(isPrefix).map((text) => `starts_with(id, $${parameters.push(text)})`);
  const former = 'from former_id as f where f.id = any($1::text[])';
  const means = ['id = any($1)', 'name = any($1)', `number = any(array(select f.run ${former}))`, ...starts];
  const { rows } = await relational.query({
    store: 'postgres',
    text: `select * from (
        select number, id, name, project, state, coalesce(created, started, first_time) as made,
          array(select f.id ${former} and f.run = number)
        from run where (${means.join(' or ')}) and ${condition} limit ${mostFound + 1}
      ) as found order by made desc nulls last, id, number`,
    parameters,
  });
  if (rows.length > mostFound) return undefined;
  const runs = rows.map(readRun);
  return new Map(texts.map((text) => [text, matchesOf(runs.flatMap((run) => run(text)))]));
}

function isPrefix(text: string): boolean {
  return text.length >= shortestPrefix;
}

/** Whether a text means the run of a row. */
function readRun([number, id, name, project, state, created, former]: Rows['rows'][number]) {
  const run = {
    number: Number(number),
    id: String(id),
    name: String(name ?? ''),
    project: Number(project),
    state: String(state ?? ''),
    created: created === null ? null : Number(created),
  };
  const formerIds: readonly unknown[] = Array.isArray(former) ? former : [];
  const isMeant = (text: string) => [
    run.id === text,
    formerIds.includes(text),
    name === text,
    isPrefix(text) && run.id.startsWith(text),
  ];
  return (text: string): readonly FoundRun[] => {
    const way = isMeant(text).indexOf(true);
    return way === -1 ? [] : [{ run, way }];
  };
}
