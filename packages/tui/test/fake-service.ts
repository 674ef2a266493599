import type { End, Service } from '@xt/server';
import type { EffectTools } from '../src/screen/run-effects.ts';
import type { Event } from '../src/state/event.ts';

type Answer = (request: unknown) => readonly Uint8Array[] | End;

/** A service that answers some of its routes: with bytes and a report of so many rows, or with an end. */
export function fakeService(routes: Partial<Record<keyof Service, Answer>>): Service & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  const route = (name: keyof Service) =>
    async function* (request: unknown, signal: AbortSignal): AsyncGenerator<unknown, void> {
      asked.push(request);
      const answer = routes[name];
      if (answer === undefined) throw new Error(`nobody expected ${name}`);
      await Promise.resolve();
      if (signal.aborted) return;
      const found = answer(request);
      if (!Array.isArray(found)) {
        yield found;
        return;
      }
      for (const bytes of found as readonly Uint8Array[]) yield { kind: 'bytes' as const, bytes };
      yield {
        kind: 'end' as const,
        diagnostics: [],
        report: { rows: found.length, shown: found.length, skipped: 0, stages: [] },
      };
    };
  const names = ['query', 'explain', 'complete', 'import', 'status', 'change', 'follow'] as const;
  const made = Object.fromEntries(names.map((name) => [name, route(name)])) as unknown as Service;
  return { ...made, close: () => Promise.resolve(), asked };
}

/** What effects need, and all that they told. */
export function fakeTools(service: Service): EffectTools & { readonly told: Event[] } {
  const told: Event[] = [];
  return {
    service,
    caller: { user: 'ann' },
    environment: {},
    history: undefined,
    terminal: {
      size: () => ({ columns: 80, rows: 24 }),
      write: () => {},
      ask: () => {},
      leave: () => Promise.resolve(),
      close: () => {},
      reopen: () => {},
      isGone: () => false,
    },
    redraw: () => {},
    drawChart: (chart) =>
      Promise.resolve({
        kind: 'drawn',
        bytes: Buffer.from(`${chart.format} of ${chart.bytes.length} bytes: ${chart.title}`),
      }),
    tell: (event) => told.push(event),
    quit: () => {},
    told,
  };
}
