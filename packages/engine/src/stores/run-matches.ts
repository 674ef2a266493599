import type { RunEntry, RunMatches } from '../catalog/catalog.ts';

/** An id's start is a reference from this many characters on. */
export const shortestPrefix = 6;

/** Runs listed for a name that several of a project have, the newest first; more only make the message longer. */
export const mostMatches = 20;

/** What a text may be of a run, that which counts first first: its id, one that it had, its name, the start of its id. */
export const ways = ['id', 'id', 'name', 'prefix'] as const;

/** A run that a text means, and in which of the ways. */
export interface FoundRun {
  readonly run: RunEntry;
  readonly way: number;
}

/** What a text means that means these runs, the newest first: of each project those of its first way. */
export function matchesOf(found: readonly FoundRun[]): RunMatches {
  const firstOf = new Map<number, number>();
  for (const { run, way } of found) firstOf.set(run.project, Math.min(way, firstOf.get(run.project) ?? way));
  const first = found.filter(({ run, way }) => way === firstOf.get(run.project));
  const counts = new Map<number, number>();
  const listed = first.filter(({ run: { project } }) => {
    const count = (counts.get(project) ?? 0) + 1;
    counts.set(project, count);
    return count <= mostMatches;
  });
  const runs = listed.map(({ run, way }) => ({ ...run, by: ways[way] ?? 'prefix' }));
  const by = ways[Math.min(...firstOf.values())] ?? 'none';
  return { by, runs, ...(listed.length < first.length ? { more: true } : {}), nearest: [] };
}
