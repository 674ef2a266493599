import { importSources, openLookout, type Source } from '../src/index.ts';
import { type MemoryWriter, memoryWriter } from './memory-writer.ts';

/** When everything is imported: microseconds since 1970. */
export const now = 1.9e15;

/** A folder that is watched into a store in memory, by a clock of its own. */
export interface Watched {
  readonly writer: MemoryWriter;
  /** Looks `ms` after the last time and imports what has changed; where it `dies`, the store fails now and then, and what was not imported is the next time. */
  round(ms: number, dies: boolean): Promise<void>;
}

/** Watches what is in a folder, and imports what is there already. */
export async function watch(root: string, random: () => number): Promise<Watched> {
  let clock = 0;
  const writer = memoryWriter();
  const lookout = await openLookout([root], undefined, () => clock);
  if (lookout.filled().length > 0) await importSources([root], { now }, writer);
  const waiting: Source[] = [];
  return {
    writer,
    round: async (ms, dies) => {
      clock += ms;
      waiting.push(...(await lookout.look()).sources);
      for (const source of waiting.splice(0)) {
        if (dies) writer.beforeWrite = () => fail(random);
        try {
          await importSources([], { now, sources: [source] }, writer);
        } catch (error) {
          if (!(error instanceof Died)) throw error;
          waiting.push(source);
        }
        writer.beforeWrite = () => {};
      }
    },
  };
}

class Died extends Error {}

function fail(random: () => number): void {
  if (random() < 0.5) throw new Died();
}

/** How many points a store has. */
export function pointsOf({ runs }: MemoryWriter): number {
  const series = [...runs.values()].flatMap((run) => [...run.series.values()]);
  return series.reduce((sum, points) => sum + points.size, 0);
}
