import { describe, expect, it } from 'vitest';
import { makeCatalog } from '../catalog/make-catalog.ts';
import { bindText, boundRuns, checkNames, columnNames, print, said } from './testing/bind-text.ts';
import { ann, worldCatalog, worldRows } from './testing/catalog.ts';

const columns = (text: string) => columnNames(boundRuns(text).columns);
const usual = ['[id]', 'name', 'state', 'created', 'step'];

describe('runs without select', () => {
  it.each([
    ['runs', []],
    ["runs where state = 'failed' and duration > 1h sort by ended", []],
    ['runs where val.acc > 0.93 and params.lr <= 1e-3', ['val.acc', 'params.lr']],
    ['runs where max(val.acc) > 0.9 sort by min(val.loss), max(val.acc)', ['max(val.acc)', 'min(val.loss)']],
    ['runs where val.loss - train.loss > 0.2', ['val.loss - train.loss']],
    ['runs where val.loss > 1.2 * min(val.loss)', ['val.loss', '1.2 * min(val.loss)']],
    ["runs where params.use_ema or tags.team = 'x'", ['params.use_ema', 'tags.team']],
    ['runs where not (val.acc > 0.9) or val.acc is missing', ['val.acc']],
    ['(runs where loss < 1) sort by val.acc', ['loss', 'val.acc']],
  ])('%s', (text, more) => {
    expect(columns(text)).toEqual([...usual, ...more]);
  });

  it('shows the project first where rows may span several', () => {
    const runs = boundRuns('runs where ppl < 3', worldCatalog(true));
    expect(columnNames(runs.columns)).toEqual(['project', ...usual, 'ppl']);
    expect(runs.scope).toEqual({ several: true });
  });
});

