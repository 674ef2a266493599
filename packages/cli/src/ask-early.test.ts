import type { Part, QueryReport, QueryRequest, Service } from '@xt/server';
import { expect, test } from 'vitest';
import { askEarly } from './ask-early.ts';

const request: QueryRequest = { text: 'runs', caller: { user: 'ann' }, format: 'arrow', limit: 200, color: false };
const end: Part<never, QueryReport> = {
  kind: 'end',
  diagnostics: [],
  report: { rows: 1, shown: 1, skipped: 0, stages: [] },
};

function counting() {
  const asked: { readonly text: string; readonly signal: AbortSignal }[] = [];
  const service = {
    query: async function* ({ text }: QueryRequest, signal: AbortSignal) {
      asked.push({ text, signal });
      yield { kind: 'bytes' as const, bytes: Buffer.from(text) };
      yield end;
    },
    close: async () => {},
  } as unknown as Service;
  return { asked, service };
}

async function texts(parts: AsyncIterable<Part>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part.kind === 'bytes' ? Buffer.from(part.bytes).toString() : part.kind;
  return text;
}

test('is asked before anybody wants it, and answers the first who does', async () => {
  const { asked, service } = counting();
  const early = askEarly(service, request);
  expect(asked).toHaveLength(1);
  const { signal } = new AbortController();
  expect(await texts(early.query({ ...request }, signal))).toBe('runsend');
  expect(asked).toHaveLength(1);
  expect(await texts(early.query(request, signal))).toBe('runsend');
  expect(asked).toHaveLength(2);
});

test('another question gets its own answer, and the early one is given up', async () => {
  const { asked, service } = counting();
  const early = askEarly(service, request);
  const { signal } = new AbortController();
  expect(await texts(early.query({ ...request, text: 'metrics' }, signal))).toBe('metricsend');
  expect(asked.map(({ text }) => text)).toEqual(['runs', 'metrics']);
  expect(asked[0]?.signal.aborted).toBe(true);
});

test('whoever takes it gives it up by his own signal; at the end nobody has', async () => {
  const { asked, service } = counting();
  const taken = new AbortController();
  const parts = askEarly(service, request).query(request, taken.signal)[Symbol.asyncIterator]();
  await parts.next();
  taken.abort(new Error('left'));
  expect(asked[0]?.signal.aborted).toBe(true);
  await askEarly(service, request).close();
  expect(asked[1]?.signal.aborted).toBe(true);
});
