import { parse, print } from '@xt/grammar';
import { describe, expect, it, test } from 'vitest';
import { corpus } from '../../test/corpus.ts';
import { makeCatalog } from '../catalog/make-catalog.ts';
import { bind } from './bind.ts';
import { printBound } from './print-bound.ts';
import { qualify } from './qualify.ts';
import { ann, worldCatalog, worldRows } from './testing/catalog.ts';

describe('a query whose names are stored qualified', () => {
  it.each([
    ['runs where val.acc > 0.9', 'runs where metrics.val.acc > 0.9'],
    ['runs where val/acc > 0.9', 'runs where metrics.val.acc > 0.9'],
    ["runs where opt = 'adam' and state = 'failed'", "runs where params.opt = 'adam' and state = 'failed'"],
    ["runs where config.opt = 'adam'", "runs where params.opt = 'adam'"],
    ["runs where tags.team = 'vision'", "runs where tags.team = 'vision'"],
    ['runs where layers[0] = 64', 'runs where params.layers[0] = 64'],
    ['runs where `f1 score` > 0.5', 'runs where metrics.`f1 score` > 0.5'],
    ["runs where metrics['metrics/mAP50(B)'] > 0.4", 'runs where metrics.`metrics/mAP50(B)` > 0.4'],
    ['runs where step > 1 and metrics.step > 2', 'runs where step > 1 and metrics.step > 2'],
    ['runs where run.loss < 1 and user = me', 'runs where metrics.loss < 1 and user = me'],
    ['runs select opt as m, val.* sort by m', 'runs select params.opt as m, metrics.val.* sort by m'],
    ['curves loss of runs where opt is missing', 'curves metrics.loss of runs where params.opt is missing'],
    ['runs where val.acc > parent.val.acc', 'runs where metrics.val.acc > parent.metrics.val.acc'],
    ['runs where root.`f1 score` > 1', 'runs where root.metrics.`f1 score` > 1'],
    [
      "runs vs 'baseline' on val.loss sort by val.loss_diff",
      "runs vs 'baseline' on metrics.val.loss sort by metrics.val.loss_diff",
    ],
    [
      'runs group by params.lr select mean(val.acc) band sem sort by `mean(val.acc)_lo`',
      'runs group by params.lr select mean(metrics.val.acc) band sem sort by `mean(metrics.val.acc)_lo`',
    ],
    [
      'runs group by model select model, mean(loss) as l sort by l',
      'runs group by params.model select params.model, mean(metrics.loss) as l sort by l',
    ],
    ['metrics where name = opt', undefined],
    ['runs where nobody > 1', undefined],
  ])('%s', (text, expected) => {
    expect(qualified(text)).toBe(expected);
  });
});

test('every query of the corpus means the same when its names are qualified, and stays as it is from then on', () => {
  let many = 0;
  for (const { name, text } of corpus()) {
    const once = qualified(text);
    if (once === undefined) continue;
    many++;
    expect(boundOf(once), name).toEqual(boundOf(text));
    expect(qualified(once), name).toBe(once);
  }
  expect(many).toBeGreaterThan(60);
});

test('a prefix has its namespace where names of one kind alone begin with it', () => {
  const { names, ...rows } = worldRows(false);
  const optimizers = names.filter(({ name }) => name.startsWith('optimizer'));
  const both = makeCatalog({
    ...rows,
    names: [...optimizers, { kind: 'metric', name: 'optimizer.lr', id: 0, project: 1, runs: 1, types: 0 }],
  });
  expect(qualified('runs select optimizer.*')).toBe('runs select params.optimizer.*');
  expect(qualified('runs select optimizer.*', both)).toBe('runs select optimizer.*');
});

function qualified(text: string, catalog = worldCatalog()): string | undefined {
  const query = parse(text).value;
  const found = query === undefined ? undefined : qualify(query, catalog, ann).value;
  return found === undefined ? undefined : print(found);
}

/** What a query is bound to, but for what is called by its text: columns by their expressions. */
function boundOf(text: string): readonly string[] {
  const query = parse(text).value;
  const bound = query === undefined ? undefined : bind(query, worldCatalog(), ann).value;
  if (bound === undefined) throw new Error(`\`${text}\` does not bind`);
  return printBound(bound)
    .split('\n')
    .map((line) => line.replace(/^( *)\S.* = /, '$1… = ').replaceAll(/\b(?:metrics|params|tags)\./g, ''));
}
