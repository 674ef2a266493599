import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { isGenericName } from '../project-name.ts';
import { isSystemError } from '../unreadable.ts';
import { isEventFileName } from './find-runs.ts';

/**
 * The folder that a run was most likely meant to be seen from, of which only a file or the folder is given. A run may
 * stand below others, up to one whose parent folder holds no event files: that is the root itself if it describes an
 * hparams experiment, else it is a run of the nearest folder above whose name is one for logs, or of the next above.
 */
export function rootOfRun(folder: string): string {
  const topmost = topmostRun(folder);
  return describesExperiment(topmost) ? topmost : (nearestLogs(topmost) ?? dirname(topmost));
}

/**
 * The folder from which the runs in `runFolders`, at and below a given folder, have their names: the given one itself,
 * unless it is a single run, or a part of the runs above it.
 */
export function rootOfFolder(given: string, runFolders: readonly string[]): string {
  if (!runFolders.includes(given)) return given;
  const hasRuns = runFolders.some((folder) => folder !== given && !isSession(given, folder));
  return hasRuns && topmostRun(given) === given ? given : rootOfRun(given);
}

/** The names of the event files in a folder; none where it cannot be read. */
export function eventFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => isEventFileName(name) && statSync(join(folder, name)).isFile())
      .sort();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}

function topmostRun(folder: string): string {
  const above = dirname(folder);
  return above !== dirname(above) && eventFilesIn(above).length > 0 ? topmostRun(above) : folder;
}

/** Whether event files in a folder speak of an experiment of many sessions, and of none of their own. */
function describesExperiment(folder: string): boolean {
  const names = eventFilesIn(folder).slice(0, looked);
  const starts = names.map((name) => startOf(join(folder, name)));
  return (
    starts.some((start) => start.includes('_hparams_/experiment')) && !starts.some((start) => start.includes(session))
  );
}

const session = '_hparams_/session_start_info';
const startLength = 2 ** 16;
/** An experiment is written once, in one file. */
const looked = 8;

function startOf(path: string): Buffer {
  const bytes = Buffer.alloc(startLength);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    return bytes.subarray(0, readSync(descriptor, bytes, 0, startLength, 0));
  } catch (error) {
    // What cannot be read is told when it is to be imported.
    if (!isSystemError(error)) throw error;
    return Buffer.alloc(0);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function nearestLogs(folder: string): string | undefined {
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at)) if (isGenericName(basename(at))) return at;
  return undefined;
}

/** `add_hparams` of PyTorch and tensorboardX makes a folder named by the time below the run's, in seconds with a fraction. */
function isSession(run: string, folder: string): boolean {
  return dirname(folder) === run && /^\d{9,}\.\d+$/.test(folder.slice(run.length + sep.length));
}
