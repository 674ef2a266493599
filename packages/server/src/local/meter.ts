import type { Columnar, Reads } from '@xt/engine/stores';
import type { Part, Reply } from '../service.ts';

/** How much of a service is at work, so that what was read meanwhile can be told to be one reply's. */
export interface Load {
  running: number;
  begun: number;
}

/** The reply, counted while it runs. */
export async function* counted<E, R>(load: Load, reply: Reply<E, R>): AsyncGenerator<Part<E, R>> {
  load.running++;
  load.begun++;
  try {
    yield* reply;
  } finally {
    load.running--;
  }
}

/** What was read since a meter was started; `alone` says that no other reply ran meanwhile. */
export interface Metered extends Reads {
  readonly alone: boolean;
}

/** Starts to measure; to be called within the reply that is measured. */
export async function startMeter(columnar: Columnar, load: Load): Promise<() => Promise<Metered | undefined>> {
  const isAlone = watchLoad(load);
  const before = await columnar.reads();
  return async () => {
    const after = await columnar.reads();
    if (after === undefined) return undefined;
    return { rows: after.rows - (before?.rows ?? 0), bytes: after.bytes - (before?.bytes ?? 0), alone: isAlone() };
  };
}

/** Whether no other reply has run since; to be called within a reply. */
export function watchLoad(load: Load): () => boolean {
  const { running, begun } = load;
  return () => running === 1 && load.begun === begun;
}
