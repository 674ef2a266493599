import { actions } from '../actions/action.ts';
import { editorKeys, lineKeys } from '../editor/editor-keys.ts';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Binding, Where } from '../keys/key-table.ts';
import type { State } from '../state/state.ts';
import { boxSize } from './overlay-size.ts';

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
export function helpLines({ bindings, layout, size }: State): readonly Line[] {
  const widths = boxSize(size).columns < 100 ? narrow : wide;
  const panes = [layout.focus, ...order.filter((where) => where !== layout.focus)];
  const sections = panes.flatMap((where) => {
    const own = bindings.filter((binding) => binding.where === where && binding.keys.length > 0);
    return own.length === 0 ? [] : [section(titles[where], own.map(actionRow), widths)];
  });
  const typing = [
    section(
      'In the query bar (/)',
      editorKeys.map(({ keys, help }) => [keys, help, ''] as const),
      widths,
    ),
    section(
      'Where a line is typed',
      lineKeys.map(({ keys, help }) => [keys, help, ''] as const),
      widths,
    ),
  ];
  return [...sections, ...typing].flatMap((lines, index) => (index === 0 ? lines : [[], ...lines]));
}

type Row = readonly [keys: readonly string[], help: string, says: string];

function actionRow({ keys, action }: Binding): Row {
  const { help, says = '' }: { readonly help: string; readonly says?: string } = actions[action];
  return [keys, help, says];
}

interface Widths {
  readonly keys: number;
  readonly help: number;
}

const wide: Widths = { keys: 25, help: 46 };
const narrow: Widths = { keys: 15, help: 37 };

function section(title: string, rows: readonly Row[], widths: Widths): readonly Line[] {
  const body = rows.map(([keys, help, says]): Line => {
    return [
      piece(' '),
      cell(keysText(keys, widths.keys), widths.keys, { tone: 'accent' }),
      piece(' '),
      ...(says === '' ? [piece(help)] : [cell(help, widths.help), piece(' '), piece(says, { tone: 'keyword' })]),
    ];
  });
  return [[piece(title, { tone: 'title', bold: true })], ...body];
}

/** As many of the keys as have room; the palette has all. */
function keysText(keys: readonly string[], cells: number): string {
  const shown = keys.findLast((_, index) => keys.slice(0, index + 1).join('  ').length <= cells);
  return keys.slice(0, shown === undefined ? 1 : keys.indexOf(shown) + 1).join('  ');
}
