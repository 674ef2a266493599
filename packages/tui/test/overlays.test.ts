import type { CompletionItem } from '@xt/engine';
import { textWidth } from '@xt/engine/render';
import { describe, expect, test } from 'vitest';
import { frame } from '../src/frame/frame.ts';
import type { Size } from '../src/frame/line.ts';
import { selectPlace } from '../src/overlay/columns-offered.ts';
import type { Event } from '../src/state/event.ts';
import { reduce } from '../src/state/reduce.ts';
import type { State } from '../src/state/state.ts';
import { makeSheet } from './make-sheet.ts';
import { frameText, opened, replies as paneReplies, typed } from './make-state.ts';

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 50 },
] as const;

const query = 'runs where val/acc > 0.9 sort by val/acc desc';

const names: readonly CompletionItem[] = [
  { text: 'val/acc', kind: 'metric', runs: 14 },
  { text: 'val/loss', kind: 'metric', runs: 1204 },
  { text: '`val 精度 🎯`', kind: 'metric', runs: 1 },
  { text: 'valid', kind: 'param', runs: 3 },
  { text: 'var(', kind: 'function' },
  ...Array.from({ length: 12 }, (_, index): CompletionItem => ({ text: `val_${index}`, kind: 'param', runs: 2 })),
];

const replies = [
  ...paneReplies,
  {
    to: 'metrics' as const,
    sheet: makeSheet('metrics', [
      { name: 'name', type: 'text', role: 'field', values: ['val/acc', 'val/loss', 'train/\u001b[2J', '損失'] },
      { name: 'runs', type: 'integer', role: 'field', values: [14, 14, 3, 1] },
      { name: 'goal', type: 'text', role: 'field', values: ['max', 'min', null, null] },
    ]),
  },
  {
    to: 'views' as const,
    sheet: makeSheet('views', [
      { name: 'name', type: 'text', role: 'field', values: ['best', 'sweep'] },
      {
        name: 'query',
        type: 'text',
        role: 'field',
        values: [
          '# tui: curves smooth=0.9\nruns sort by val/acc desc limit 10',
          `runs where ${'a > 1 and '.repeat(30)}b = 2`,
        ],
      },
    ]),
  },
];

function typing(size: Size, text: string): State {
  return typed(opened(query, size, replies), `/\u0015${text}`, replies);
}

function completing(size: Size, text: string, items = names): State {
  const start = text.search(/[^ ]*$/);
  const completion = { of: text, span: { start, end: text.length }, items };
  return reduce(typing(size, text), { kind: 'completed', completion });
}

function keys(state: State, text: string): State {
  return typed(state, text, replies);
}

function columns(size: Size, text: string): State {
  const known = { of: selectPlace(query) ?? '', items: names.slice(0, 4) };
  return keys(reduce(keys(opened(query, size, replies), 'c'), { kind: 'named', known }), text);
}

const long = `runs where ${Array.from({ length: 24 }, (_, index) => `metric_${index} > ${index}`).join(' and ')}`;
const unknown: Event = {
  kind: 'checked',
  of: 'runs where vall/acc > 0.9 limit 3',
  diagnostics: [
    {
      code: 'unknown-name',
      severity: 'error',
      message: 'no run has a metric or param `vall/acc`',
      hint: 'nearest names: `val/acc` (14 runs), `val/loss` (14 runs), `train/acc` (12 runs), `hparam/val_acc` (2 runs)',
      span: { start: 11, end: 19 },
    },
  ],
};

const screens: Readonly<Record<string, (size: Size) => State>> = {
  'bar-completion': (size) => keys(completing(size, 'runs where va'), '\u001b[B\u001b[B\u001b[B'),
  'bar-unfinished': (size) => typing(size, 'runs where val/acc >'),
  'bar-parse-error': (size) => keys(typing(size, 'runs foo bar'), '\r'),
  'bar-error': (size) => reduce(typing(size, 'runs where vall/acc > 0.9 limit 3'), unknown),
  'bar-long': (size) => keys(typing(size, long), '\u001bb\u001bb\u001bb'),
  'bar-lines': (size) =>
    reduce(typing(size, ''), { kind: 'paste', text: '# why\nruns where name = "精度🎯"\n  limit 3' }),
  help: (size) => keys(opened(query, size, replies), '?'),
  'help-end': (size) => keys(opened(query, size, replies), '?G'),
  palette: (size) => keys(opened(query, size, replies), ':sort'),
  'palette-all': (size) => keys(opened(query, size, replies), ':\u001b[B\u001b[B'),
  columns: (size) => columns(size, ''),
  'columns-picked': (size) => columns(size, 'val/l \u0015精 '),
  metrics: (size) => keys(opened(query, size, replies), 'm\u001b[B '),
  views: (size) => keys(opened(query, size, replies), 'v'),
  'no-match': (size) => keys(opened(query, size, replies), 'vnothing like it'),
  'prompt-tag': (size) => keys(opened(query, size, replies), 'tgood'),
  'prompt-refused': (size) => keys(opened(query, size, replies), 'Vmy view\r'),
  'prompt-condition': (size) => keys(opened(query, size, replies), 'lll&between 0.1 and'),
  confirm: (size) =>
    reduce(opened(query, size, replies), {
      kind: 'opened',
      overlay: {
        kind: 'confirm',
        question: 'remove 5 runs?',
        details: ['sweep-17', 'a\u001b[31mred', '精度テスト', 'and 2 more', 'they are in no answer any more'],
        yes: { kind: 'quit' },
      },
    }),
  'half-a-sequence': (size) => keys(opened(query, size, replies), 'g'),
  'said-query': (size) => keys(opened(query, size, replies), 'lls'),
};

describe.each(sizes)('$columns x $rows', (size) => {
  test.each(Object.entries(screens))('%s', async (name, make) => {
    const state = make(size);
    const lines = frame(state);
    expect(lines.length).toBe(size.rows);
    for (const line of lines) {
      expect(line.reduce((width, { text }) => width + textWidth(text), 0)).toBe(size.columns);
      for (const { text } of line) expect(text).not.toMatch(/\p{Cc}/u);
    }
    await expect(frameText(state)).toMatchFileSnapshot(`golden/${name}-${size.columns}x${size.rows}.txt`);
  });
});

test('a metric that several projects have stands once, with the runs of all', () => {
  const metrics = makeSheet('metrics', [
    { name: 'name', type: 'text', role: 'field', values: ['loss', 'acc', 'acc', 'loss'] },
    { name: 'runs', type: 'integer', role: 'field', values: [9, 7, 5, 1] },
    { name: 'goal', type: 'text', role: 'field', values: ['min', 'max', null, 'max'] },
  ]);
  const answers = [{ to: 'metrics' as const, sheet: metrics }, ...paneReplies];
  const text = frameText(typed(opened(query, sizes[1], answers), 'm', answers));
  expect(text).toMatch(/ acc +max · 12 runs · 2 projects[\s\S]* loss +min or max · 10 runs · 2 projects/);
  expect(text.match(/ acc {2}/g)).toHaveLength(1);
});
