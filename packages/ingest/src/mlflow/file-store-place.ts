import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { MlflowFiles } from '../source.ts';
import { walk } from '../walk.ts';

/** Where MLflow puts artifacts beside a database. */
export const artifactFolders = new Set(['mlruns', 'mlartifacts']);

/** Folders of an experiment that are no runs, and folders of a store that are no experiments. */
export const reservedFolders: ReadonlySet<string> = new Set([
  'tags',
  'datasets',
  'traces',
  'models',
  '.trash',
  '.ipynb_checkpoints',
]);

/** Whether the sub-folder of this name is a file store. */
export function isStore(folder: string, name: string): boolean {
  const path = join(folder, name);
  let isOne = false;
  for (const { folders } of walk(path, () => {})) {
    isOne = isFileStore(path, folders);
    break;
  }
  return isOne;
}

/** An experiment's or a run's folder given by itself: the store around it, with that experiment alone. */
export function partOfFileStore(folder: string): MlflowFiles | undefined {
  const text = metaOf(folder);
  if (text === undefined) return undefined;
  const experiment = isRunMeta(text) ? dirname(folder) : folder;
  if (!isRunMeta(text) && !isExperimentMeta(text)) return undefined;
  const run = isRunMeta(text) ? { run: basename(folder) } : {};
  return {
    kind: 'mlflow',
    form: 'files',
    path: dirname(experiment),
    only: [{ experiment: basename(experiment), ...run }],
  };
}

/** Whether a folder holds experiments, or at least runs in folders that may once have been some. */
export function isFileStore(folder: string, folders: readonly string[]): boolean {
  return folders.some((name) => {
    const text = metaOf(join(folder, name));
    return text !== undefined && isExperimentMeta(text);
  });
}

/** Whether a `meta.yaml` is an experiment's. */
export function isExperimentMeta(text: string): boolean {
  return /^artifact_location:/m.test(text) && /^experiment_id:/m.test(text);
}

/** Whether a `meta.yaml` is a run's. */
export function isRunMeta(text: string): boolean {
  return /^run_(uu)?id:/m.test(text) && /^experiment_id:/m.test(text);
}

/** The text of a folder's `meta.yaml`; undefined where there is none that can be read. */
export function metaOf(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'meta.yaml'), 'utf8');
  } catch {
    return undefined;
  }
}
