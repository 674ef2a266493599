import { worldRows } from '../src/bind/testing/catalog.ts';
import type { NameEntry } from '../src/catalog/catalog.ts';
import { runStates } from '../src/catalog/run-fields.ts';
import { typeBits } from '../src/catalog/value-types.ts';
import type { ArtifactUpdate, ParamValue, PointBlock, Writer } from '../src/stores/write.ts';

const runNames = [
  'a',
  'b',
  'c',
  'x',
  'r',
  'run-7',
  'base-3',
  'base-4',
  'baseline',
  'abl-07',
  'pre',
  'old-1',
  'old-2',
  'old-3',
];
const started = Date.UTC(2026, 9, 20) * 1000;
const hour = 3_600_000_000;

/** Writes runs that have the corpus' names, each some of them, the same for the same names: values, types, gaps, NaN, infinities. */
export async function writeCorpusWorld(writer: Writer): Promise<void> {
  const { names } = worldRows(false);
  const random = generator(20261121);
  const some = (kind: NameEntry['kind']) => names.filter((n) => n.kind === kind && random() < 0.7);
  const runs = Array.from({ length: 48 }, (_, i) => ({
    sourceId: `id-${String(i).padStart(4, '0')}`,
    name: runNames[i] ?? `sweep-${i}-seed${i % 5}`,
    user: i % 3 === 0 ? 'ann' : 'bob',
    state: runStates[i % runStates.length] ?? 'finished',
    created: started + i * hour,
    started: started + i * hour,
    ...(i % 4 === 0 ? {} : { ended: started + i * hour + Math.floor(random() * 5e9) }),
    ...(i % 5 === 0 ? { notes: "it's fine, but do not use" } : {}),
    ...(i % 2 === 0 ? { gitBranch: 'main', gitDirty: i % 6 === 0 } : {}),
    params: some('param').map((name): ParamValue => paramOf(name, random)),
    tags: some('tag').map(({ name, types }) =>
      (types & typeBits.numericText) === 0 ? { name, value: 'vision' } : { name, value: String(i % 4) },
    ),
  }));
  const points = runs.flatMap((_, run) => some('metric').map(({ name }): PointBlock => series(run, name, random)));
  const artifacts = [
    { run: 2, name: 'imagenet', type: 'dataset', role: 'used', digest: 's8ds293b' },
    { run: 3, name: 'best.pt', type: 'checkpoint', role: 'made', step: 20, size: 12 },
    ...[0, 1].flatMap((run) => [
      { run, name: 'config.yaml', type: 'file', role: 'made', content: text(`seed: ${run}\nlr: 0.1\n`) } as const,
      { run, name: 'log.txt', type: 'file', role: 'made', step: 900, content: text(`run ${run}\ndone\n`) } as const,
    ]),
    ...Array.from({ length: 60 }, (_, i) => {
      const [name, type] = i % 3 === 0 ? ['last.pt', 'checkpoint'] : [`samples/${i % 5}`, 'image'];
      const created = started + i * hour + 1e9;
      return { run: i % 11, name, type, role: 'made', step: i * 150, size: (i % 7) * 3e8, created } as const;
    }),
  ] as const satisfies readonly ArtifactUpdate[];
  const edges = runs
    .slice(1, 12)
    .map((_, i) => ({ parent: Math.floor(i / 2), child: i + 1, kind: i % 2 === 0 ? 'fork' : 'child' }));
  await writer.write({ source: 'test', project: 'vision', runs, edges, points, artifacts });
}

function text(of: string): Uint8Array {
  return new TextEncoder().encode(of);
}

function paramOf({ name, types }: NameEntry, random: () => number): ParamValue {
  const choices = Object.entries(typeBits).filter(([, bit]) => (types & bit) !== 0);
  const [type] = choices[Math.floor(random() * choices.length)] ?? ['text'];
  const n = Math.floor(random() * 4);
  switch (type) {
    case 'number':
      return { name, type: 'number', text: ['0.001', '1', '64', '1e-05'][n] ?? '0' };
    case 'numericText':
      return { name, type: 'text', text: ['0.5', '64', '1e3', '-2'][n] ?? '0' };
    case 'bool':
      return { name, type: 'bool', text: n % 2 === 0 ? 'true' : 'false' };
    case 'boolText':
      return { name, type: 'text', text: n % 2 === 0 ? 'True' : 'False' };
    case 'list':
      return { name, type: 'list', text: ['[64, 128]', '[0.9, 0.95]', '[]', '["a", 0.95]'][n] ?? '[]' };
    default:
      return { name, type: 'text', text: ['adam', 'AdamW', 'resnet50', 'été 🎯'][n] ?? '' };
  }
}

function series(run: number, metric: string, random: () => number): PointBlock {
  const length = Math.floor(random() * 60);
  const steps = Float64Array.from({ length }, (_, i) => i * 10 - (run % 7 === 0 ? 50 : 0));
  const values = steps.map(() => {
    const kind = random();
    return kind < 0.02 ? Number.NaN : kind < 0.03 ? Number.POSITIVE_INFINITY : random() * 2 - 0.5;
  });
  return {
    run,
    metric,
    steps,
    values,
    times: steps.map((_, i) => started + run * hour + i * 1e6),
    order: steps.map((_, i) => i),
  };
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
