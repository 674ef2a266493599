/** How a chart is dressed up, whatever it shows. */
export interface Look {
  /** In pixels, with axes and legend. */
  readonly width: number;
  readonly theme: 'light' | 'dark';
  readonly font: string;
  /** Without it there is nothing in the specification that waits for a pointer: pictures are smaller. */
  readonly interactive: boolean;
}

export const plainLook: Look = {
  width: 760,
  theme: 'light',
  font: 'DejaVu Sans, Verdana, sans-serif',
  interactive: true,
};

/** Below this there is one column of panels, and the legend stands under the chart. */
export const narrow = 520;

interface Inks {
  readonly background: string;
  readonly text: string;
  readonly dim: string;
  readonly grid: string;
  /** Lines that are part of the drawing, but not what it is about. */
  readonly edge: string;
}

const inks: Readonly<Record<Look['theme'], Inks>> = {
  light: { background: '#ffffff', text: '#1f2328', dim: '#59636e', grid: '#e6e8eb', edge: '#b8bec5' },
  dark: { background: '#0f1318', text: '#e6edf3', dim: '#9aa4ae', grid: '#2a313a', edge: '#4a5460' },
};

/** The colours of a theme. */
export function inksOf({ theme }: Look): Inks {
  return inks[theme];
}

/** Colours for numbers: viridis, without the end that is too near to the ground. */
export function rampOf({ theme }: Look): { readonly name: string; readonly extent: readonly [number, number] } {
  return { name: 'viridis', extent: theme === 'light' ? [0, 0.93] : [0.12, 1] };
}

/** How many pixels the labels of an axis take at most. */
export function longestLabel({ width }: Look): number {
  return Math.min(Math.floor(width * 0.36), 280);
}

/** Vega-Lite's `config` of a look. */
export function configOf(look: Look): Readonly<Record<string, unknown>> {
  const longest = longestLabel(look);
  const { background, text, dim, grid } = inksOf(look);
  return {
    background,
    font: look.font,
    padding: 10,
    view: { stroke: null },
    title: {
      color: text,
      subtitleColor: dim,
      fontSize: 13,
      subtitleFontSize: 11,
      anchor: 'start',
      offset: 10,
      fontWeight: 600,
    },
    axis: {
      labelColor: dim,
      titleColor: text,
      titleFontWeight: 'normal',
      domainColor: dim,
      tickColor: dim,
      gridColor: grid,
      labelFontSize: 11,
      titleFontSize: 11,
      labelOverlap: 'greedy',
      labelSeparation: 6,
      labelFlush: false,
      labelLimit: longest,
      // The title stands beyond the longest of the labels.
      maxExtent: longest + 20,
      titleLimit: look.width - 80,
    },
    // A label that reaches above its axis moves the title of its panel.
    axisYQuantitative: { labelFlush: true },
    legend: {
      labelColor: text,
      titleColor: dim,
      titleFontWeight: 'normal',
      labelFontSize: 11,
      titleFontSize: 11,
      symbolStrokeWidth: 2,
      labelLimit: 240,
      titleLimit: 240,
    },
    header: { labelColor: text, titleColor: text, labelFontSize: 12, labelFontWeight: 600, labelAnchor: 'start' },
    text: { color: text, fontSize: 11 },
  };
}
