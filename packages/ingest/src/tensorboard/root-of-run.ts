import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { isGenericName } from '../project-name.ts';
import { isEventFileName } from './find-runs.ts';

/**
 * The folder that a run was most likely meant to be seen from, of which only a file is given: the topmost of the folders
 * above that hold event files themselves, else the nearest whose name is one for logs, else the next above.
 */
export function rootOfRun(folder: string): string {
  return topmostRun(folder) ?? nearestLogs(folder) ?? dirname(folder);
}

/**
 * The folder from which the runs in `runFolders`, at and below a given folder, have their names: the given one itself,
 * unless it is a single run, or a part of the runs above it.
 */
export function rootOfFolder(given: string, runFolders: readonly string[]): string {
  if (!runFolders.includes(given)) return given;
  const above = topmostRun(given);
  if (above !== undefined) return above;
  const hasRuns = runFolders.some((folder) => folder !== given && !isSession(given, folder));
  return hasRuns ? given : rootOfRun(given);
}

/** The names of the event files in a folder; none where it cannot be read. */
export function eventFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => isEventFileName(name) && statSync(join(folder, name)).isFile())
      .sort();
  } catch {
    return [];
  }
}

function topmostRun(folder: string): string | undefined {
  let topmost: string | undefined;
  for (let at = dirname(folder); at !== dirname(at) && eventFilesIn(at).length > 0; at = dirname(at)) topmost = at;
  return topmost;
}

function nearestLogs(folder: string): string | undefined {
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at)) if (isGenericName(basename(at))) return at;
  return undefined;
}

/** `add_hparams` of PyTorch and tensorboardX makes a folder named by the time below the run's, in seconds with a fraction. */
function isSession(run: string, folder: string): boolean {
  return dirname(folder) === run && /^\d{9,}\.\d+$/.test(folder.slice(run.length + sep.length));
}
