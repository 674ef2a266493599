import type { Slot } from '../src/asks/ask.ts';
import { wantedAsks } from '../src/asks/wanted.ts';
import { frame } from '../src/frame/frame.ts';
import type { Size } from '../src/frame/line.ts';
import { readKeys } from '../src/keys/read-keys.ts';
import type { Sheet } from '../src/sheet/sheet.ts';
import type { Event } from '../src/state/event.ts';
import { reduce } from '../src/state/reduce.ts';
import { startState } from '../src/state/start.ts';
import type { Session, State } from '../src/state/state.ts';
import { makeSheet } from './make-sheet.ts';

export const session: Session = {
  ...startState('runs', {} as Session, { columns: 80, rows: 24 }).session,
  store: 'embedded',
  project: 'digits',
  zone: 'UTC',
  revision: 0,
  unparsed: false,
  goals: 0,
  connection: 'ok',
  letters: 'unicode',
  dashes: false,
  pictures: 'none',
};

/** Answers by the beginning of the query's text or by slot; whatever has none is not answered. */
export type Replies = readonly { readonly to: Slot | RegExp; readonly sheet: Sheet }[];

/** A state that has answers to all that it wants, as far as there are replies. */
export function settled(state: State, replies: Replies): State {
  let next = state;
  for (let round = 0; round < 5; round++) {
    const asks = wantedAsks(next).filter((ask) => next.answers[ask.slot]?.good?.ask.text !== ask.text);
    const answers = asks.flatMap((ask) => {
      const reply = replies.find(({ to }) => (typeof to === 'string' ? to === ask.slot : to.test(ask.text)));
      return reply === undefined ? [] : [{ ask, sheet: reply.sheet }];
    });
    if (answers.length === 0) return next;
    next = reduce(next, { kind: 'asked', asks: answers.map(({ ask }) => ask) });
    for (const answer of answers) next = reduce(next, { kind: 'answered', ...answer });
  }
  return next;
}

/** The state after keys as a terminal sends them, with answers in between. */
export function typed(state: State, text: string, replies: Replies): State {
  return readKeys(text, true).events.reduce((next, event) => settled(reduce(next, event as Event), replies), state);
}

/** A state of a size with a query, answered. */
export function opened(query: string, size: Size, replies: Replies): State {
  return settled(startState(query, session, size), replies);
}

/** A frame as text. */
export function frameText(state: State): string {
  return `${frame(state)
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')}\n`;
}

const count = 12;
const ids = Array.from({ length: count }, (_, index) => `run${String(index).padStart(4, '0')}`);

/** A dozen runs with a metric, a param and names that are hard to show. */
export const runsSheet = makeSheet('runs', [
  { name: 'id', type: 'text', role: 'id', values: ids },
  {
    name: 'name',
    type: 'text',
    role: 'run',
    values: ids.map(
      (_, index) =>
        `${['sweep-17', '精度テスト', 'crash 🎯 test', 'a\u001b[31mred', 'tab\tname', 'plain'][index % 6]}-${index}`,
    ),
  },
  {
    name: 'state',
    type: 'text',
    role: 'field',
    values: ids.map((_, index) => (index === 3 ? 'running' : index === 4 ? 'failed' : 'finished')),
  },
  {
    name: 'val/acc',
    type: 'number',
    role: 'value',
    values: ids.map((_, index) => (index === 5 ? null : index === 6 ? Number.NaN : 0.9412 - index * 0.013)),
  },
  {
    name: 'params.lr',
    type: 'mixed',
    role: 'param',
    values: ids.map((_, index) => (index === 2 ? '"auto"' : JSON.stringify(0.0003 * (index + 1)))),
  },
]);

const steps = Array.from({ length: 60 }, (_, index) => index * 100);

/** Curves of two runs, one with NaN in it. */
export const curvesSheet = makeSheet('curves', [
  { name: 'id', type: 'text', role: 'id', values: [...steps.map(() => ids[0]), ...steps.map(() => ids[1])] },
  {
    name: 'run',
    type: 'text',
    role: 'run',
    values: [...steps.map(() => 'sweep-17-0'), ...steps.map(() => '精度テスト-1')],
  },
  { name: 'metric', type: 'text', role: 'metric', values: [...steps, ...steps].map(() => 'metrics.val/acc') },
  { name: 'step', type: 'number', role: 'x', values: [...steps, ...steps] },
  {
    name: 'value',
    type: 'number',
    role: 'value',
    values: [
      ...steps.map((step) => 1 - Math.exp(-step / 1500)),
      ...steps.map((step) => (step > 3000 && step < 3600 ? Number.NaN : 0.8 - 0.7 * Math.exp(-step / 900))),
    ],
  },
]);

export const namesSheet = makeSheet('metrics', [
  { name: 'name', type: 'text', role: 'field', values: ['train/loss', 'val/acc'] },
  { name: 'points', type: 'integer', role: 'field', values: [60, 60] },
  { name: 'goal', type: 'text', role: 'field', values: ['min', 'max'] },
]);

