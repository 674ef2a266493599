import { expect, test } from 'vitest';
import { fakeService, fakeTools } from '../../test/fake-service.ts';
import type { ChangeEffect } from '../state/state.ts';
import { planRemove, sendChange } from './send-change.ts';

const of = { kind: 'texts', texts: ['a', 'b', 'c'] } as const;
const tag: ChangeEffect = {
  kind: 'change',
  change: { kind: 'tag', of, name: 'good' },
  done: 'tagged',
  after: 'with `good`',
  says: 'xt tag a b c good',
};
const report = { found: 3, changed: 2, examples: ['one', 'two'], digest: 'd1', sequence: 9 };

function answering(answer: object) {
  return fakeTools(fakeService({ change: () => ({ kind: 'end', diagnostics: [], ...answer }) }));
}

test('it says how many runs are other than before, and what to write in a shell', async () => {
  const tools = answering({ report });
  await sendChange(tools, tag);
  expect(tools.told).toEqual([
    {
      kind: 'said',
      message: { kind: 'done', text: 'tagged 2 runs with `good`; 1 run was so already', says: 'xt tag a b c good' },
    },
    { kind: 'changed', revision: 9 },
  ]);
});

test('it tells how that is taken back, unless nothing changed', async () => {
  const back = { ...tag, change: { kind: 'forget-tag', of, name: 'good' } } as const;
  const tools = answering({ report });
  await sendChange(tools, { ...tag, back });
  expect(tools.told[0]).toMatchObject({ kind: 'said', back });
  const none = answering({ report: { ...report, changed: 0 } });
  await sendChange(none, { ...tag, back });
  expect(none.told[0]).not.toHaveProperty('back');
});

test('it says why nothing changed', async () => {
  const none = answering({ report: { ...report, changed: 0, sequence: undefined } });
  await sendChange(none, tag);
  expect(none.told).toMatchObject([{ message: { text: 'nothing changed: 3 runs were so already' } }]);
  const denied = answering({ failure: { kind: 'denied', message: 'not allowed', hint: 'ask the owner' } });
  await sendChange(denied, tag);
  expect(denied.told).toMatchObject([{ message: { kind: 'problem', text: 'not allowed · ask the owner' } }]);
  const broken = fakeTools(fakeService({}));
  await sendChange(broken, tag);
  expect(broken.told).toMatchObject([{ message: { kind: 'problem', text: 'nobody expected change' } }]);
});

test('runs are removed only after a yes to how many and which, and only these', async () => {
  const tools = answering({ report });
  await planRemove(tools, { kind: 'plan-remove', ids: of.texts });
  expect(tools.service).toHaveProperty('asked', [
    { change: { kind: 'remove', of }, caller: { user: 'ann' }, dryRun: true },
  ]);
  const [opened] = tools.told;
  if (opened?.kind !== 'opened' || opened.overlay.kind !== 'confirm') throw new Error('nothing was asked');
  expect(opened.overlay.question).toBe('remove 3 runs?');
  expect(opened.overlay.details.slice(0, 3)).toEqual(['one', 'two', 'and 1 more']);
  expect(opened.overlay.yes).toMatchObject({ change: { kind: 'remove', of, confirmed: 'd1' } });
  await sendChange(tools, opened.overlay.yes as ChangeEffect);
  expect(tools.told).toContainEqual({ kind: 'removed', ids: of.texts });
  expect(tools.told[1]).toMatchObject({ back: { change: { kind: 'restore', of }, says: 'xt rm a b c --undo' } });
});

test('a view of that name is replaced only after a yes', async () => {
  const error = {
    code: 'view-exists',
    severity: 'error',
    message: 'the view `best` is another query: `runs`',
  } as const;
  const tools = answering({ diagnostics: [error], failure: { kind: 'query', message: 'the change makes no sense' } });
  const change = { kind: 'save-view', name: 'best', query: 'runs limit 3', replace: false } as const;
  await sendChange(tools, { ...tag, change });
  expect(tools.told).toMatchObject([
    {
      kind: 'opened',
      overlay: { question: 'replace the view `best`?', details: [error.message], yes: { change: { replace: true } } },
    },
  ]);
});
