import type { BarChart } from '../model/chart.ts';
import { okabeIto } from './okabe-ito.ts';

/** Whether colours tell the series apart, and most of their places are taken. */
export function isTold({ category, series, panels, items }: BarChart): boolean {
  if (series === undefined) return true;
  const places = category.labels.length * series.labels.length * panels.length;
  return series.labels.length <= okabeIto.length && items.length * 2 >= places;
}

/** Each bar with a name of its own instead of a colour. */
export function named(chart: BarChart): BarChart {
  const { category, series, items } = chart;
  const pairs = new Map<string, readonly [category: number, series: number]>();
  for (const { category: at, series: of = 0 } of items) pairs.set(`${at} ${of}`, [at, of]);
  const sorted = [...pairs].toSorted(([, a], [, b]) => a[0] - b[0] || a[1] - b[1]);
  const places = new Map(sorted.map(([key], place) => [key, place]));
  const { series: _, ...others } = chart;
  return {
    ...others,
    category: {
      title: [category.title, series?.title ?? ''].filter((title) => title !== '').join(' · '),
      labels: sorted.map(([, [at, of]]) => `${category.labels[at] ?? ''} · ${series?.labels[of] ?? ''}`),
    },
    items: items.map(({ series: of = 0, category: at, ...item }) => ({
      ...item,
      category: places.get(`${at} ${of}`) ?? 0,
    })),
  };
}

/** Says that bars, or points, are named, and why. */
export function namedNotes({ kind, series }: BarChart): readonly string[] {
  if (series === undefined || series.labels.length <= okabeIto.length) return [];
  const what = series.title === '' ? 'series' : `values of ${series.title}`;
  return [`${series.labels.length} ${what} are more than there are colours: each ${kind} is named`];
}