export const lineageSheet = makeSheet('lineage', [
  { name: 'depth', type: 'integer', role: 'value', values: [-1, 0, 1, 1, 2] },
  { name: 'name', type: 'text', role: 'run', values: ['parent', 'sweep-17-0', 'fork-a', 'fork-b', 'grandchild'] },
  { name: 'state', type: 'text', role: 'field', values: ['finished', 'finished', 'running', 'finished', 'failed'] },
  { name: 'kind', type: 'text', role: 'field', values: [null, 'child', 'fork', 'fork', 'resume'] },
  { name: 'fork_step', type: 'number', role: 'field', values: [null, null, 500, 800, null] },
  { name: 'parent', type: 'text', role: 'field', values: [null, 'p', ids[0], ids[0], 'b'] },
  { name: 'xt id', type: 'text', role: 'field', values: ['p', ids[0], 'a', 'b', 'g'] },
  { name: 'val/acc', type: 'number', role: 'value', values: [0.9, 0.94, 0.95, 0.93, Number.NaN] },
]);

/** The fields, params and metrics of the first run, and of the second as a baseline. */
export const detailsSheet = makeSheet('runs', [
  { name: 'id', type: 'text', role: 'field', values: [ids[0], ids[1]] },
  { name: 'name', type: 'text', role: 'run', values: ['sweep-17-0', '精度テスト-1'] },
  { name: 'state', type: 'text', role: 'field', values: ['finished', 'finished'] },
  { name: 'notes', type: 'text', role: 'field', values: ['first line\nsecond line', null] },
  { name: 'tags', type: 'list', role: 'field', values: [['best', 'mlflow.runName', 'owner'], ['owner']] },
  { name: 'params.lr', type: 'number', role: 'param', values: [0.0003, 0.001] },
  { name: 'params.opt', type: 'text', role: 'param', values: ['adam', 'adam'] },
  { name: 'val/acc', type: 'number', role: 'value', values: [0.94, 0.93] },
  { name: 'xt id', type: 'text', role: 'field', values: [ids[0], ids[1]] },
]);

/** The values of their tags; a label has none. */
const tagsSheet = makeSheet('runs', [
  { name: 'tags.best', type: 'text', role: 'tag', values: [null, null] },
  { name: 'tags.`mlflow.runName`', type: 'text', role: 'tag', values: ['sweep-17-0', null] },
  { name: 'tags.owner', type: 'text', role: 'tag', values: ['ada', 'bo'] },
  { name: 'xt id', type: 'text', role: 'field', values: [ids[0], ids[1]] },
]);

/** Artifacts of the first run: checkpoints by step, a text and a picture. */
export const artifactsSheet = makeSheet('artifacts', [
  { name: 'id', type: 'text', role: 'id', values: Array.from({ length: 5 }, () => ids[0]) },
  { name: 'run', type: 'text', role: 'run', values: Array.from({ length: 5 }, () => 'sweep-17-0') },
  {
    name: 'name',
    type: 'text',
    role: 'field',
    values: ['best.pt', 'config.yaml', 'model.pt', 'model.pt', 'samples/grid.png'],
  },
  { name: 'type', type: 'text', role: 'field', values: ['checkpoint', 'text', 'checkpoint', 'checkpoint', 'image'] },
  { name: 'role', type: 'text', role: 'field', values: ['made', 'used', 'made', 'made', 'made'] },
  { name: 'step', type: 'number', role: 'field', values: [null, null, 500, 1000, 1000] },
  { name: 'size', type: 'integer', role: 'field', values: [734_003_200, 214, 1536, null, 430] },
  { name: 'digest', type: 'text', role: 'field', values: ['ab12cd34ef5678', 'cd', 'ef', '01', '23'] },
]);

/** The parent and children of the second run, of which one has no answer. */
const kinSheet = makeSheet(
  'lineage',
  [
    { name: 'depth', type: 'integer', role: 'field', values: [-1, 0, 1, 1] },
    { name: 'name', type: 'text', role: 'run', values: ['parent', '精度テスト-1', 'fork-a', 'fork-b'] },
    { name: 'state', type: 'text', role: 'field', values: ['finished', 'finished', 'running', 'failed'] },
    { name: 'kind', type: 'text', role: 'field', values: [null, 'fork', 'resume', 'child'] },
    { name: 'fork_step', type: 'number', role: 'field', values: [null, 500, null, null] },
    { name: 'parent', type: 'text', role: 'field', values: [null, 'p', ids[1], ids[1]] },
    { name: 'xt id', type: 'text', role: 'field', values: ['p', ids[1], 'a', 'b'] },
  ],
  { total: 5 },
);

/** The newest artifacts of the second run. */
const filesSheet = makeSheet(
  'artifacts',
  [
    { name: 'name', type: 'text', role: 'field', values: ['model.pt', 'samples/grid.png', 'train.csv'] },
    { name: 'type', type: 'text', role: 'field', values: ['checkpoint', 'image', 'dataset'] },
    { name: 'role', type: 'text', role: 'field', values: ['made', 'made', 'used'] },
    { name: 'step', type: 'number', role: 'field', values: [1000, 1000, null] },
    { name: 'size', type: 'integer', role: 'field', values: [734_003_200, 430, null] },
    { name: 'xt id', type: 'text', role: 'field', values: [ids[1], ids[1], ids[1]] },
  ],
  { total: 1203 },
);

/** What the store answers in these tests. */
export const replies: Replies = [
  { to: 'runs', sheet: runsSheet },
  { to: 'curves', sheet: curvesSheet },
  { to: 'names', sheet: namesSheet },
  { to: 'goals', sheet: namesSheet },
  { to: 'lineage', sheet: lineageSheet },
  { to: 'details', sheet: detailsSheet },
  { to: 'artifacts', sheet: artifactsSheet },
  { to: 'kin', sheet: kinSheet },
  { to: 'files', sheet: filesSheet },
  { to: 'tags', sheet: tagsSheet },
];
