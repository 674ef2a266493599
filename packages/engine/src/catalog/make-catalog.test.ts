import { describe, expect, it } from 'vitest';
import type { NameEntry, NameKind } from './catalog.ts';
import { makeCatalog, withRuns } from './make-catalog.ts';

function rows(...names: readonly (readonly [NameKind, string, number, number?])[]) {
  const entries: NameEntry[] = names.map(([kind, name, runs, project], i) => {
    return { id: i + 1, project: project ?? 1, kind, name, runs, types: 0 };
  });
  return { version: 1, projects: [{ id: 1, name: 'p', runs: 10 }], names: entries, goals: [] };
}

const namesOf = (entries: readonly NameEntry[]) => entries.map((entry) => entry.name);

describe('makeCatalog', () => {
  it('finds a name exactly, and with . and / alike when folded', () => {
    const catalog = makeCatalog(rows(['metric', 'val.acc', 5], ['metric', 'val/acc', 2], ['param', 'val.acc', 1]));
    expect(namesOf(catalog.exact('metric', 'val/acc'))).toEqual(['val/acc']);
    expect(namesOf(catalog.folded('metric', 'val/acc'))).toEqual(['val.acc', 'val/acc']);
    expect(catalog.exact('tag', 'val.acc')).toEqual([]);
  });

  it('keeps one entry a project', () => {
    const catalog = makeCatalog(rows(['metric', 'loss', 5, 1], ['metric', 'loss', 3, 2]));
    expect(catalog.exact('metric', 'loss').map((entry) => entry.project)).toEqual([1, 2]);
  });

  it('leaves out names that no run has', () => {
    const catalog = makeCatalog(rows(['metric', 'gone', 0]));
    expect(catalog.exact('metric', 'gone')).toEqual([]);
  });

  it('finds names below a prefix, most used first, whole parts only', () => {
    const catalog = makeCatalog(
      rows(['metric', 'val/acc', 1], ['metric', 'val.loss', 9], ['metric', 'value', 3], ['metric', 'val', 3]),
    );
    expect(namesOf(catalog.withPrefix('metric', 'val'))).toEqual(['val.loss', 'val/acc']);
    expect(catalog.withPrefix('metric', 'va')).toEqual([]);
  });

  it('says the nearest names: other case, other separators, parts, small edits', () => {
    const catalog = makeCatalog(
      rows(['metric', 'val/acc', 10], ['metric', 'val/auc', 5], ['metric', 'train/loss', 50], ['param', 'Val.Acc', 1]),
    );
    expect(namesOf(catalog.nearest('val.ac', ['metric'], 5))).toEqual(['val/acc', 'val/auc']);
    expect(namesOf(catalog.nearest('VAL_ACC', ['metric'], 1))).toEqual(['val/acc']);
    expect(namesOf(catalog.nearest('loss', ['metric'], 5))).toEqual(['train/loss']);
    expect(catalog.nearest('zzz', ['metric', 'param'], 5)).toEqual([]);
    expect(catalog.nearest('val.ac', ['metric'], 5, new Set([2]))).toEqual([]);
  });

  it('knows only the run texts that were looked up', () => {
    const run = { number: 1, id: 'a', name: 'a', project: 1, state: 'finished', created: null };
    const catalog = withRuns(makeCatalog(rows()), new Map([['a', { by: 'id', runs: [run], nearest: [] }]]));
    expect(catalog.runsNamed('a').runs).toEqual([run]);
    expect(catalog.runsNamed('b').by).toBe('none');
  });
});
