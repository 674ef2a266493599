/** Okabe and Ito's colours, which the colour-blind tell apart; grey in the place of black, so that they stand out on dark ground too. */
export const okabeIto: readonly string[] = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#E69F00',
  '#56B4E9',
  '#8C8C8C',
  '#D6C21A',
];

/** For up to twenty series: Tableau's, of which neighbours are a dark and a light shade. */
const twenty: readonly string[] = [
  '#4c78a8',
  '#9ecae9',
  '#f58518',
  '#ffbf79',
  '#54a24b',
  '#88d27a',
  '#b79a20',
  '#f2cf5b',
  '#439894',
  '#83bcb6',
  '#e45756',
  '#ff9d98',
  '#79706e',
  '#bab0ac',
  '#d67195',
  '#fcbfd2',
  '#b279a2',
  '#d6a5c9',
  '#9e765f',
  '#d8b5a5',
];

/** A colour for each of so many series; beyond twenty they come again. */
export function seriesColors(count: number): readonly string[] {
  const palette = count <= okabeIto.length ? okabeIto : twenty;
  return Array.from({ length: count }, (_, at) => palette[at % palette.length] ?? '#888888');
}
