import type { RunMatches } from '../catalog/catalog.ts';
import { matchesOf, mostMatches, shortestPrefix } from './run-matches.ts';
import type { Relational } from './store.ts';

/** What a text means, of however many runs: those that are not listed stay in the store. */
export async function lookUpOne(relational: Relational, text: string, condition: string): Promise<RunMatches> {
  const { rows } = await relational.query({
    store: 'postgres',
    text: `with found as (
        select number, 0 as way from run where id = $1
        union all select run, 1 from former_id where id = $1
        union all select number, 2 from run where name = $1
        union all select number, 3 from run where $2 and starts_with(id, $1)
      ), matched as (
        select run.*, coalesce(run.created, run.started, run.first_time) as made, found.way,
          min(found.way) over (partition by run.project) as least
        from (select number, min(way) as way from found group by number) as found join run on run.number = found.number
        where ${condition}
      ), placed as (
        select *, row_number() over (partition by project order by made desc nulls last, id, number) as place
        from matched where way = least
      )
      select number, id, coalesce(name, ''), project, coalesce(state, ''), made, way from placed
      where place <= ${mostMatches + 1} order by made desc nulls last, id, number`,
    parameters: [text, text.length >= shortestPrefix],
  });
  const found = rows.map(([number, id, name, project, state, created, way]) => {
    const run = {
      number: Number(number),
      id: String(id),
      name: String(name),
      project: Number(project),
      state: String(state),
      created: created === null ? null : Number(created),
    };
    return { run, way: Number(way) };
  });
  return matchesOf(found);
}
