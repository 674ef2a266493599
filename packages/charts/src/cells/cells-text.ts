import { okabeIto, type PlotLine, type PlotSpan } from '../braille/index.ts';

/** How many colours a terminal has. */
export type Colors = 'none' | '16' | '256' | 'all';

/** Cells as text for a terminal, a line each, in its colours. */
export function cellsText(lines: readonly PlotLine[], colors: Colors): string {
  return lines
    .map(
      (line) =>
        `${line
          .map((span) => spanText(span, colors))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}

function spanText({ text, color, tone }: PlotSpan, colors: Colors): string {
  const codes = colors === 'none' || text.trim() === '' ? [] : [...toneCodes[tone], ...colorCodes(color, colors)];
  return codes.length === 0 ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`;
}

const toneCodes: Readonly<Record<PlotSpan['tone'], readonly string[]>> = {
  line: [],
  dim: ['2'],
  band: ['2'],
  label: [],
  mark: ['1'],
  axis: ['2'],
  title: ['1'],
  cursor: ['2'],
};

// The nearest to Okabe and Ito's that a terminal of 256, or of 16 colours has.
const of256 = [32, 166, 36, 175, 214, 74, 245, 178];
const of16 = [94, 91, 92, 95, 33, 96, 37, 93];

function colorCodes(color: number, colors: Colors): readonly string[] {
  if (color < 0) return [];
  switch (colors) {
    case 'none':
      return [];
    case '16':
      return [String(of16[color % of16.length])];
    case '256':
      return [`38;5;${of256[color % of256.length]}`];
    case 'all': {
      const hex = okabeIto[color % okabeIto.length] ?? '#888888';
      const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      return [`38;2;${parts.join(';')}`];
    }
  }
}
