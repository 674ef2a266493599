import { type Look, narrow } from './look.ts';
import type { Spec } from './spec.ts';
import { textPixels } from './text-fit.ts';

/** Beyond so many entries a legend says nothing any more. */
export const mostLegendEntries = 20;

/** Panels in even rows and columns, whatever the labels of their axes need. */
export const regular: Spec = { bounds: 'flush', spacing: { row: 74, column: 62 } };

const axisRoom = 62;
const padding = 20;
const symbolRoom = 34;

/** Where the parts of a chart go. */
export interface Layout {
  /** Panels beside each other, and the width of the inside of each. */
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** The legend's place; null for none. */
  readonly legend: Spec | null;
}

/** The layout of panels with a legend of these labels; a narrow look has its legend below. */
export function layOut(look: Look, panels: number, labels: readonly string[], title = ''): Layout {
  const hasLegend = labels.length > 0 && labels.length <= mostLegendEntries;
  const widest = Math.min(Math.max(...labels.map((label) => textPixels(label, 11)), textPixels(title, 11), 40), 240);
  const isNarrow = look.width < narrow;
  const beside = hasLegend && !isNarrow ? widest + symbolRoom : 0;
  const inner = look.width - padding - beside;
  const columns = panels > 1 && inner >= 560 ? Math.min(panels, inner >= 1000 ? 3 : 2) : 1;
  const width = Math.max(Math.floor((inner - columns * axisRoom) / columns), 80);
  const height = Math.round(Math.min(Math.max(width * (columns > 1 ? 0.62 : 0.5), 140), 340));
  return { columns, width, height, legend: hasLegend ? legendOf(look, isNarrow, widest) : null };
}

function legendOf(look: Look, isNarrow: boolean, widest: number): Spec {
  if (!isNarrow) return { orient: 'right' };
  const columns = Math.max(Math.floor((look.width - padding) / (widest + symbolRoom)), 1);
  return { orient: 'bottom', columns, labelLimit: look.width - padding - symbolRoom };
}
