import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller, Service } from '@xt/server';
import { readSheet } from '../sheet/read-sheet.ts';
import type { Event } from '../state/event.ts';
import type { State } from '../state/state.ts';
import { type Ask, type Slot, sameAsk } from './ask.ts';
import { queryRequest } from './first-request.ts';
import { wantedAsks } from './wanted.ts';

export interface AskRunner {
  /** Starts what the state wants and has not asked, and ends what it no longer wants. */
  readonly update: (state: State) => void;
  readonly close: () => void;
}

/** Asks a service what the state wants, one question a slot at a time: a newer one ends the older. */
export function runAsks(service: Service, caller: Caller, zone: string, tell: (event: Event) => void): AskRunner {
  const running = new Map<Slot, { readonly ask: Ask; readonly abort: AbortController }>();
  const start = (ask: Ask) => {
    const abort = new AbortController();
    const before = running.get(ask.slot);
    before?.abort.abort(new Error('replaced'));
    running.set(ask.slot, { ask, abort });
    const delay = before === undefined || !followsCursor(ask.slot) ? 0 : settleMs;
    void answer(service, caller, zone, ask, abort.signal, delay).then((event) => {
      if (!abort.signal.aborted) tell(event);
    });
  };
  return {
    update: (state) => {
      const wanted = wantedAsks(state);
      const fresh = wanted.filter((ask) => {
        const known = running.get(ask.slot);
        return known === undefined || !sameAsk(known.ask, ask);
      });
      for (const [slot, { abort }] of running) {
        if (wanted.some((ask) => ask.slot === slot)) continue;
        abort.abort(new Error('no longer wanted'));
        running.delete(slot);
      }
      if (fresh.length === 0) return;
      for (const ask of fresh) start(ask);
      tell({ kind: 'asked', asks: fresh, now: Date.now() });
    },
    close: () => {
      for (const { abort } of running.values()) abort.abort(new Error('closed'));
    },
  };
}

// A cursor that goes through many rows asks about the one on which it stays.
const settleMs = 40;

function followsCursor(slot: Slot): boolean {
  if (slot.startsWith('compared-part ')) return true;
  return [
    'curves',
    'zoom',
    'details',
    'compare',
    'compared-goals',
    'compared-values',
    'lineage',
    'siblings',
    'artifacts',
    'kin',
    'files',
    'tags',
    'children',
  ].includes(slot);
}

async function answer(
  service: Service,
  caller: Caller,
  zone: string,
  ask: Ask,
  signal: AbortSignal,
  delay: number,
): Promise<Event> {
  if (delay > 0) await sleep(delay);
  const began = performance.now();
  const chunks: Uint8Array[] = [];
  try {
    const whole = queryRequest(ask.text, ask.limit, caller);
    const request = ask.skip === undefined ? whole : { ...whole, skip: ask.skip };
    for await (const part of service.query(request, signal)) {
      if (part.kind === 'bytes') chunks.push(part.bytes);
      if (part.kind !== 'end') continue;
      const { failure, report, diagnostics } = part;
      if (failure !== undefined || report === undefined) {
        const { message, hint } = failure ?? { message: 'the store gave no answer' };
        return { kind: 'failed', ask, failure: { message, diagnostics, ...(hint === undefined ? {} : { hint }) } };
      }
      const notes = diagnostics.filter(({ severity }) => severity === 'note');
      const facts = { total: report.rows, from: report.skipped, notes, milliseconds: performance.now() - began, zone };
      return { kind: 'answered', ask, sheet: readSheet(Buffer.concat(chunks), facts) };
    }
    return { kind: 'failed', ask, failure: { message: 'the answer stopped before its end', diagnostics: [] } };
  } catch (error) {
    return {
      kind: 'failed',
      ask,
      failure: { message: error instanceof Error ? error.message : String(error), diagnostics: [] },
    };
  }
}
