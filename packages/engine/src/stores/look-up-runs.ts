import type { RunEntry, RunMatches } from '../catalog/catalog.ts';
import { distanceFrom } from '../catalog/nearest-names.ts';
import type { Relational } from './store.ts';
import { absorbedSource } from './writer/absorbed-source.ts';

/** An id's start is a reference from this many characters on. */
const shortestPrefix = 6;

/** Runs listed for a name that several have, the newest first; more only make the message longer. */
const mostMatches = 20;

/** The runs in sight, or those that a person has removed. */
// What has turned out to be another run is none any more.
const conditionOf = {
  'in-sight': 'not deleted',
  removed: `deleted and sequence > 0 and source <> '${absorbedSource}'`,
} as const;
type Which = keyof typeof conditionOf;

/** What texts that stand for runs mean: an id, or one that the run had, else a name, else the start of ids; else the nearest names. */
export async function lookUpRuns(
  relational: Relational,
  texts: readonly string[],
  which: Which = 'in-sight',
): Promise<ReadonlyMap<string, RunMatches>> {
  const matches = new Map<string, RunMatches>();
  for (const text of new Set(texts)) matches.set(text, await lookUp(relational, text, which));
  return matches;
}

async function lookUp(relational: Relational, text: string, which: Which): Promise<RunMatches> {
  const byId = await find(relational, 'run.id = $1', text, which);
  if (byId.length > 0) return matched('id', byId);
  const ofFormerId = 'run.number in (select run from former_id where id = $1)';
  const byFormerId = await find(relational, ofFormerId, text, which);
  if (byFormerId.length > 0) return matched('id', byFormerId);
  const byName = await find(relational, 'run.name = $1', text, which);
  if (byName.length > 0) return matched('name', byName);
  const byPrefix = text.length < shortestPrefix ? [] : await find(relational, 'starts_with(run.id, $1)', text, which);
  if (byPrefix.length > 0) return matched('prefix', byPrefix);
  return { by: 'none', runs: [], nearest: await findNearest(relational, text, which) };
}

function matched(by: RunMatches['by'], found: readonly RunEntry[]): RunMatches {
  return { by, runs: found.slice(0, mostMatches), ...(found.length > mostMatches ? { more: true } : {}), nearest: [] };
}

async function find(
  relational: Relational,
  condition: string,
  text: string,
  which: Which,
): Promise<readonly RunEntry[]> {
  const { rows } = await relational.query({
    store: 'postgres',
    text: `select number, id, coalesce(name, ''), project, coalesce(state, ''), coalesce(created, started, first_time)
      from run where ${condition} and ${conditionOf[which]}
      order by coalesce(created, started, first_time) desc nulls last, id, number limit ${mostMatches + 1}`,
    parameters: [text],
  });
  return rows.map(([number, id, name, project, state, created]) => ({
    number: Number(number),
    id: String(id),
    name: String(name),
    project: Number(project),
    state: String(state),
    created: created === null ? null : Number(created),
  }));
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
