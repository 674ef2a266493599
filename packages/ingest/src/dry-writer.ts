import type { Writer } from '@xt/engine/stores';

/** A writer that writes nothing: it answers as the other would, as far as can be told without writing. */
export function dryWriter(writer: Writer): Writer {
  const seen = new Set<string>();
  const known = new Map<string, ReadonlyMap<string, unknown>>();
  const positions = async (project: string, source: string): Promise<ReadonlyMap<string, unknown>> => {
    const read = known.get(`${source} ${project}`) ?? (await writer.positions(project, source));
    known.set(`${source} ${project}`, read);
    return read;
  };
  return {
    positions,
    projectsKnowing: writer.projectsKnowing,
    write: async ({ project, source, runs, points }) => {
      const before = idsOf(await positions(project, source));
      let newRuns = 0;
      for (const { sourceId, formerId = sourceId } of runs) {
        const key = `${source} ${project} ${sourceId}`;
        if (!seen.has(key) && !before.has(sourceId) && !before.has(formerId)) newRuns++;
        seen.add(key);
      }
      const count = (points ?? []).reduce((sum, { steps }) => sum + steps.length, 0);
      return { sequence: 0, newRuns, points: count, edgesLeftOut: 0, superseded: 0, runs: runs.map(() => 0) };
    },
    flush: async () => {},
  };
}

/** The source ids of the runs that have a position: it names them, or its key does, `run:<id>` or with a word between. */
function idsOf(positions: ReadonlyMap<string, unknown>): Set<string> {
  const ids = new Set<string>();
  for (const [key, position] of positions) {
    const [, id] = /^run:(?:(?:files|sqlite):)?(.*)$/s.exec(key) ?? [];
    if (id === undefined || position === null || typeof position !== 'object') continue;
    ids.add('sourceId' in position ? String(position.sourceId) : id);
  }
  return ids;
}
