import type { Asker, Catalog, Goal, NameEntry, NameKind, RunEntry, RunMatches } from '../../catalog/catalog.ts';
import { makeCatalog, withRuns } from '../../catalog/make-catalog.ts';
import { typeBits } from '../../catalog/value-types.ts';

const { number, text, bool, list, numericText, boolText } = typeBits;

/** kind, name, runs, types, project (1 vision, 2 nlp). */
type Row = readonly [NameKind, string, number, number?, number?];

const metrics = [
  'acc',
  'accuracy',
  'loss',
  'auc',
  'val.loss',
  'val.f1',
  'test.acc',
  'test.f1',
  'train.loss',
  'train.acc',
  'grad.norm',
  'grad.max',
  'f1-score',
  'f1 score',
  'recall@5',
  'metrics/mAP50(B)',
  'nan',
  'step',
  'limit',
  'größe',
  '精度 🎯',
  'step_time',
  'energy.kwh',
  'gpu.0.util',
  'reward',
  'epoch',
  'tau',
  'of',
  'tokens_seen',
  'log-scale-loss',
  'model1.loss',
  'val_acc',
  'epoch_accuracy',
  'loss{subset=train}',
].map((name): Row => ['metric', name, 50]);

const rows: readonly Row[] = [
  ['metric', 'val.acc', 3102],
  ['metric', 'val/auc', 88],
  ['metric', 'lr', 90],
  ['metric', 'both.ways', 20],
  ['metric', 'both/ways', 5],
  ['metric', 'x.y/z', 4],
  ['metric', 'x/y.z', 3],
  ['metric', 'params.odd', 2],
  ['metric', 'ppl', 40, 0, 2],
  ...metrics,
  ['param', 'lr', 3214, number],
  ['param', 'opt', 3214, text],
  ['param', 'optimizer', 50, text],
  ['param', 'optimizer.name', 50, text],
  ['param', 'optimizer/beta', 50, number],
  ['param', 'model', 3214, text],
  ['param', 'use_ema', 900, bool],
  ['param', 'flag_text', 9, boolText],
  ['param', 'betas', 10, list],
  ['param', 'data', 3214, text],
  ['param', 'warmup', 800, number],
  ['param', 'steps', 800, number],
  ['param', '1st run', 3, text],
  ['param', 'layers', 12, list],
  ['param', 'hidden.0', 12, number],
  ['param', 'batch_size', 3000, number],
  ['param', 'width', 30, numericText],
  ['param', 'depthwise', 30, number | numericText],
  ['param', 'precision', 40, number | text],
  ['param', 'cache', 40, bool | text | number],
  ['param', 'tokens', 100, number],
  ['param', 'algo', 100, text],
  ['param', 'wd', 100, number],
  ['param', 'learning_rate', 100, number],
  ['param', 'experiment_name', 100, text],
  ['tag', 'team', 300, text],
  ['tag', 'mlflow.user', 300, text],
  ['tag', 'environment', 300, text],
  ['tag', 'priority', 30, text | numericText],
  ['tag', 'baseline', 9, text],
  ...['debug', 'sweep', 'abl', 'good', 'new', 'release', 'seeds', 'sweep-12', 'a', 'b', 'x'].map(
    (name): Row => ['tag', name, 9, text],
  ),
];

const names: readonly NameEntry[] = rows.map(([kind, name, runs, types = 0, project = 1], i) => {
  return { id: i + 1, project, kind, name, runs, types };
});

function goalOf(name: string, goal: Goal) {
  return { name: names.find((entry) => entry.kind === 'metric' && entry.name === name)?.id ?? 0, goal };
}

/** Rows of the corpus' world: one project, `vision`, unless `several`. */
export function worldRows(several: boolean) {
  const vision = { id: 1, name: 'vision', runs: 3214 };
  const nlp = { id: 2, name: 'nlp', runs: 40 };
  return {
    version: 1,
    projects: several ? [vision, nlp] : [vision],
    names: several ? names : names.filter((name) => name.project === 1),
    goals: [goalOf('val.acc', 'max'), goalOf('val.loss', 'min')],
  };
}

function run(number: number, name: string, id = `id-${name}`): RunEntry {
  return { number, id, name, project: 1, state: 'finished', created: Date.UTC(2026, 9, number) * 1000 };
}

const known = [
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
  '9f2c1a',
  'a1b2c3d4',
];

const matches: ReadonlyMap<string, RunMatches> = new Map<string, RunMatches>([
  ...known.map((name, i): [string, RunMatches] => [name, { by: 'name', runs: [run(i + 1, name)], nearest: [] }]),
  ['base', { by: 'name', runs: [run(20, 'base', 'k1'), run(21, 'base', 'k2'), run(22, 'base', 'k3')], nearest: [] }],
  ['copy', { by: 'name', runs: [run(23, 'copy', 'c1'), { ...run(24, 'copy', 'c1'), project: 2 }], nearest: [] }],
  ['bas', { by: 'none', runs: [], nearest: ['base-3', 'base-4'] }],
]);

/** The corpus' world: val.acc has a known goal, tau has none, `lr` is a metric and a param. */
export function worldCatalog(several = false): Catalog {
  return withRuns(makeCatalog(worldRows(several)), matches);
}

/** ann, on 2026-11-21 at noon UTC. */
export const ann: Asker = { user: 'ann', now: Date.UTC(2026, 10, 21, 12) * 1000, zone: 'UTC' };
