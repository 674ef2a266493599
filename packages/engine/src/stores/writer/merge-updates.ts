import type { ParamValue, RunUpdate } from '../write.ts';
import { storableText } from './storable-text.ts';

/** What a batch says of one run: its facts, each param and tag once. */
export interface RunFacts {
  readonly update: RunUpdate;
  readonly params: ReadonlyMap<string, ParamValue>;
  readonly tags: ReadonlyMap<string, string | undefined>;
}

/** The runs of a batch, each source id once; `indices` leads from the batch's runs to them. Later updates win. */
export function mergeUpdates(updates: readonly RunUpdate[]): {
  readonly runs: readonly RunFacts[];
  readonly indices: readonly number[];
} {
  const places = new Map<string, number>();
  const merged: RunUpdate[] = [];
  const indices = updates.map((update) => {
    const sourceId = storableText(update.sourceId);
    const place = places.get(sourceId) ?? merged.length;
    places.set(sourceId, place);
    const before = merged[place];
    merged[place] = {
      ...before,
      ...update,
      sourceId,
      params: [...(before?.params ?? []), ...(update.params ?? [])],
      tags: [...(before?.tags ?? []), ...(update.tags ?? [])],
    };
    return place;
  });
  return { runs: merged.map(toFacts), indices };
}

function toFacts(update: RunUpdate): RunFacts {
  const params = new Map<string, ParamValue>();
  for (const { name, type, text } of update.params ?? []) {
    params.set(storableText(name), { name: storableText(name), type, text: storableText(text) });
  }
  const tags = new Map<string, string | undefined>();
  for (const { name, value } of update.tags ?? []) {
    tags.set(storableText(name), value === undefined ? undefined : storableText(value));
  }
  return { update, params, tags };
}
