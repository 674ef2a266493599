import { bordered } from '../frame/border.ts';
import { fitLines, piece } from '../frame/fit.ts';
import { linesAbove } from '../frame/layout.ts';
import type { Line, Size } from '../frame/line.ts';
import type { Placed } from '../frame/put-over.ts';
import { wrapText } from '../frame/wrap-text.ts';
import type { Overlay, State } from '../state/state.ts';
import { choices } from './choices.ts';
import { chooseLines, chooseTitle } from './choose-lines.ts';
import { boxRows, boxSize } from './overlay-size.ts';
import { promptLines, promptTitle } from './prompt-lines.ts';
import { readLines } from './read-lines.ts';

/** What lies over the panes, in a box; nothing where nothing is open. */
export function overlayBox(state: State): readonly Placed[] {
  const { overlay } = state;
  return overlay === undefined ? [] : [boxOf(state, overlay)];
}

function boxOf(state: State, overlay: Overlay): Placed {
  const most = boxSize(state.size);
  const inner = { columns: most.columns - 2, rows: boxRows(state.size) };
  switch (overlay.kind) {
    case 'help':
    case 'notes': {
      const lines = readLines(state, overlay);
      const shown = fitLines(lines.slice(overlay.top, overlay.top + inner.rows), inner.columns, inner.rows);
      const left = lines.length - overlay.top - inner.rows;
      const more = left > 0 ? `${left} more lines: j k  page-down page-up   ` : '';
      return box(state, overlay.kind === 'help' ? 'keys' : 'notes', [...shown, keysLine(`${more}q leaves`)], most);
    }
    case 'choose': {
      const items = choices(state, overlay);
      const shown = fitLines(chooseLines(state, overlay, items, inner), inner.columns, inner.rows + 1);
      return box(state, chooseTitle(overlay, items), shown, most);
    }
    case 'prompt': {
      const lines = promptLines(overlay, inner.columns);
      return box(state, promptTitle(overlay), lines, { ...most, rows: lines.length + 2 });
    }
    case 'confirm': {
      const details = overlay.details.flatMap((text) => wrapText(text, inner.columns - 2)).slice(0, inner.rows);
      const lines: readonly Line[] = [...details.map((text): Line => [piece(` ${text}`)]), keysLine('y yes   n no')];
      return box(state, overlay.question, lines, { ...most, rows: lines.length + 2 });
    }
  }
}

function box({ size }: State, title: string, lines: readonly Line[], own: Size): Placed {
  const column = Math.floor((size.columns - own.columns) / 2);
  return { column, row: linesAbove, lines: bordered(title, lines, own, true), width: own.columns };
}

function keysLine(text: string): Line {
  return [piece(` ${text}`, { tone: 'muted' })];
}
