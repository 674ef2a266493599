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

/** Strokes and gaps in pixels: solid, long dashes, short dashes, dots, and a dash with a dot, in the order in which terminals have them. */
const dashes: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [3, 2.5],
  [1.5, 2.5],
  [7, 2.5, 1.5, 2.5],
];

/** How many series are told apart: each of the colours with each of the dashes. */
export const mostPens = okabeIto.length * dashes.length;

/** A colour for each of so many series; they come again with other dashes. */
export function seriesColors(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => okabeIto[at % okabeIto.length] ?? '#888888');
}

/** The dashes of each of so many series. */
export function seriesDashes(count: number): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, at) => dashes[Math.floor(at / okabeIto.length) % dashes.length] ?? [1, 0]);
}

/** Shapes of points, where colours come again. */
const shapes: readonly string[] = ['circle', 'square', 'triangle-up', 'diamond', 'cross'];

/** The shape of each of so many series of points. */
export function seriesShapes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => shapes[Math.floor(at / okabeIto.length) % shapes.length] ?? 'circle');
}
