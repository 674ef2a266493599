import { actions } from '../actions/action.ts';
import { editorKeys, lineKeys } from '../editor/editor-keys.ts';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Binding, Where } from '../keys/key-table.ts';
import type { State } from '../state/state.ts';

const titles: Readonly<Record<Where, string>> = {
  runs: 'Runs',
  curves: 'Curves',
  list: 'Compare, lineage, artifacts, details',
  compare: 'Compare',
  lineage: 'Lineage',
  artifacts: 'Artifacts',
  details: 'Details',
  any: 'Everywhere',
};

const order: readonly Where[] = ['runs', 'curves', 'list', 'compare', 'lineage', 'artifacts', 'details', 'any'];

/** Every key and what it does and writes, by the pane in which it holds; those of the focused pane first. */
export function helpLines({ bindings, layout }: State): readonly Line[] {
  const panes = [layout.focus, ...order.filter((where) => where !== layout.focus)];
  const sections = panes.flatMap((where) => {
    const own = bindings.filter((binding) => binding.where === where && binding.keys.length > 0);
    return own.length === 0 ? [] : [section(titles[where], own.map(actionRow))];
  });
  const typing = [
    section(
      'In the query bar (/)',
      editorKeys.map(({ keys, help }) => [keys, help, ''] as const),
    ),
    section(
      'Where a line is typed',
      lineKeys.map(({ keys, help }) => [keys, help, ''] as const),
    ),
  ];
  return [...sections, ...typing].flatMap((lines, index) => (index === 0 ? lines : [[], ...lines]));
}

type Row = readonly [keys: readonly string[], help: string, says: string];

function actionRow({ keys, action }: Binding): Row {
  const { help, says = '' }: { readonly help: string; readonly says?: string } = actions[action];
  return [keys, help, says];
}

const keyCells = 21;
const helpCells = 46;

function section(title: string, rows: readonly Row[]): readonly Line[] {
  const body = rows.map(([keys, help, says]): Line => {
    const shown = keys.join('  ');
    return [
      piece(' '),
      cell(shown, keyCells, { tone: 'accent' }),
      piece(' '),
      ...(says === '' ? [piece(help)] : [cell(help, helpCells), piece(' '), piece(says, { tone: 'keyword' })]),
    ];
  });
  return [[piece(title, { tone: 'title', bold: true })], ...body];
}
