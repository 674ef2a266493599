import type { ArtifactUpdate, PointBlock, RunUpdate } from '../../src/stores/index.ts';

const day = 86_400_000_000;

/** Four runs with names and one without, the first the newest. */
export const runs: readonly RunUpdate[] = [0, 1, 2, 3, 4].map((n) => ({
  sourceId: `run-${n}`,
  ...(n === 4 ? {} : { name: `r${n}` }),
  state: 'finished',
  created: (100 - n) * day,
  started: (100 - n) * day,
  params: [
    { name: 'batch', type: 'number', text: String(n % 2 === 0 ? 4 : 8) },
    n % 2 === 0 ? { name: 'any', type: 'number', text: String(n) } : { name: 'any', type: 'text', text: `x${n}` },
  ],
  tags: [{ name: 'team', value: n === 2 ? 'a' : 'b' }],
}));

/** Even runs reach 0.7, odd ones 0.4; the last step is 40. */
export function series(_: RunUpdate, run: number): readonly PointBlock[] {
  const points = { times: Float64Array.of(0, 1), order: Float64Array.of(0, 1) };
  return [
    {
      run,
      metric: 'val.acc',
      steps: Float64Array.of(0, 40),
      values: Float64Array.of(0.1, run % 2 === 0 ? 0.7 : 0.4),
      ...points,
    },
  ];
}

/** Checkpoints every 10 steps, each a second a step after the start, a config, and a data set that two runs used. */
export const artifacts: readonly (Omit<ArtifactUpdate, 'content'> & { readonly content?: Uint8Array })[] = [
  ...[0, 1, 2, 3].flatMap((run) =>
    [10, 20, 30, 40].map((step) => ({
      run,
      name: 'model.pt',
      type: 'checkpoint',
      role: 'made' as const,
      step,
      size: step * 100 + (run === 1 ? 1 : 0),
      created: (100 - run) * day + step * 1_000_000,
      digest: `model-${run}-${step}`,
    })),
  ),
  { run: 0, name: 'config.yaml', type: 'file', role: 'made', content: new TextEncoder().encode('lr: 0.1\n') },
  { run: 4, name: 'config.yaml', type: 'file', role: 'made', step: 3, content: new Uint8Array() },
  ...[1, 4].map((run) => ({ run, name: 'imagenet', type: 'dataset', role: 'used' as const, digest: 's8ds' })),
  { run: 1, name: 'imagenet', type: 'dataset', role: 'made', step: 12 },
];
