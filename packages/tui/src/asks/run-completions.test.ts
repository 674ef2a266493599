import { expect, test, vi } from 'vitest';
import { fakeService } from '../../test/fake-service.ts';
import { opened, typed } from '../../test/make-state.ts';
import type { Event } from '../state/event.ts';
import type { State } from '../state/state.ts';
import { runCompletions } from './run-completions.ts';

const size = { columns: 120, rows: 40 };
const start = opened('runs', size, []);
const items = [{ text: 'where', kind: 'keyword' as const }];

function runner() {
  const error = { code: 'unknown-name', severity: 'error', message: 'no `nope`' } as const;
  const service = fakeService({
    complete: () => ({ kind: 'end', diagnostics: [], report: { span: { start: 5, end: 8 }, items } }) as never,
    explain: () => ({ kind: 'end', diagnostics: [error], failure: { kind: 'query', message: 'wrong' } }) as never,
  });
  const told: Event[] = [];
  const runs = runCompletions(service, { user: 'ann' }, (event) => told.push(event));
  return { service, told, update: (state: State) => runs.update(state), close: runs.close };
}

test('of many texts in a burst the newest alone is answered', async () => {
  const { update, told, service } = runner();
  update(start);
  expect(service.asked).toEqual([]);
  for (const text of ['/ w', '/ wh', '/ whe']) update(typed(start, text, []));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told).toEqual([{ kind: 'completed', completion: { of: 'runs whe', span: { start: 5, end: 8 }, items } }]);
});

test('a text that parses is looked at after a pause; one that does not is not sent', async () => {
  const { update, told, close } = runner();
  update(typed(start, '/ where nope > 1', []));
  await vi.waitFor(() => expect(told.some(({ kind }) => kind === 'checked')).toBe(true));
  expect(told).toContainEqual(expect.objectContaining({ kind: 'checked', of: 'runs where nope > 1' }));
  const { update: other, service } = runner();
  other(typed(start, '/ foo', []));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(service.asked).toHaveLength(1);
  close();
});

test('names of columns are asked for once, while they are chosen from', async () => {
  const { update, told, service } = runner();
  const choosing = typed(start, 'c', []);
  update(choosing);
  update(typed(choosing, 'acc', []));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told).toEqual([{ kind: 'named', known: { of: 'runs select ', items } }]);
  expect(service.asked).toHaveLength(1);
});

test('`@` is completed with the names of views', async () => {
  const service = fakeService({
    complete: () =>
      ({
        kind: 'end',
        diagnostics: [],
        report: { span: { start: 19, end: 22 }, items: [{ text: "'best'", kind: 'value' }] },
      }) as never,
  });
  const told: Event[] = [];
  runCompletions(service, { user: 'ann' }, (event) => told.push(event)).update(typed(start, '/\u0015@be', []));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(service.asked).toMatchObject([{ text: "views where name = 'be" }]);
  expect(told).toEqual([
    {
      kind: 'completed',
      completion: { of: '@be', span: { start: 0, end: 3 }, items: [{ text: '@best', kind: 'value' }] },
    },
  ]);
});
