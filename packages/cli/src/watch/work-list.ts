import type { MlflowPart, Source } from '@xt/ingest';

/** Sources, or parts of them, that are to be imported. */
export interface WorkList {
  add(sources: readonly Source[], at: number): void;
  /** What is to be imported by now, at most one portion of a source; it is no longer in the list. */
  take(now: number): Source | undefined;
}

/** So many files, or those of one folder, are imported at once. */
const filesAtOnce = 4000;

/** An empty list; what is added of a source that is in it joins what is there, and its time is the earlier one. */
export function createWorkList(): WorkList {
  const list = new Map<string, { readonly source: Source; readonly at: number }>();
  return {
    add: (sources, at) => {
      for (const source of sources) {
        const key = keyOf(source);
        const known = list.get(key);
        const joined = known === undefined ? source : join(known.source, source);
        list.set(key, { source: joined, at: Math.min(at, known?.at ?? at) });
      }
    },
    take: (now) => {
      for (const [key, { source, at }] of list) {
        if (at > now) continue;
        list.delete(key);
        const [portion, rest] = portionOf(source);
        if (rest !== undefined) list.set(key, { source: rest, at });
        return portion;
      }
      return undefined;
    },
  };
}

function keyOf(source: Source): string {
  return source.kind === 'mlflow' ? `${source.form} ${source.path}` : `${source.isGuessed} ${source.path}`;
}

function join(a: Source, b: Source): Source {
  if (a.kind === 'tensorboard' && b.kind === 'tensorboard') {
    const files = new Map([...a.files, ...b.files].map((file) => [file.path, file]));
    return { ...b, files: [...files.values()] };
  }
  if (a.kind === 'mlflow' && b.kind === 'mlflow' && a.form === 'files' && b.form === 'files') {
    const parts = new Map([...(a.only ?? []), ...(b.only ?? [])].map((part) => [partKey(part), part]));
    return a.only === undefined || b.only === undefined
      ? { kind: 'mlflow', form: 'files', path: a.path }
      : { ...a, only: [...parts.values()] };
  }
  // All of a database is more than what goes on in it.
  return a.kind === 'mlflow' && a.form === 'sqlite' && a.isLive !== true ? a : b;
}

function partKey({ experiment, run }: MlflowPart): string {
  return `${experiment}\n${run ?? ''}`;
}

function portionOf(source: Source): readonly [Source, Source | undefined] {
  if (source.kind !== 'tensorboard' || source.files.length <= filesAtOnce) return [source, undefined];
  const folders = new Set<string>();
  let count = 0;
  for (const { folder } of source.files) {
    if (count >= filesAtOnce && !folders.has(folder)) break;
    folders.add(folder);
    count++;
  }
  const taken = source.files.filter(({ folder }) => folders.has(folder));
  const rest = source.files.filter(({ folder }) => !folders.has(folder));
  return [{ ...source, files: taken }, rest.length === 0 ? undefined : { ...source, files: rest }];
}
