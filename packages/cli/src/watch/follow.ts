import { setTimeout as sleep } from 'node:timers/promises';
import type { Lookout, Source } from '@xt/ingest';
import type { Failure, Service } from '@xt/server';
import type { Terminal } from '../terminal.ts';
import { type ImportOptions, runImport } from './run-import.ts';
import type { Tally } from './tally.ts';
import type { Warnings } from './warnings.ts';
import { createWorkList, type WorkList } from './work-list.ts';

export interface Following {
  readonly service: Service;
  readonly options: ImportOptions;
  readonly terminal: Terminal;
  readonly tally: Tally;
  readonly warnings: Warnings;
}

/** How often is looked; where an import takes longer, as long as that is paused. */
const lookMs = 350;
const longestPauseMs = 5_000;
/** What is damaged, or could not be imported, is tried again after this, and again after twice as long. */
const againMs = 1_000;
const longestAgainMs = 10_000;
/** A store that does not answer for so long is given up. */
const patienceMs = 60_000;

/** Imports what changes, until the terminal's signal is aborted; returns what is wrong where the store does not come back. */
export async function follow(following: Following, lookout: Lookout): Promise<Failure | undefined> {
  const { terminal, tally, warnings } = following;
  const { signal } = terminal;
  const work = createWorkList();
  const trouble: Trouble = { since: undefined, waitMs: againMs, givenUp: undefined };
  while (!signal.aborted) {
    const began = performance.now();
    const news = await lookout.look();
    await warnings.look(news);
    work.add(news.sources, began);
    const worked = await importDue(following, lookout, work, trouble);
    await tally.print(performance.now());
    if (trouble.givenUp !== undefined) return trouble.givenUp;
    const pauseMs = Math.max(lookMs - (performance.now() - began), Math.min(longestPauseMs, worked));
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
  return undefined;
}

interface Trouble {
  /** When the store began to fail. */
  since: number | undefined;
  waitMs: number;
  givenUp: Failure | undefined;
}

/** Imports what is due, source by source; returns how many milliseconds that took. */
async function importDue(following: Following, lookout: Lookout, work: WorkList, trouble: Trouble): Promise<number> {
  const { service, options, terminal, tally, warnings } = following;
  const began = performance.now();
  for (let source = work.take(began); source !== undefined; source = work.take(began)) {
    const from = performance.now();
    const imported = await runImport(service, options, { sources: [source] }, terminal, terminal.signal);
    if (terminal.signal.aborted) break;
    if (imported.kind === 'failed') {
      await warnings.failure(imported.failure);
      postpone(imported.failure, source, work, trouble);
      continue;
    }
    Object.assign(trouble, { since: undefined, waitMs: againMs });
    lookout.took(source, performance.now() - from);
    tally.part(imported.report);
    if (await warnings.part(imported.report)) work.add([source], performance.now() + againMs);
  }
  return performance.now() - began;
}

function postpone(failure: Failure, source: Source, work: WorkList, trouble: Trouble): void {
  const now = performance.now();
  if (failure.kind === 'store') trouble.since ??= now;
  if (trouble.since !== undefined && now - trouble.since > patienceMs) {
    const hint = 'what was acknowledged is in the store; the same command goes on from there';
    trouble.givenUp = { ...failure, message: `the watch is given up: ${failure.message}`, hint };
  }
  work.add([source], now + trouble.waitMs);
  trouble.waitMs = Math.min(longestAgainMs, trouble.waitMs * 2);
}
