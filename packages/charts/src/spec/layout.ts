import { commonStart } from '../common-start.ts';
import { type Look, narrow } from './look.ts';
import { okabeIto } from './okabe-ito.ts';
import type { Spec } from './spec.ts';
import { textPixels } from './text-fit.ts';

/** Beyond so many entries a legend says nothing any more. */
export const mostLegendEntries = 30;

/** What stands before a name at the end of a curve: a piece of its line. */
export const endRoom = 29;

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
  /** How many letters the names begin with that all have, and have no room. */
  readonly cut: number;
  /** The room for names at the ends of curves; 0 where a legend tells them. */
  readonly labels: number;
  /** Panels in even rows and columns, whatever the labels of their axes need. */
  readonly regular: Spec;
}

/** What the series of a chart are called, and whether their names can stand beside them. */
export interface Names {
  readonly labels: readonly string[];
  readonly title?: string;
  readonly direct?: boolean;
}

/**
 * The layout of panels with a legend of these names; a narrow look has its legend below. More series than have colours that
 * everybody tells apart have their names beside them where they can.
 */
export function layOut(look: Look, panels: number, { labels, title = '', direct = false }: Names): Layout {
  const isDirect = direct && labels.length > okabeIto.length;
  const hasLegend = !isDirect && labels.length > 0 && labels.length <= mostLegendEntries;
  const widths = [...labels.map((label) => textPixels(label, 11)), textPixels(title, 11), 40];
  const widest = Math.min(Math.max(...widths), widestLabel);
  const isNarrow = look.width < narrow;
  const ends = isDirect ? Math.round(Math.min(widest + endRoom, look.width * (isNarrow ? 0.3 : 0.24))) : 0;
  const room = isDirect ? ends - endRoom : isNarrow ? look.width - padding - axisRoom - symbolRoom : widestLabel;
  const cut = labels.some((label) => textPixels(label, isDirect ? 10 : 11) > room) ? commonStart(labels) : 0;
  const beside = hasLegend && !isNarrow ? widest + symbolRoom : 0;
  const inner = look.width - padding - beside;
  const columns = panels > 1 && inner >= 560 ? Math.min(panels, inner - ends * 3 >= 1000 ? 3 : 2) : 1;
  const width = Math.max(Math.floor((inner - columns * (axisRoom + ends)) / columns), 80);
  const height = Math.round(Math.min(Math.max(width * (columns > 1 ? 0.62 : 0.5), 140), 340));
  return {
    columns,
    width,
    // Names keep their distance from each other at any width.
    height: isDirect ? (panels > 1 ? 240 : 340) : height,
    legend: hasLegend
      ? { ...legendOf(look, isNarrow, widest), ...(cut === 0 ? {} : { labelExpr: `'…' + slice(datum.label, ${cut})` }) }
      : null,
    labels: ends,
    cut,
    regular: { bounds: 'flush', spacing: { row: 74, column: axisRoom + ends } },
  };
}

function legendOf(look: Look, isNarrow: boolean, widest: number): Spec {
  if (!isNarrow) return { orient: 'right' };
  // It begins where the axis does.
  const room = look.width - padding - axisRoom;
  const columns = Math.max(Math.floor(room / (widest + symbolRoom)), 1);
  return { orient: 'bottom', columns, labelLimit: room - symbolRoom, titleLimit: room };
}
