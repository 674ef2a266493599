import type { ParamValue, PointBlock, Writer } from '../../src/stores/write.ts';

/** A run as the naive answers see it: what it was written with. */
export interface WorldRun {
  readonly id: string;
  readonly name: string;
  readonly state: 'finished' | 'failed' | 'running';
  readonly created: number;
  /** The text of a param of several types, with its type. */
  readonly mixed?: { readonly type: 'number' | 'text' | 'bool' | 'list'; readonly text: string };
  readonly lr?: number;
  readonly model?: string;
  /** The points of each metric, in order of steps. */
  readonly series: Readonly<Record<string, readonly number[]>>;
}

const hour = 3_600_000_000;
const start = Date.UTC(2026, 9, 20) * 1000;
const values = [0, -0, 0.25, 0.5, 0.5, 1, 2, -1, Number.NaN, Infinity, -Infinity, 1e-3, 0.1];
const mixedValues = [
  { type: 'number', text: '1' },
  { type: 'number', text: '1.0' },
  { type: 'number', text: '-0' },
  { type: 'number', text: '0' },
  { type: 'number', text: 'nan' },
  { type: 'text', text: 'auto' },
  { type: 'text', text: '\u{1f600}' },
  { type: 'text', text: '\uffff' },
  { type: 'bool', text: 'true' },
  { type: 'list', text: '[1, 2]' },
  { type: 'list', text: '[3]' },
] as const;

/** Runs with ties, missing values, NaN and infinities, the same for the same seed. */
export function randomRuns(seed: number, count: number): readonly WorldRun[] {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const maybe = (share: number) => random() < share;
  const ids = Array.from({ length: count }, (_, i) => `r${String((i * 7919) % 1009).padStart(4, '0')}`);
  return ids.map((id, i) => ({
    id,
    name: maybe(0.8) ? `run-${i % 5}` : id,
    state: pick(['finished', 'failed', 'running'] as const),
    created: start + (i % 7) * 9 * hour,
    ...(maybe(0.8) ? { mixed: pick(mixedValues) } : {}),
    ...(maybe(0.8) ? { lr: pick([0.1, 0.01, 1e-3, 0, -0, 3]) } : {}),
    ...(maybe(0.7) ? { model: pick(['resnet', 'vit', 'été', '']) } : {}),
    series: Object.fromEntries(
      ['val.acc', 'val.loss'].flatMap((metric) => {
        if (!maybe(0.75)) return [];
        return [[metric, Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(values))]];
      }),
    ),
  }));
}

/** Writes the runs into one project. */
export async function writeRuns(writer: Writer, runs: readonly WorldRun[]): Promise<void> {
  const points = runs.flatMap(({ series }, run) =>
    Object.entries(series).map(([metric, points]): PointBlock => {
      const steps = Float64Array.from(points, (_, i) => i * 10);
      const times = steps.map((step) => start + step * 1e6);
      return { run, metric, steps, times, values: Float64Array.from(points), order: steps.map((_, i) => i) };
    }),
  );
  const written = runs.map(({ id, name, state, created, ...run }) => ({
    sourceId: id,
    id,
    name,
    state,
    created,
    params: paramsOf(run),
    tags: [],
  }));
  await writer.write({ source: 'test', project: 'p', runs: written, points });
}

function paramsOf({ mixed, lr, model }: Pick<WorldRun, 'mixed' | 'lr' | 'model'>): ParamValue[] {
  return [
    ...(mixed === undefined ? [] : [{ name: 'mixed', ...mixed }]),
    ...(lr === undefined ? [] : [{ name: 'lr', type: 'number' as const, text: String(lr) }]),
    ...(model === undefined ? [] : [{ name: 'model', type: 'text' as const, text: model }]),
  ];
}

/** mulberry32: uniform in [0, 1). */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A run's last value of a metric; missing where it has none. */
export function last(run: WorldRun, metric: string): number | null {
  return run.series[metric]?.at(-1) ?? null;
}

export const acc = (run: WorldRun) => last(run, 'val.acc');
export const lr = (run: WorldRun) => run.lr ?? null;
export const model = (run: WorldRun) => run.model ?? null;
