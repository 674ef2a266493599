import { isAbsolute, relative, resolve } from 'node:path';
import type { ProjectReport, Skipped, SourceReport } from '@xt/ingest';

/** What an import did, in one line for one source. */
export function sourceLine(report: SourceReport, dryRun: boolean): string {
  const { kind, path, runs, newRuns, points, superseded, artifacts, projects } = report;
  const counts = [
    `${count(runs, 'run')} (${newRuns} new)`,
    count(points, 'new point'),
    ...(artifacts > 0 ? [count(artifacts, 'artifact')] : []),
    ...(superseded > 0 ? [`${count(superseded, 'point')} superseded`] : []),
  ];
  const what = dryRun ? dryWords(report) : counts.join(', ');
  return `${kind} ${shownPath(path)}: ${what}${placesOf(projects)}`;
}

/** What an import would do, or that it would do nothing. */
function dryWords({ runs, newRuns, changedRuns, points, artifacts }: SourceReport): string {
  if (newRuns + changedRuns + points + artifacts === 0) {
    return runs === 1 ? 'nothing new, its run is in already' : `nothing new, its ${count(runs, 'run')} are in already`;
  }
  const brought = [
    ...(newRuns > 0 ? [count(newRuns, 'new run')] : []),
    ...(points > 0 ? [count(points, 'point')] : []),
    ...(artifacts > 0 ? [count(artifacts, 'artifact')] : []),
  ];
  const more =
    changedRuns === 0
      ? []
      : [`more of ${count(changedRuns, 'run')} that ${changedRuns === 1 ? 'is' : 'are'} in already`];
  return `would bring in ${[...brought, ...more].join(', ')}`;
}

/** Where and why something below a source's path could not be read, in one line. */
export function skippedLine(path: string, { file, offset, line, reason, count: times }: Skipped): string {
  const place = offset !== undefined ? `, byte ${offset}` : line !== undefined ? `, line ${line}` : '';
  return `damaged: ${shownPath(resolve(path, file))}${place}: ${reason}${times > 1 ? ` (${times} times, here first)` : ''}`;
}

/** A path as it is reached from here, where it lies below. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' ? '.' : near.startsWith('..') || isAbsolute(near) ? path : near;
}

const namesShown = 5;

/** Which projects hold it, as the end of a line. */
export function placesOf(projects: readonly ProjectReport[]): string {
  if (projects.length === 0) return '';
  const names = projects.slice(0, namesShown).map(({ name }) => `\`${name}\``);
  const more = projects.length > namesShown ? ` and ${projects.length - namesShown} more` : '';
  return `, in ${projects.length === 1 ? 'project' : 'projects'} ${names.join(', ')}${more}`;
}

/** A number of things, in words. */
export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
