import type { Line, Style, Tone } from '../frame/line.ts';

/** How many colours a terminal has: none, 16, or 256. */
export type ColorDepth = 'none' | '16' | '256';

/** The SGR codes of each tone, for 256 and for 16 colours; series are Okabe and Ito's, which the colour-blind tell apart. */
const tones: Readonly<Record<Tone, readonly [wide: string, narrow: string]>> = {
  text: ['', ''],
  muted: ['38;5;245', '90'],
  title: ['1', '1'],
  accent: ['38;5;75', '96'],
  best: ['38;5;42', '92'],
  worst: ['38;5;208', '93'],
  error: ['38;5;203', '91'],
  note: ['38;5;179', '33'],
  keyword: ['38;5;75', '94'],
  name: ['', ''],
  function: ['38;5;79', '36'],
  literal: ['38;5;176', '35'],
  string: ['38;5;114', '32'],
  number: ['38;5;180', '33'],
  match: ['38;5;16;48;5;220', '30;43'],
  'series-0': ['38;5;74', '94'],
  'series-1': ['38;5;214', '93'],
  'series-2': ['38;5;36', '92'],
  'series-3': ['38;5;175', '95'],
  'series-4': ['38;5;32', '34'],
  'series-5': ['38;5;166', '91'],
  'series-6': ['38;5;227', '33'],
  'series-7': ['38;5;250', '37'],
};

/** The line with the escape sequences of its styles; without colours marks and weight remain. */
export function paint(line: Line, depth: ColorDepth): string {
  let painted = '';
  for (const { text, style } of line) {
    const codes = style === undefined ? '' : codesOf(style, depth);
    painted += codes === '' ? text : `\u001b[${codes}m${text}\u001b[0m`;
  }
  return painted;
}

function codesOf(style: Style, depth: ColorDepth): string {
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
  if (style.selected === true && style.inverse !== true)
    codes.push(depth === '256' ? '48;5;237' : depth === '16' ? '1' : '4');
  return codes.join(';');
}
