import { type ActionName, actions } from '../actions/action.ts';
import { bar } from '../editor/bar.ts';
import { bindingsOf } from '../keys/key-table.ts';
import { keysOf } from '../keys/keys-of.ts';
import type { State } from '../state/state.ts';
import { cutFor } from './cut-for.ts';
import { lineWidth, piece } from './fit.ts';
import type { Line } from './line.ts';

/** The last line: what an action said and how to say it oneself, else the keys that one needs first or that may follow. */
export function footerLine(state: State): Line {
  const { message, size } = state;
  if (state.keys !== '') return keyLine(following(state), size.columns);
  if (message === undefined) return keyLine(hints(state), size.columns);
  const text = piece(` ${message.text}`, { tone: message.kind === 'problem' ? 'error' : 'note' });
  if (message.says === undefined) return cutFor('notes', [text], state);
  const width = size.columns - lineWidth([text]) - 3;
  if (width < 10) return cutFor('notes', [text], state);
  return [text, piece('   '), ...bar(message.says, { width, focus: 0, plain: message.says.startsWith('xt ') }).line];
}

/** What a key does, in a word. */
type Hint = readonly [keys: string, does: string];

function hints(state: State): readonly Hint[] {
  const { overlay, query, bindings, layout } = state;
  if (overlay !== undefined) return [];
  if (query.editor !== undefined) return typingHints;
  const words = layout.focus === 'runs' ? runsWords : layout.focus === 'curves' ? curvesWords : listWords;
  const unmark =
    layout.focus === 'runs' && state.runs.marked.length > 0 ? ([['clear-marks', 'unmark all']] as const) : [];
  return [...unmark, ...words, ...everywhere].flatMap(([action, does]): readonly Hint[] => {
    const [key] = keysOf(action, bindings);
    return key === undefined ? [] : [[key, does]];
  });
}

/** What may follow the keys of an unfinished sequence. */
function following({ keys, layout, bindings }: State): readonly Hint[] {
  const start = `${keys} `;
  const next = bindingsOf(layout.focus, bindings).flatMap((binding) =>
    binding.keys
      .filter((each) => each.startsWith(start))
      .map((each): Hint => [each.slice(start.length), actions[binding.action].help]),
  );
  return [[`${keys} …`, ''], ...next];
}

type Word = readonly [action: ActionName, does: string];

const runsWords: readonly Word[] = [
  ['edit-query', 'query'],
  ['sort-down', 'sort'],
  ['filter-only', 'filter'],
  ['mark', 'mark'],
  ['baseline', 'baseline'],
  ['columns', 'columns'],
  ['group', 'group'],
];
const curvesWords: readonly Word[] = [
  ['metrics', 'metrics'],
  ['smoother', 'smooth'],
  ['axis', 'axis'],
  ['log', 'log'],
  ['zoom-in', 'zoom'],
  ['cursor', 'values'],
];
const listWords: readonly Word[] = [
  ['search', 'search'],
  ['search-next', 'next'],
  ['zoom-pane', 'zoom'],
];
const everywhere: readonly Word[] = [
  ['next-pane', 'pane'],
  ['views', 'views'],
  ['copy-query', 'copy'],
  ['palette', 'actions'],
  ['help', 'keys'],
];

const typingHints: readonly Hint[] = [
  ['enter', 'runs'],
  ['tab', 'completes'],
  ['ctrl-space', 'lists'],
  ['up down', 'choose, history'],
  ['esc', 'leaves'],
];

/** As many as there is room for; the last two stay. */
function keyLine(all: readonly Hint[], columns: number): Line {
  const widthOf = (hint: readonly Hint[]) =>
    hint.reduce((width, [keys, does]) => width + keys.length + does.length + 3, 1);
  let shown = all;
  while (shown.length > 2 && widthOf(shown) > columns) shown = shown.toSpliced(shown.length - 3, 1);
  return [
    piece(' '),
    ...shown.flatMap(([keys, does]) => [piece(keys, { tone: 'accent' }), piece(` ${does}  `, { tone: 'muted' })]),
  ];
}
