import { describe, expect, it } from 'vitest';
import type { Asker, RunEntry, RunMatch } from '../catalog/catalog.ts';
import { makeCatalog, withRuns } from '../catalog/make-catalog.ts';
import { bindText, said } from './testing/bind-text.ts';
import { ann, worldCatalog, worldRows } from './testing/catalog.ts';

const several = worldCatalog(true);
const scopeOf = (text: string, asker: Asker = ann) => {
  const { value, diagnostics } = bindText(text, several, asker);
  if (value === undefined || !('scope' in value)) throw new Error(JSON.stringify(diagnostics));
  return value.scope;
};

describe('two sets', () => {
  const [vision, nlp] = ["(runs where project = 'vision')", "(runs where project = 'nlp')"];

  it('are compared in the projects of both', () => {
    expect(scopeOf(`compare duration between ${vision} and ${nlp}`)).toEqual({ projects: [1, 2], several: false });
    expect(scopeOf(`compare duration between ${vision} and (runs)`, { ...ann, readable: [1, 2] }).projects).toEqual([
      1, 2,
    ]);
  });

  it('are of several projects where one of them is', () => {
    expect(scopeOf(`compare duration between (runs) and ${vision}`).several).toBe(true);
    expect(scopeOf(`compare duration between ${vision} and (runs)`).several).toBe(true);
  });
});

describe('--project', () => {
  it('is not narrowed by what a condition says, which is then false', () => {
    const asker = { ...ann, project: 'vision' };
    expect(said("runs where project = 'nlp' and val.acc > 0.5", several, asker)).toEqual([]);
  });

  it('may have lost all its runs, which a note says', () => {
    const rows = { version: 1, projects: [{ id: 1, name: 'vision', runs: 0 }], names: [], goals: [] };
    const { value, diagnostics } = bindText('runs', makeCatalog(rows), { ...ann, project: 'vision' });
    expect(value).toMatchObject({ kind: 'runs', scope: { projects: [1] } });
    expect(diagnostics).toMatchObject([{ code: 'empty-project', message: 'the project `vision` has no runs' }]);
  });

  it('that is unknown is answered by the three nearest', () => {
    const projects = ['vision-a', 'vision-b', 'vision-c', 'vision-d'].map((name, id) => ({
      id: id + 1,
      name,
      runs: 1,
    }));
    const catalog = makeCatalog({ ...worldRows(false), projects });
    const [error] = said('runs', catalog, { ...ann, project: 'vision-e' });
    expect(error?.hint).toBe('there is: `vision-a`, `vision-b`, `vision-c`');
  });
});

it('a lineage names what is in reach of who asks', () => {
  const [error] = said('lineage of (runs) where «val.acc» > 0.5', several, { ...ann, readable: [2] });
  expect(error?.code).toBe('unknown-name');
});

it('a text means the run of its id before one of its name, and that before one whose id starts so', () => {
  const run = (number: number, id: string, name: string): RunEntry => {
    return { number, id, name, project: 1, state: 'finished', created: null };
  };
  const found = (...runs: readonly RunMatch[]) => {
    const matches = new Map([['abcdef', { by: 'id', runs, nearest: [] } as const]]);
    const { value } = bindText("run 'abcdef'", withRuns(makeCatalog(worldRows(false)), matches));
    return value?.kind === 'runs' && value.from.kind === 'these-runs' ? value.from.runs : undefined;
  };
  const byPrefix = { ...run(1, 'abcdef9', 'x'), by: 'prefix' } as const;
  const byName = { ...run(2, 'z', 'abcdef'), by: 'name' } as const;
  const byId = { ...run(3, 'abcdef', 'y'), by: 'id' } as const;
  expect(found(byPrefix, byName, byId)).toEqual([3]);
  expect(found(byPrefix, byName)).toEqual([2]);
  expect(found(byPrefix)).toEqual([1]);
});

it('a text that means runs of several projects says where each is, and how to ask one project', () => {
  const [error] = said("run «'copy'»", several, ann);
  expect(error?.hint).toBe(
    "`c1` (2026-10-23T00:00, finished, in vision), `c1` (2026-10-24T00:00, finished, in nlp); `--project` asks one project alone; all of them: `(runs where name = 'copy')`",
  );
});
