import type { OpenStores } from '@xt/engine/stores';

// A watch asks again within this time as long as anything grows.
const keptMs = 5_000;

/**
 * The same writer, which remembers the positions that it read or wrote a moment ago: a watch asks for those of a whole
 * project again and again. Only where nobody else writes to the store.
 */
export function keepPositions(writer: OpenStores['writer']): OpenStores['writer'] {
  const kept = new Map<string, Map<string, unknown>>();
  let timer: NodeJS.Timeout | undefined;
  const use = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => kept.clear(), keptMs).unref();
  };
  return {
    ...writer,
    positions: async (project, source) => {
      const key = keyOf(project, source);
      const known = kept.get(key) ?? new Map(await writer.positions(project, source));
      kept.set(key, known);
      use();
      return new Map(known);
    },
    write: async (batch) => {
      const key = keyOf(batch.project, batch.source);
      const known = kept.get(key);
      // What is committed where this fails is not known.
      kept.delete(key);
      const written = await writer.write(batch);
      if (known !== undefined) {
        for (const { key: one, position } of batch.positions ?? []) known.set(one, asStored(position));
        kept.set(key, known);
        use();
      }
      return written;
    },
    // Bringing runs back has their positions forgotten.
    edit: async (edit, options) => {
      kept.clear();
      return writer.edit(edit, options).finally(() => kept.clear());
    },
  };
}

function keyOf(project: string, source: string): string {
  return `${source} ${project}`;
}

/** As the store gives it back. */
function asStored(position: unknown): unknown {
  return JSON.parse(JSON.stringify(position ?? null));
}
