import type { Tone } from '../frame/line.ts';
import type { Codes } from './color.ts';

/** How each tone looks, and the row of the cursor. */
export interface Theme {
  readonly tones: Readonly<Record<Tone, Codes>>;
  readonly selected: Codes;
}

/** For a dark background; series are Okabe and Ito's, which the colour-blind tell apart. */
export const darkTheme: Theme = {
  tones: {
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
  },
  selected: ['48;5;237', '1'],
};

/** For a light background: the same hues, darker. */
export const lightTheme: Theme = {
  tones: {
    text: ['', ''],
    muted: ['38;5;243', '90'],
    title: ['1', '1'],
    accent: ['38;5;25', '34'],
    best: ['38;5;28', '32'],
    worst: ['38;5;166', '31'],
    error: ['38;5;160', '31'],
    note: ['38;5;94', '33'],
    keyword: ['38;5;25', '34'],
    name: ['', ''],
    function: ['38;5;30', '36'],
    literal: ['38;5;90', '35'],
    string: ['38;5;28', '32'],
    number: ['38;5;94', '33'],
    match: ['38;5;16;48;5;220', '30;43'],
    'series-0': ['38;5;31', '34'],
    'series-1': ['38;5;172', '33'],
    'series-2': ['38;5;29', '32'],
    'series-3': ['38;5;132', '35'],
    'series-4': ['38;5;24', '36'],
    'series-5': ['38;5;130', '31'],
    'series-6': ['38;5;100', '33'],
    'series-7': ['38;5;240', '30'],
  },
  selected: ['48;5;254', '1'],
};

const tones = Object.keys(darkTheme.tones) as readonly Tone[];

/** No colours: marks and weight say it all. */
export const plainTheme: Theme = {
  tones: Object.fromEntries(
    tones.map((tone) => [tone, tone === 'title' ? ['1', '1'] : ['', '']]),
  ) as unknown as Theme['tones'],
  selected: ['4', '4'],
};

/** The themes by name. */
export const themes = { dark: darkTheme, light: lightTheme, plain: plainTheme } as const;
