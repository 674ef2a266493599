import { type Lookout, openLookout } from '@xt/ingest';
import { type Failure, type Service, subscribe } from '@xt/server';
import { type ExitStatus, exitStatus, statusOf } from './exit-status.ts';
import { shownPath } from './import-lines.ts';
import { progressBar } from './progress.ts';
import { sayFailure, sayNote } from './say.ts';
import type { Terminal } from './terminal.ts';
import { type Following, follow } from './watch/follow.ts';
import { type Imported, type ImportOptions, runImport } from './watch/run-import.ts';
import { createTally } from './watch/tally.ts';
import { createWarnings } from './watch/warnings.ts';

/**
 * Imports what is below the paths, then what grows there, until the terminal's signal is aborted; then all of it once
 * more, so that nothing is left out, and says what came in.
 */
export async function watchImport(
  service: Service,
  paths: readonly string[],
  options: ImportOptions,
  terminal: Terminal,
): Promise<ExitStatus> {
  const lookout = await openLookout(paths, options.from);
  const following: Following = {
    service,
    options,
    terminal,
    tally: createTally(terminal),
    warnings: createWarnings(terminal),
  };
  const { tally } = following;
  const empty = paths.filter((path) => !lookout.filled().includes(path));
  for (const path of empty) await sayNote(`\`${shownPath(path)}\` holds nothing to import yet`, terminal);
  const first = await importAll(following, lookout, terminal.signal);
  if (first.kind === 'failed') return fail(first.failure, terminal);
  await tally.whole(first.report);
  await sayNote('watching for more; Ctrl-C ends it', terminal);
  const work = () => follow(following, lookout);
  const givenUp = await (options.isInBackground ? followed(service, work) : work());
  await tally.print(performance.now(), true);
  if (givenUp !== undefined) return fail(givenUp, terminal);
  // A second Ctrl-C ends the process.
  const last = await importAll(following, lookout, new AbortController().signal);
  if (last.kind === 'failed') return fail(last.failure, terminal);
  await tally.summary(last.report);
  return last.report.damaged ? exitStatus.wrong : exitStatus.done;
}

/** While the store is followed, the process that owns it stays, with all that it has warm. */
async function followed<T>(service: Service, work: () => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const subscription = subscribe(service, ended.signal, () => {});
  try {
    return await work();
  } finally {
    ended.abort();
    await subscription;
  }
}

/** Imports all that is there; where there is nothing yet the store is open from then on. */
async function importAll(
  { service, options, terminal, warnings }: Following,
  lookout: Lookout,
  signal: AbortSignal,
): Promise<Imported> {
  const paths = lookout.filled();
  const what = paths.length === 0 ? { sources: [] } : { paths };
  const bar = progressBar(terminal);
  const imported = await runImport(service, options, what, terminal, signal, bar.show).finally(bar.clear);
  if (imported.kind === 'done') await warnings.whole(imported.report);
  return imported;
}

async function fail(failure: Failure, terminal: Terminal): Promise<ExitStatus> {
  if (failure.kind !== 'cancelled') await sayFailure(failure, terminal);
  return statusOf(failure);
}
