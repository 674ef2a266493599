import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');

let place: Place;
beforeAll(() => {
  place = makePlace();
  expect(place.run(['import', digits]).status).toBe(0);
});
afterAll(() => place.remove());

/** What a command prints, its lines; it must not fail. */
function lines(...args: readonly string[]): readonly string[] {
  const { status, out, err } = place.run([...args, '--quiet']);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return out.trimEnd().split('\n');
}

const best = 'mlp_lr=0.1_w=64/seed_1';

test('what a person says of runs stays over another import, and can be taken back', () => {
  expect(lines('tag', '--query', 'runs where val/acc > 0.96', 'good')).toEqual(['tagged 2 runs with `good`']);
  expect(lines('tag', best, 'team=vision', '--dry-run')).toEqual([`would tag 1 run with \`team=vision\`: \`${best}\``]);
  expect(lines('note', best, 'the one to keep')).toEqual(['wrote the note of 1 run']);
  expect(lines('rename', best, 'champion')).toEqual(['renamed 1 run to `champion`']);
  expect(lines('import', digits)[0]).toMatch(/27 runs \(0 new\)/);
  expect(lines('query', "run 'champion' select name, tags, notes", '-f', 'json').join('')).toBe(
    '[{"name":"champion","tags":["good"],"notes":"the one to keep"}]',
  );
  expect(lines('rename', 'champion', '--undo')).toEqual(['took back the name of 1 run']);
  expect(lines('tag', best, 'good', '--remove')).toEqual(['took `good` off 1 run']);
  expect(lines('query', "runs where tagged 'good' select count() as n")).toEqual(['n', '1']);
  expect(lines('tag', best, 'odd')).toEqual(['tagged 1 run with `odd`']);
  expect(lines('tag', best, 'odd', '--undo', '--dry-run')).toEqual([
    `would take back the tag \`odd\` of 1 run: \`${best}\``,
  ]);
  expect(lines('tag', best, 'odd', '--undo')).toEqual(['took back the tag `odd` of 1 run']);
});

test('removed runs stay away over another import, until they are taken back', () => {
  const asked = place.run(['rm', best]);
  expect(asked).toMatchObject({ status: 2, out: '', err: expect.stringContaining('`--yes`') });
  expect(lines('rm', '--query', "runs where name like 'mlp_lr=0.1_w=64%'", '--yes')).toEqual([
    'removed 6 runs; `xt rm --undo` brings them back',
  ]);
  lines('import', digits);
  expect(lines('status').find((line) => line.startsWith('runs '))).toMatch(/ 21$/);
  expect(lines('rm', '--undo')).toEqual(['brought back 6 runs']);
  expect(lines('status').find((line) => line.startsWith('runs '))).toMatch(/ 27$/);
});

test('edges, goals and views', () => {
  const fork = ['link', 'mlp_lr=0.1_w=64/seed_0', best, '--kind', 'fork', '--step', '100'];
  expect(lines(...fork)).toEqual([`\`mlp_lr=0.1_w=64/seed_0\` is parent of \`${best}\`, fork at step 100`]);
  expect(lines('query', `run '${best}' select depth`)).toEqual(['depth', '1']);
  expect(lines('unlink', 'mlp_lr=0.1_w=64/seed_0', best)).toEqual([
    `\`mlp_lr=0.1_w=64/seed_0\` is no longer parent of \`${best}\``,
  ]);
  expect(lines('project', 'goal', 'val.loss', 'min')).toEqual(['the goal of `val/loss` is min in project `digits`']);
  expect(lines('view', 'save', 'best', 'runs where val/acc > 0.95 sort by val/acc desc select name')).toEqual([
    'saved `best`: runs where metrics.val/acc > 0.95 sort by metrics.val/acc desc select name',
  ]);
  expect(lines('@best limit 1')).toEqual(['name', best]);
  expect(lines('view', 'list', '-f', 'jsonl')[0]).toMatch(/^\{"name":"best","query":"runs where metrics/);
  expect(lines('view', 'rm', 'best')[0]).toMatch(/^removed `best`: runs where/);
  expect(place.run(['query', '@best'])).toMatchObject({ status: 1, err: expect.stringContaining('`xt view list`') });
});

test.each([
  [['tag', 'good'], 'a word is missing after `good`'],
  [['tag', best, 'x', '--query', 'runs'], 'twice'],
  [['tag', best, '=x'], 'a tag needs a name'],
  [['rename', best, ' '], 'not empty'],
  [['rm', '--undo', '--query', 'runs'], 'no query finds removed runs'],
  [['link', best, best], '`--kind`'],
  [['link', best, '--kind', 'fork'], 'two runs'],
  [['link', best, 'x', '--kind', 'a b'], 'no kind of edge'],
  [['link', best, 'x', '--kind', 'fork', '--step', 'ten'], 'Expected a number'],
  [['project', 'goal', 'val/loss', 'less'], '`max`, `min` or `none`'],
  [['view', 'save', 'a b', 'runs'], 'no name of a view'],
  [['view', 'drop', 'a'], 'knows no `drop`'],
] as const)('%j is wrong usage', (args, message) => {
  expect(place.run(args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) });
});