describe('select', () => {
  it.each([
    ['runs select id, max(acc)', ['id', 'max(acc)']],
    ['runs select name, val.*', ['name', 'val.acc', 'val/auc', 'val.f1', 'val.loss']],
    ['runs select params.optimizer.*', ['params.optimizer.name', 'params.optimizer/beta']],
    ['runs select git.dirty, git.*, git.commit', ['git.dirty', 'git.commit', 'git.branch']],
    ['runs select git.*', ['git.commit', 'git.branch', 'git.dirty']],
    ['runs select name as a sort by a', ['a']],
    ['(runs select name, val.acc as a) limit 2', ['name', 'a']],
  ])('%s', (text, expected) => {
    expect(columns(text).toSorted()).toEqual(expected.toSorted());
  });

  it('shows 1,000 columns of a prefix, and says once how many there are', () => {
    const { names, ...rows } = worldRows(false);
    const many = Array.from({ length: 1_005 }, (_, i) => {
      return { id: 10_000 + i, project: 1, kind: 'param' as const, name: `many.${i}`, runs: 1, types: 1 };
    });
    const catalog = makeCatalog({ ...rows, names: [...names, ...many] });
    const { value, diagnostics } = bindText('runs select many.*, name, many.*', catalog);
    expect(value?.kind === 'runs' && value.columns.length).toBe(1_001);
    expect(diagnostics.map(({ code }) => code)).toEqual(['columns-cut']);
  });

  it('lets later clauses see its names first', () => {
    const { clauses } = boundRuns('runs select max(val.acc) as state where state > 0.9 sort by state desc');
    const [where, sort] = clauses;
    expect(where?.kind === 'where' && print(where.condition)).toContain('max of metric val.acc');
    expect(sort?.kind === 'sort' && sort.keys[0]?.expression.kind).toBe('aggregate');
  });

  it('shows params in the type that they are stored in, and sorts what reads as numbers as numbers', () => {
    const { columns: shown, clauses } = boundRuns(
      'runs select params.batch_size, params.width, params.precision, params.betas sort by params.width, params.precision',
    );
    expect(shown.map(({ expression }) => expression.type)).toEqual(['number', 'text', 'mixed', 'list']);
    const [sort] = clauses;
    expect(sort?.kind === 'sort' && sort.keys.map((key) => key.expression.type)).toEqual(['number', 'mixed']);
  });

  it('expands * to fields, params and metrics, each by a name that means it', () => {
    const names = columns("run 'a' select *");
    expect(names.slice(0, 3)).toEqual(['id', 'name', 'project']);
    expect(names).toContain('params.lr');
    expect(names).toContain('metrics.lr');
    expect(names).toContain('val.acc');
    expect(names).toContain('`f1 score`');
    expect(names).toContain('params.`1st run`');
    expect(names).toContain('metrics.step');
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('scope', () => {
  const several = worldCatalog(true);
  it.each([
    ["runs where project = 'nlp' and ppl < 3", { projects: [2], several: false }],
    ["runs where project in ('vision', 'nlp')", { projects: [1, 2], several: true }],
    ["runs where project = 'nlp' or state = 'failed'", { several: true }],
    ["runs limit 3 where project = 'nlp'", { several: true }],
    ["(runs where project = 'vision') where loss < 1", { projects: [1], several: false }],
    ["run 'a'", { projects: [1], several: false }],
  ])('%s', (text, scope) => {
    expect(boundRuns(text, several).scope).toEqual(scope);
  });

  it('follows --project and what may be read', () => {
    expect(boundRuns('runs where ppl < 3', several, { ...ann, project: 'nlp' }).scope).toEqual({
      projects: [2],
      several: false,
    });
    expect(boundRuns('runs', several, { ...ann, readable: [1] }).scope).toEqual({ projects: [1], several: false });
    expect(said('runs where «loss» < 1', several, { ...ann, project: 'nlp' })[0]?.code).toBe('unknown-name');
  });

  it('and relatives are of any that may be read', () => {
    const inVision = { ...ann, project: 'vision' };
    expect(boundRuns('runs where parent.ppl < 3', several, inVision).scope.projects).toEqual([1]);
    expect(() => boundRuns('runs where ppl < 3', several, inVision)).toThrow();
    expect(() => boundRuns('runs where parent.ppl < 3', several, { ...inVision, readable: [1] })).toThrow();
  });
});

describe('checks', () => {
  it.each([
    ['runs where val.acc > 0.9', ['lacking val.acc']],
    ['runs where val.acc > 0.9 or val.acc is missing', []],
    ['runs where coalesce(val.acc, 0) > 0.9', []],
    ['runs sort by val.acc', []],
    ['runs where both.ways > 1', ['lacking both.ways', 'other-spelling both.ways']],
    ['runs where params.width > 1', ['lacking width', 'coerced width']],
    ['runs where params.precision > 1', ['lacking precision', 'other-type precision']],
    ["runs where params.precision = '1'", ['lacking precision']],
    ["runs where params.cache = '1'", ['lacking cache', 'other-type cache']],
    ['runs sort by params.width', ['coerced width']],
    ['runs select number(params.precision)', []],
    ['runs select max(val.acc), last(val.acc)', ['nan-skipped val.acc']],
    ['runs select val.acc at step 1000', ['ended-before val.acc']],
  ])('%s', (text, expected) => {
    expect(checkNames(boundRuns(text).checks)).toEqual(expected);
  });
});

describe('other sources', () => {
  it('binds names over a set of runs, filtered by their own columns', () => {
    const { value } = bindText("metrics of (runs where state = 'failed') where name like 'grad%' sort by runs desc");
    expect(value?.kind === 'metrics' && columnNames(value.columns)).toEqual([
      'name',
      'runs',
      'points',
      'min',
      'max',
      'goal',
      'updated',
    ]);
    const several = bindText('params where distinct > 1', worldCatalog(true)).value;
    expect(several?.kind === 'params' && columnNames(several.columns)).toEqual([
      'project',
      'name',
      'type',
      'runs',
      'distinct',
      'min',
      'max',
    ]);
    const projects = bindText('projects sort by updated desc select name, runs as n').value;
    expect(projects?.kind === 'projects' && columnNames(projects.columns)).toEqual(['name', 'n']);
  });

  it('binds curves with what chooses runs apart from what makes a curve', () => {
    const text =
      "curves loss, val.* of runs where state = 'failed' limit 5 steps -10..5e3 smooth ema 0.9 x relative sample 500";
    const { value } = bindText(text);
    expect(value).toMatchObject({
      kind: 'curves',
      making: {
        axis: 'relative',
        steps: { from: -10, to: 5000 },
        smooth: { method: 'ema', amount: 0.9 },
        sample: { kind: 'minmax', count: 500 },
      },
      of: { clauses: [{ kind: 'where' }, { kind: 'limit', count: 5 }], columns: [] },
    });
    expect(value?.kind === 'curves' && value.series.map(({ name }) => name)).toEqual([
      'loss',
      'val.acc',
      'val/auc',
      'val.f1',
      'val.loss',
    ]);
  });
});
