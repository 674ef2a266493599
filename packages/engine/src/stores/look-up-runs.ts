import type { RunMatches } from '../catalog/catalog.ts';
import { distanceFrom } from '../catalog/nearest-names.ts';
import type { Relational } from './store.ts';
import { absorbedSource } from './writer/absorbed-source.ts';

/** An id's start is a reference from this many characters on. */
const shortestPrefix = 6;

/** Runs listed for a name that several of a project have, the newest first; more only make the message longer. */
const mostMatches = 20;

/** The runs in sight, or those that a person has removed. */
// What has turned out to be another run is none any more.
const conditionOf = {
  'in-sight': 'not deleted',
  removed: `deleted and sequence > 0 and source <> '${absorbedSource}'`,
} as const;
type Which = keyof typeof conditionOf;

/**
 * What texts that stand for runs mean: an id, or one that the run had, else a name, else the start of ids; else the
 * nearest names. Each project has its own meaning: which of them are in reach is not known here.
 */
export async function lookUpRuns(
  relational: Relational,
  texts: readonly string[],
  which: Which = 'in-sight',
): Promise<ReadonlyMap<string, RunMatches>> {
  const matches = new Map<string, RunMatches>();
  for (const text of new Set(texts)) matches.set(text, await lookUp(relational, text, which));
  return matches;
}

const ways = ['id', 'id', 'name', 'prefix'] as const;

async function lookUp(relational: Relational, text: string, which: Which): Promise<RunMatches> {
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
        where ${conditionOf[which]}
      ), placed as (
        select *, row_number() over (partition by project order by made desc nulls last, id, number) as place
        from matched where way = least
      )
      select number, id, coalesce(name, ''), project, coalesce(state, ''), made, way, place from placed
      where place <= ${mostMatches + 1} order by made desc nulls last, id, number`,
    parameters: [text, text.length >= shortestPrefix],
  });
  if (rows.length === 0) return { by: 'none', runs: [], nearest: await findNearest(relational, text, which) };
  const by = ways[Math.min(...rows.map(([, , , , , , way]) => Number(way)))] ?? 'none';
  const listed = rows.filter(([, , , , , , , place]) => Number(place) <= mostMatches);
  const runs = listed.map(([number, id, name, project, state, created, way]) => ({
    number: Number(number),
    id: String(id),
    name: String(name),
    project: Number(project),
    state: String(state),
    created: created === null ? null : Number(created),
    by: ways[Number(way)] ?? 'prefix',
  }));
  return { by, runs, ...(listed.length < rows.length ? { more: true } : {}), nearest: [] };
}

async function findNearest(relational: Relational, text: string, which: Which): Promise<readonly string[]> {
  const { rows } = await relational.query({
    store: 'postgres',
    text: `select distinct coalesce(name, id) from run where ${conditionOf[which]} limit 100000`,
    parameters: [],
  });
  const distanceTo = distanceFrom(text);
  return rows
    .map(([name]) => ({ name: String(name), distance: distanceTo(String(name)) }))
    .filter((one): one is { name: string; distance: number } => one.distance !== undefined)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map((one) => one.name);
}
