/** What charts can be written as: how it is asked for, and what files of it are named. */
export interface ChartFormat {
  readonly name: ChartFormatName;
  readonly extensions: readonly string[];
  /** True if it is bytes rather than text; not for a terminal. */
  readonly binary: boolean;
}

export type ChartFormatName = 'vega-lite' | 'svg' | 'png' | 'html';

/** Every format, in the order in which help lists them. */
export const chartFormats: readonly ChartFormat[] = [
  { name: 'vega-lite', extensions: ['.vl.json'], binary: false },
  { name: 'svg', extensions: ['.svg'], binary: false },
  { name: 'png', extensions: ['.png'], binary: true },
  { name: 'html', extensions: ['.html', '.htm'], binary: false },
];

/** The format of that name, if there is one. */
export function chartFormatNamed(name: string): ChartFormat | undefined {
  return chartFormats.find((format) => format.name === name);
}

/** The format that a file's name asks for by its ending; upper and lower case are the same. */
export function chartFormatOfFile(path: string): ChartFormat | undefined {
  const lower = path.toLowerCase();
  return chartFormats.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension)));
}
