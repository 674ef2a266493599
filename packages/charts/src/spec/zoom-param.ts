import type { Spec } from './spec.ts';

/** What moves and zooms the axes of a chart: dragging, and the wheel with a key; the wheel alone scrolls what the chart stands in. */
export function zoomParam(encodings: readonly ('x' | 'y')[]): Spec {
  return { name: 'zoom', select: { type: 'interval', encodings, zoom: wheel }, bind: 'scales' };
}

// Pinching a trackpad is a wheel with Ctrl to a browser.
const wheel = 'wheel![event.ctrlKey || event.metaKey || event.shiftKey]';
