import type { Chart } from '../model/chart.ts';

/**
 * The chart with control characters as they are written in programs: terminals have signs for them (␛), the fonts of pictures
 * mostly have not. What has none stays the very same.
 */
export function printable(chart: Chart): Chart {
  const { title, ...others } = chart;
  return { title: shown(title, ''), ...(walk(others, '') as typeof others) } as Chart;
}

function walk(value: unknown, key: string): unknown {
  if (typeof value === 'string') return shown(value, key);
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    const walked = value.map((each) => walk(each, key));
    return walked.every((each, at) => each === value[at]) ? value : walked;
  }
  const entries = Object.entries(value);
  const walked = entries.map(([own, inner]) => [own, walk(inner, own)] as const);
  return walked.every(([, inner], at) => inner === entries[at]?.[1]) ? value : Object.fromEntries(walked);
}

/** Vega-Lite reads a backslash in a title as the start of an escape; this one looks like it. */
const backslash = '∖';

// Of a tree's facts the names are titles.
const titles: readonly string[] = ['title', 'labelTitle', 'facts'];

function shown(text: string, key: string): string {
  const plain = signs.test(text) ? text.replaceAll(allSigns, escaped) : text;
  return titles.includes(key) ? plain.replaceAll('\\', backslash) : plain;
}

const signs = /[\u2400-\u241f\u2421]/;
const allSigns = /[\u2400-\u241f\u2421]/g;

const named: Readonly<Record<string, string>> = { '␉': '\\t', '␊': '\\n', '␍': '\\r' };

function escaped(sign: string): string {
  const code = sign === '␡' ? 0x7f : sign.charCodeAt(0) - 0x2400;
  return named[sign] ?? `\\x${code.toString(16).padStart(2, '0')}`;
}
