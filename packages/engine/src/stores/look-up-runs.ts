import type { RunMatches } from '../catalog/catalog.ts';
import { distanceFrom } from '../catalog/nearest-names.ts';
import { lookUpFew } from './look-up-few.ts';
import { lookUpOne } from './look-up-one.ts';
import type { Relational } from './store.ts';
import { absorbedSource } from './writer/absorbed-source.ts';

/** So many texts are asked for at once. */
const mostTexts = 100;

/** The runs in sight, or those that a person has removed. */
// What has turned out to be another run is none any more.
const conditionOf = {
  'in-sight': 'not deleted',
  removed: `deleted and sequence > 0 and source <> '${absorbedSource}'`,
} as const;

/**
 * What texts that stand for runs mean: an id, or one that the run had, else a name, else the start of ids; else the
 * nearest names. Each project has its own meaning: which of them are in reach is not known here.
 */
export async function lookUpRuns(
  relational: Relational,
  texts: readonly string[],
  which: keyof typeof conditionOf = 'in-sight',
): Promise<ReadonlyMap<string, RunMatches>> {
  const condition = conditionOf[which];
  const distinct = [...new Set(texts)];
  const matches = new Map<string, RunMatches>();
  for (let start = 0; start < distinct.length; start += mostTexts) {
    const part = distinct.slice(start, start + mostTexts);
    const few = await lookUpFew(relational, part, condition);
    for (const text of part) {
      const found = few?.get(text) ?? (await lookUpOne(relational, text, condition));
      const nearest = found.runs.length > 0 ? [] : await findNearest(relational, text, condition);
      matches.set(text, { ...found, nearest });
    }
  }
  return matches;
}

async function findNearest(relational: Relational, text: string, condition: string): Promise<readonly string[]> {
  const { rows } = await relational.query({
    store: 'postgres',
    text: `select distinct coalesce(name, id) from run where ${condition} limit 100000`,
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
