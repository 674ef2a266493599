import type { CatalogSource } from '@xt/engine';
import { type OpenStores, openServers } from '@xt/engine/stores';
import type { Diagnostic } from '@xt/grammar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTemporaryFolder, startServers } from '../../engine/src/stores/testing/index.ts';
import type { Change, ChangeReport, ChangeRequest } from '../src/change.ts';
import { createCatalogSource } from '../src/local/catalog-source.ts';
import { change } from '../src/local/change.ts';

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: changes over servers (${servers.missing})`);

afterAll(async () => {
  if (!('missing' in servers)) await servers.stop();
});

describe.each(['embedded', 'servers'] as const)('%s', (kind) => {
  describe.skipIf(kind === 'servers' && 'missing' in servers)('changes', () => {
    let stores: OpenStores;
    let catalog: CatalogSource;
    beforeAll(async () => {
      stores =
        'missing' in servers || kind === 'embedded'
          ? await openTemporaryFolder()
          : await openServers(servers.addresses);
      catalog = createCatalogSource(stores.relational);
      for (const project of ['vision', 'nlp']) await fill(stores, project);
    });
    afterAll(() => stores?.close());

    async function ask(asked: Change, rest: Partial<ChangeRequest> & { readonly project?: string } = {}) {
      const { project, ...more } = rest;
      const caller = { user: 'ann', ...(project === undefined ? {} : { project }) };
      const request = { change: asked, caller, dryRun: false, ...more };
      for await (const part of change(stores, catalog, request, new AbortController().signal)) {
        if (part.kind === 'end')
          return { report: part.report, said: part.diagnostics.map(shortly), failure: part.failure };
      }
      throw new Error('no end');
    }
    const report = async (...asked: Parameters<typeof ask>): Promise<ChangeReport> => {
      const { report: found, said } = await ask(...asked);
      if (found === undefined) throw new Error(said.join('; '));
      return found;
    };
    const of = (...texts: readonly string[]) => ({ kind: 'texts', texts }) as const;
    const found = (text: string) => ({ kind: 'query', text }) as const;

    test('of runs by id, name or query, in every project or one', async () => {
      const good = { kind: 'tag', name: 'good' } as const;
      expect(await report({ ...good, of: of('vision-a', 'vision-b', 'vision-a') })).toMatchObject({
        found: 2,
        changed: 2,
        examples: ['alone vision', 'twin'],
      });
      const all = found('runs where loss >= 1');
      expect(await report({ ...good, of: all }, { dryRun: true })).toMatchObject({ found: 6, changed: 4 });
      expect(await report({ ...good, of: all }, { project: 'nlp' })).toMatchObject({ found: 3, changed: 3 });
      expect(await report({ ...good, of: all })).toMatchObject({ found: 6, changed: 1 });
      expect(await report({ ...good, of: found('runs where loss > 99') })).toMatchObject({ found: 0, changed: 0 });
      expect(await report({ kind: 'untag', name: 'good', of: found("runs where tagged 'good'") })).toMatchObject({
        changed: 6,
      });
    });

    test('what is no run, or several, is told, and nothing is written', async () => {
      const tag = (chosen: Extract<Change, { kind: 'tag' }>['of']) => ask({ kind: 'tag', name: 'x', of: chosen });
      expect(await tag(of('vision-a', 'nobody'))).toEqual({
        report: undefined,
        failure: expect.objectContaining({ kind: 'query' }),
        said: ['unknown-run: no run has the id or name `nobody`; an id, a name, or the first 6 characters of an id'],
      });
      const { said } = await tag(of('twin'));
      expect(said[0]).toMatch(
        /^ambiguous-run: `twin` is 4 runs; .*`vision-b`.*; `--project` asks one project alone; .*`--query "runs where name = 'twin'"`$/,
      );
      expect((await tag(found('metrics'))).said).toEqual([
        'not-runs in the query: expected a query whose rows are runs, found `metrics`; for example: `runs where val.acc > 0.9`',
      ]);
      expect((await tag(found('runs where los > 1'))).said[0]).toMatch(/^unknown-name in the query: .*`los`/);
      expect((await report({ kind: 'untag', name: 'x', of: found('runs') })).changed).toBe(0);
    });

    test('a removal is of the runs that were confirmed, or of none; the last one is taken back as a whole', async () => {
      const chosen = found("runs where name = 'twin'");
      const { digest } = await report({ kind: 'remove', of: chosen }, { dryRun: true });
      const { said } = await ask({ kind: 'remove', of: of('vision-b'), confirmed: digest });
      expect(said[0]).toMatch(/^other-runs: .* there are 1 now/);
      expect(await report({ kind: 'remove', of: chosen, confirmed: digest })).toMatchObject({ changed: 4 });
      expect(await report({ kind: 'remove', of: of('vision-a') })).toMatchObject({ changed: 1 });
      expect((await ask({ kind: 'tag', name: 'x', of: of('vision-a') })).said[0]).toMatch(/^unknown-run/);
      expect(await report({ kind: 'tag', name: 'x', of: found('runs') }, { dryRun: true })).toMatchObject({ found: 1 });
      expect(await report({ kind: 'restore', of: of('vision-b') })).toMatchObject({ changed: 1 });
      expect(await report({ kind: 'restore', of: { kind: 'last' } }, { project: 'nlp' })).toMatchObject({
        examples: ['twin (nlp-b)', 'twin (nlp-c)'],
      });
      expect(await report({ kind: 'restore', of: { kind: 'last' } })).toMatchObject({ examples: ['alone vision'] });
      expect((await ask({ kind: 'restore', of: of('vision-a') })).said[0]).toMatch(/^unknown-run/);
      expect(await report({ kind: 'restore', of: { kind: 'last' } })).toMatchObject({ changed: 1, examples: ['twin'] });
      expect(await report({ kind: 'restore', of: { kind: 'last' } })).toMatchObject({ found: 0, changed: 0 });
    });

    test('edges: no run above itself, a cycle and the other direction are told', async () => {
      const ends = { parent: 'vision-a', child: 'vision-b' };
      const fork = { kind: 'link', ...ends, edge: 'fork', step: 7.5 } as const;
      expect((await ask({ ...fork, child: 'alone vision' })).said[0]).toMatch(/^self-edge/);
      expect(await report(fork)).toMatchObject({ changed: 1, examples: ['alone vision', 'twin'] });
      expect(await report(fork)).toMatchObject({ changed: 0 });
      const back = { kind: 'unlink', parent: 'vision-b', child: 'vision-a' } as const;
      expect(await ask(back)).toMatchObject({ report: { changed: 0 }, said: [expect.stringMatching(/^other-way/)] });
      expect((await ask({ ...fork, parent: 'vision-b', child: 'vision-a' })).said[0]).toMatch(/^closes-cycle/);
      expect(await report({ kind: 'unlink', ...ends, edge: 'child' })).toMatchObject({ changed: 0 });
      expect(await report({ kind: 'unlink', ...ends })).toMatchObject({ changed: 1 });
    });

    test('goals are of a metric in one project, or in each that has it', async () => {
      const goal = { kind: 'goal', metric: 'metrics.val.tau', goal: 'min' } as const;
      expect(await report(goal, { project: 'nlp' })).toMatchObject({
        changed: 1,
        examples: ['nlp'],
        stored: 'val/tau',
      });
      expect(await report(goal)).toMatchObject({ found: 2, changed: 1, examples: ['nlp', 'vision'] });
      expect((await ask({ ...goal, metric: 'val.tua' })).said).toEqual([
        'unknown-metric: no run has a metric `val.tua`; nearest names: `val/tau`',
      ]);
      expect((await ask(goal, { project: 'audio' })).said[0]).toMatch(/^unknown-project/);
      expect((await ask({ kind: 'goal', metric: 'loss', goal: 'none' })).said).toEqual([
        'goal-of-name: without a goal, best of `loss` is its min, as its name tells',
      ]);
    });

    test('views are stored with their names qualified, and give way only when asked', async () => {
      const view = {
        kind: 'save-view',
        name: 'best',
        query: 'runs where val.tau > 1 AND user = me',
        replace: false,
      } as const;
      const stored = 'runs where metrics.val/tau > 1 and user = me';
      expect(await report(view)).toMatchObject({ changed: 1, stored });
      expect(await report({ ...view, query: stored })).toMatchObject({ changed: 0 });
      expect((await ask({ ...view, query: 'runs' })).said).toEqual([
        `view-exists: the view \`best\` is another query: \`${stored}\`; \`--replace\` puts this one in its place`,
      ]);
      expect((await ask({ ...view, query: 'runs where val.tua > 1' })).said[0]).toMatch(
        /^unknown-name in the query: .*`val.tua`/,
      );
      expect(await report({ ...view, query: 'runs', replace: true })).toMatchObject({ changed: 1, stored: 'runs' });
      expect((await ask({ kind: 'remove-view', name: 'bset' })).said).toEqual([
        'unknown-view: no view is named `bset`; nearest: `best`',
      ]);
      expect(await report({ kind: 'remove-view', name: 'best' })).toMatchObject({ changed: 1 });
    });
  });
});

/** Three runs: one of a name of its own and two twins, with two metrics. */
async function fill(stores: OpenStores, project: string): Promise<void> {
  const runs = ['a', 'b', 'c'].map((id, i) => ({
    sourceId: `${project}-${id}`,
    name: i === 0 ? `alone ${project}` : 'twin',
  }));
  const points = runs.flatMap((_, run) =>
    ['loss', 'val/tau'].map((metric) => {
      const one = Float64Array.of(run + 1);
      return { run, metric, steps: one, times: one, values: one, order: one };
    }),
  );
  await stores.writer.write({ source: 'test', project, runs, points });
}

function shortly({ code, message, hint, span }: Diagnostic): string {
  const place = span === undefined ? '' : ' in the query';
  return `${code}${place}: ${message}${hint === undefined ? '' : `; ${hint}`}`;
}
