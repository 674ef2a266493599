import { cutText, textWidth } from '@xt/engine/render';
import { fitLines } from './fit.ts';
import type { Line, Size, Style } from './line.ts';

/** Lines in a border with a title, and what is out of sight at its right end, in exactly this size. */
export function bordered(
  title: string,
  lines: readonly Line[],
  size: Size,
  focused: boolean,
  hidden = '',
): readonly Line[] {
  const style: Style = focused ? { tone: 'accent' } : { tone: 'muted' };
  const inner = size.columns - 2;
  const shown = cutText(title, Math.max(inner - 3, 0));
  const room = Math.max(inner - textWidth(shown) - 3, 0);
  const right = hidden === '' || room < 6 ? '' : ` ${cutText(hidden, room - 4)} ─`;
  const rest = '─'.repeat(room - textWidth(right));
  const top: Line = [
    { text: '┌─', style },
    { text: ` ${shown} `.slice(0, Math.max(inner - 1, 0)), style: focused ? { ...style, bold: true } : style },
    { text: rest, style },
    ...(right === '' ? [] : [{ text: right, style }]),
    { text: '┐', style },
  ];
  const side = { text: '│', style };
  const body = fitLines(lines, inner, size.rows - 2).map((line) => [side, ...line, side]);
  return [top, ...body, [{ text: `└${'─'.repeat(Math.max(inner, 0))}┘`, style }]];
}
