import { queryBar } from '../editor/bar-state.ts';
import { popups } from '../editor/popups.ts';
import { problemLines } from '../editor/problem-lines.ts';
import { overlayBox } from '../overlay/overlay-box.ts';
import { curvesPane } from '../panes/curves.ts';
import { listPane } from '../panes/list-pane.ts';
import { runsPane } from '../panes/runs.ts';
import { hiddenColumns } from '../panes/sheet-lines.ts';
import type { PaneName, State } from '../state/state.ts';
import { bordered } from './border.ts';
import { fitLine, fitLines } from './fit.ts';
import { footerLine } from './footer.ts';
import { headerLines } from './header.ts';
import { isTooSmall, leastSize, linesAbove, placePanes } from './layout.ts';
import { legible } from './legible.ts';
import type { Line, Size } from './line.ts';
import { putOver } from './put-over.ts';
import { wrapText } from './wrap-text.ts';

/** The whole screen: as many lines as the terminal has, each as wide as it. */
export function frame(state: State): readonly Line[] {
  const { size } = state;
  const { rows } = size;
  if (isTooSmall(size)) return tooSmall(size, rows);
  return screenLines(state).map((line) => legible(line, state.session.letters));
}

function screenLines(state: State): readonly Line[] {
  const { size } = state;
  const places = placePanes(state);
  const drawn = places.map((place) => paneLines(state, place.pane, place.size));
  const body = Array.from({ length: places[0]?.size.rows ?? 0 }, (_, row) =>
    drawn.flatMap((lines) => lines[row] ?? []),
  );
  const bar = queryBar(state);
  const problem = problemLines(state, bar);
  const lines = [
    ...fitLines(headerLines(state, bar, problem), size.columns, linesAbove),
    ...body,
    fitLine(footerLine(state), size.columns),
  ];
  const over = [...popups(state, bar, problem), ...overlayBox(state)];
  return fitLines(over.reduce(putOver, lines), size.columns, size.rows);
}

const paneTitles: Readonly<Record<PaneName, string>> = {
  runs: '1 runs',
  curves: '2 curves',
  compare: '3 compare',
  lineage: '4 lineage',
  artifacts: '5 artifacts',
  details: '6 details',
};

function paneLines(state: State, pane: PaneName, size: Size): readonly Line[] {
  const inner = { columns: Math.max(size.columns - 2, 1), rows: Math.max(size.rows - 2, 1) };
  const { lines, hidden } = content(state, pane, inner);
  return bordered(paneTitles[pane], lines, size, state.layout.focus === pane, hidden);
}

function content(state: State, pane: PaneName, size: Size): ReturnType<typeof runsPane> {
  switch (pane) {
    case 'runs': {
      const { lines, hidden } = runsPane(state, size);
      return { lines: dimmedIf(state.answers.runs?.status === 'failed', lines), hidden };
    }
    case 'curves':
      return { lines: curvesPane(state, size), hidden: '' };
    case 'compare':
      return { lines: listPane(state, pane, size), hidden: hiddenColumns(state, pane, size.columns) };
    default:
      return { lines: listPane(state, pane, size), hidden: '' };
  }
}

/** What is no answer to the text above is dimmed. */
function dimmedIf(isOld: boolean, lines: readonly Line[]): readonly Line[] {
  return isOld ? lines.map((line) => line.map((each) => ({ ...each, style: { ...each.style, dim: true } }))) : lines;
}

function tooSmall(size: Size, rows: number): readonly Line[] {
  const text = `xt needs ${leastSize.columns} x ${leastSize.rows} cells; this terminal has ${size.columns} x ${size.rows} (q leaves)`;
  const words = wrapText(text, Math.max(size.columns, 1));
  return fitLines(
    words.map((word) => [{ text: word }]),
    size.columns,
    rows,
  );
}
