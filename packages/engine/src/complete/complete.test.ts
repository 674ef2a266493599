import { parse } from '@xt/grammar';
import { readCorpus } from '@xt/grammar/corpus';
import { describe, expect, it } from 'vitest';
import { bind } from '../bind/index.ts';
import { ann, worldCatalog } from '../bind/testing/catalog.ts';
import type { Asker } from '../catalog/catalog.ts';
import { type CompleteOptions, complete, type LookUpValues } from './complete.ts';

const values: LookUpValues = async (of) => {
  if (of.kind === 'param')
    return [
      { text: 'resnet50', runs: 30 },
      { text: 'resnet18', runs: 20 },
      { text: "it's", runs: 1 },
    ];
  if (of.kind === 'run') return [{ text: 'base-3', runs: 1 }];
  return [{ text: of.kind === 'field' ? of.field : of.kind, runs: 1 }];
};

interface Settings extends CompleteOptions {
  readonly asker?: Asker;
  readonly several?: boolean;
}

/** What completes a text at its `^`, as the texts that then stand there up to the cursor. */
async function completed(marked: string, { asker = ann, several = false, ...options }: Settings = {}) {
  const cursor = marked.indexOf('^');
  const text = marked.replace('^', '');
  const { span, items } = await complete(text, cursor, worldCatalog(several), asker, values, options);
  return items.map((item) => text.slice(0, span.start) + item.text);
}

async function items(marked: string, settings: Settings = {}) {
  const all = await completed(marked, settings);
  const start = all[0] === undefined ? 0 : marked.indexOf('^');
  return all.map((text) => text.slice(Math.min(start, text.length)));
}

