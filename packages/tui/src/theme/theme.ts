import type { Line, Style } from '../frame/line.ts';
import { darkTheme, type Theme } from './themes.ts';

/** How many colours a terminal has: none, 16, or 256. */
export type ColorDepth = 'none' | '16' | '256';

/** The line with the escape sequences of its styles; without colours marks and weight remain. */
export function paint(line: Line, depth: ColorDepth, theme: Theme = darkTheme): string {
  let painted = '';
  for (const { text, style } of line) {
    const codes = style === undefined ? '' : codesOf(style, depth, theme);
    painted += codes === '' ? text : `\u001b[${codes}m${text}\u001b[0m`;
  }
  return painted;
}

function codesOf(style: Style, depth: ColorDepth, { tones, selected }: Theme): string {
  const codes: string[] = [];
  if (style.bold === true) codes.push('1');
  if (style.dim === true) codes.push('2');
  if (style.underline === true) codes.push('4');
  if (style.inverse === true) codes.push('7');
  if (style.tone !== undefined) {
    const [wide, narrow] = tones[style.tone];
    const color = depth === '256' ? wide : depth === '16' ? narrow : style.tone === 'title' ? '1' : '';
    if (color !== '') codes.push(color);
  }
  if (style.selected === true && style.inverse !== true) {
    const [wide, narrow] = selected;
    codes.push(depth === '256' ? wide : depth === '16' ? narrow : '4');
  }
  return codes.join(';');
}
