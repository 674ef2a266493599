import { type Look, narrow } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import type { Spec } from './spec.ts';
import { labelsIn, textPixels } from './text-fit.ts';

/** Beyond so many entries a legend says nothing any more. */
export const mostLegendEntries = 30;

/** What stands before a name at the end of a curve: a piece of its line. */
export const endRoom = 29;

/** Pixels from the middle of one name at the end of a curve to that of the next. */
export const nameHeight = 13;

const axisRoom = 62;
const padding = 20;
const symbolRoom = 34;
const widestLabel = 240;

/** Where the parts of a chart go. */
export interface Layout {
  /** Panels beside each other, and about the width of the inside of each. */
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** The legend's place; null for none. */
  readonly legend: Spec | null;
  /** The room for names at the ends of curves; 0 where a legend tells them. */
  readonly labels: number;
  /** Panels in even rows and columns, whatever the labels of their axes need. */
  readonly regular: Spec;
}

/** What the series of a chart are called, whether their names can stand beside them, and how wide panels beside each other are at least. */
export interface Names {
  readonly labels: readonly string[];
  readonly title?: string;
  readonly direct?: boolean;
  readonly leastWidth?: number;
}

/**
 * The layout of panels with a legend of these names; a narrow look has its legend below. More series than have colours that
 * everybody tells apart have their names beside them where they can.
 */
export function layOut(look: Look, panels: number, names: Names): Layout {
  const { labels, title = '', direct = false, leastWidth = 200 } = names;
  const isDirect = direct && labels.length > okabeIto.length;
  const hasLegend = !isDirect && labels.length > 0 && labels.length <= mostLegendEntries;
  const widths = [...labels.map((label) => textPixels(label, 11)), textPixels(title, 11), 40];
  const widest = Math.min(Math.max(...widths), widestLabel);
  const isNarrow = look.width < narrow;
  const ends = isDirect ? Math.round(Math.min(widest + endRoom, look.width * (isNarrow ? 0.3 : 0.27))) : 0;
  const room = isNarrow ? look.width - padding - axisRoom - symbolRoom : widestLabel;
  const beside = hasLegend && !isNarrow ? widest + symbolRoom : 0;
  const inner = look.width - padding - beside;
  const widthOf = (columns: number) => Math.floor((inner - columns * (axisRoom + ends)) / columns);
  // Four are two by two.
  const columns =
    [3, 2].find((each) => each <= panels && (each === 2 || panels !== 4) && widthOf(each) >= leastWidth) ?? 1;
  const width = Math.max(widthOf(columns), 80);
  return {
    columns,
    width,
    height: isDirect ? namesHeight(labels.length, panels) : heightOf(width, columns, panels),
    legend: hasLegend ? { ...legendOf(look, isNarrow, widest), ...labelsIn(labels, room) } : null,
    labels: ends,
    regular: { bounds: 'flush', spacing: { row: 74, column: axisRoom + ends } },
  };
}

/** Stacked panels are lower than one alone, so that they are seen together. */
function heightOf(width: number, columns: number, panels: number): number {
  const share = columns > 1 ? 0.62 : panels > 1 ? 0.42 : 0.5;
  return Math.round(Math.min(Math.max(width * share, 140), 340));
}

/** So high that the names have room below each other, in measure: they keep their distance at any width. */
function namesHeight(count: number, panels: number): number {
  const [least, most] = panels > 3 ? [240, 340] : panels > 1 ? [240, 480] : [340, 480];
  return Math.min(Math.max(count * nameHeight + 10, least), most);
}

function legendOf(look: Look, isNarrow: boolean, widest: number): Spec {
  if (!isNarrow) return { orient: 'right' };
  // It begins where the axis does.
  const room = look.width - padding - axisRoom;
  const columns = Math.max(Math.floor(room / (widest + symbolRoom)), 1);
  return { orient: 'bottom', columns, labelLimit: room - symbolRoom, titleLimit: room };
}