describe('completion', () => {
  it('ranks by how many runs have it, the exact beginning first', async () => {
    expect(await completed('runs where val.^')).toEqual([
      'runs where val.acc',
      'runs where val.f1',
      'runs where val.loss',
      'runs where val/auc',
    ]);
    const params = await completed('runs where params.^');
    expect(params.slice(0, 4)).toEqual([
      'runs where params.data',
      'runs where params.lr',
      'runs where params.model',
      'runs where params.opt',
    ]);
  });

  it('finds names by a part, where none begins so', async () => {
    expect(await completed('runs where auc^')).toEqual(['runs where auc']);
    expect(await completed('runs where norm^')).toEqual(['runs where grad.norm']);
    expect(await completed('runs where VAL.A^')).toEqual(['runs where val.acc', 'runs where val/auc']);
  });

  it('says which, where a name is both or means something else', async () => {
    expect(await completed('runs where lr^')).toEqual(['runs where params.lr', 'runs where metrics.lr']);
    expect(await completed('runs where metrics.na^')).toEqual(['runs where metrics.nan']);
    expect(await completed('runs where metrics.st^')).toEqual([
      'runs where metrics.step',
      'runs where metrics.step_time',
    ]);
    expect(await completed('runs where tags.te^')).toEqual(['runs where tags.team']);
    expect(await completed('runs where parent.params.mod^')).toEqual(['runs where parent.params.model']);
  });

  it('quotes names that need it, as the place allows', async () => {
    expect(await completed('runs where loss{^')).toEqual([]);
    expect(await completed('runs where params.1s^')).toEqual(['runs where params.`1st run`']);
    expect(await completed('runs where `1s^')).toEqual(['runs where `1st run`']);
    expect(await completed('runs where parent.`f1^')).toEqual([
      'runs where parent.`f1 score`',
      'runs where parent.`f1-score`',
    ]);
    expect(await completed("runs where metrics['metrics/^")).toEqual(["runs where metrics['metrics/mAP50(B)']"]);
    const brackets = { style: { text: '"', name: 'brackets' } } as const;
    expect(await completed('runs where params.1s^', brackets)).toEqual(['runs where params["1st run"]']);
    expect(await completed('runs where f1^', brackets)).toEqual([
      'runs where f1-score',
      'runs where metrics["f1 score"]',
    ]);
  });

  it('takes no name for a namespace', async () => {
    expect(await completed("metrics where runs = '^")).toEqual([]);
    expect(await completed("runs where runs = '^")).toEqual([]);
  });

  it('gives the values of what is compared', async () => {
    expect(await completed("runs where params.model = 'res^")).toEqual([
      "runs where params.model = 'resnet50'",
      "runs where params.model = 'resnet18'",
    ]);
    expect(await completed('runs where params.model = it^')).toEqual(["runs where params.model = 'it''s'"]);
    expect(await completed('runs where model in ("resnet50", "^')).toContain(
      'runs where model in ("resnet50", "resnet18"',
    );
    expect(await completed("runs where state = 'f^")).toEqual([
      "runs where state = 'failed'",
      "runs where state = 'finished'",
    ]);
    expect(await completed("runs where project = 'v^")).toEqual(["runs where project = 'vision'"]);
    expect(await completed("runs where user = '^")).toEqual(["runs where user = 'user'"]);
    expect(await completed('runs where user = m^')).toContain('runs where user = me');
    expect(await completed("metrics where goal = '^")).toEqual([
      "metrics where goal = 'max'",
      "metrics where goal = 'min'",
    ]);
    expect(await completed("curves val.loss of run 'b^")).toEqual(["curves val.loss of run 'base-3'"]);
    expect(await completed("runs where tagged 'sw^")).toEqual([
      "runs where tagged 'sweep'",
      "runs where tagged 'sweep-12'",
    ]);
    expect(await completed("runs where val.acc = '^")).toEqual([]);
  });

  it('gives the words of the grammar and of fixed lists', async () => {
    expect(await completed('runs wh^')).toEqual(['runs where']);
    expect(await completed('curves val.loss of runs smooth ^')).toEqual(
      ['ema', 'twema', 'gaussian', 'mean', 'median'].map((word) => `curves val.loss of runs smooth ${word}`),
    );
    expect(await completed('runs where val.acc is m^')).toEqual(['runs where val.acc is missing']);
    expect(await completed('curves val.acc of runs x rel^')).toEqual(['curves val.acc of runs x relative']);
    expect(await completed('runs where medi^')).toEqual(['runs where median(']);
    expect(await completed("diff run 'a', 'b' by e^")).toEqual(["diff run 'a', 'b' by environment"]);
  });

  it('gives metrics alone where only a series can stand', async () => {
    const inSeries = await items('runs where max(^');
    expect(inSeries[0]).toBe('val.acc');
    expect(inSeries).not.toContain('created');
    expect(await items('curves ^')).not.toContain('params.model');
  });

  it('gives the columns of other sources, and names that the query has given', async () => {
    expect(await items('metrics where ^')).toEqual(expect.arrayContaining(['runs', 'points', 'goal']));
    expect(await items('metrics where ^')).not.toContain('val.acc');
    expect(await completed('artifacts where dig^')).toEqual(['artifacts where digest']);
    expect(await completed('runs select val.acc as accuracy_now sort by accuracy_n^')).toEqual([
      'runs select val.acc as accuracy_now sort by accuracy_now',
    ]);
  });

  it('gives keys and functions of groups before what has one value a run', async () => {
    const [first, second] = await items('runs group by params.opt, params.lr as rate select ^');
    expect([first, second].toSorted()).toEqual(['params.opt', 'rate']);
    const all = await items('runs group by params.opt select ^');
    expect(all[0]).toBe('params.opt');
    expect(all.indexOf('mean(')).toBeLessThan(all.indexOf('val.acc'));
    expect(all.indexOf('mean(')).toBeGreaterThan(0);
    expect((await items('runs group by params.opt select mean(^'))[0]).toBe('val.acc');
    expect((await completed('runs group by params.opt sort by m^'))[0]).toBe('runs group by params.opt sort by min(');
    expect((await items('runs group by ^'))[0]).not.toMatch(/[(]$/);
    const ungrouped = await items('runs select ^');
    expect(ungrouped.indexOf('mean(')).toBeGreaterThan(ungrouped.indexOf('val.acc'));
  });

  it('gives the names of views', async () => {
    expect(await completed("views where name = '^")).toEqual(["views where name = 'view'"]);
  });

  it('speaks of the projects in reach', async () => {
    expect(await completed('runs where pp^', { several: true })).toEqual(['runs where ppl']);
    expect(await completed('runs where pp^', { several: true, asker: { ...ann, project: 'vision' } })).toEqual([]);
    expect(await completed('runs where pp^', { several: true, asker: { ...ann, readable: [1] } })).toEqual([]);
  });

  it('speaks of the project that all rows must have', async () => {
    expect(await completed("runs where project = 'vision' and pp^", { several: true })).toEqual([]);
    expect(await completed("runs where project = 'nlp' and pp^", { several: true })).toEqual([
      "runs where project = 'nlp' and ppl",
    ]);
    expect(await completed("runs where project = 'vision' or pp^", { several: true })).toHaveLength(1);
  });

  it('gives at most as many as asked for', async () => {
    expect(await completed('runs where ^', { limit: 3 })).toHaveLength(3);
  });

  it('gives, for every name in the corpus, what the binder takes', async () => {
    const catalog = worldCatalog(true);
    const wrong: string[] = [];
    for (const kind of ['metric', 'param', 'tag'] as const)
      for (const { name } of catalog.all(kind)) {
        const quoted = kind === 'tag' ? `tags['${name}` : `${kind}s['${name}`;
        for (const start of [`runs where ${quoted}`, `runs where ${kind}s.${name.slice(0, 2)}`]) {
          for (const text of await completed(`${start}^`, { several: true })) {
            const { value, diagnostics } = parse(`${text} is missing`);
            const bound = value === undefined ? { diagnostics } : bind(value, catalog, ann);
            const unknown = bound.diagnostics.filter(({ code }) => code === 'unknown-name' || code === 'syntax');
            if (unknown.length > 0) wrong.push(text);
          }
        }
      }
    expect(wrong).toEqual([]);
  });

  it('never throws, wherever the cursor stands', async () => {
    const catalog = worldCatalog();
    for (const [i, { text }] of readCorpus().entries())
      for (let cursor = i % 41; cursor <= text.length; cursor += 41)
        await expect(complete(text, cursor, catalog, ann, values)).resolves.toBeDefined();
  });
});
