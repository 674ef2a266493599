import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeService, fakeTools } from '../../test/fake-service.ts';
import { saveFile } from './save-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rows = [Buffer.from('name\n'), Buffer.from('a\n')];

test('the answer goes into the file in the format of its ending, and the command that does so is said', async () => {
  const service = fakeService({ query: () => rows });
  const tools = fakeTools(service);
  const file = join(folder, 'runs.CSV');
  await saveFile(tools, { kind: 'save-file', query: "runs where name = 'a b'", file, replace: false, log: false });
  expect(readFileSync(file, 'utf8')).toBe('name\na\n');
  expect(service.asked).toMatchObject([{ text: "runs where name = 'a b'", format: 'csv' }]);
  expect(tools.told).toEqual([
    {
      kind: 'said',
      message: {
        kind: 'done',
        text: `saved 2 rows into \`${file}\``,
        says: `xt query "runs where name = 'a b'" -o ${file}`,
      },
    },
  ]);
  expect(readdirSync(folder)).toEqual(['runs.CSV']);
});

test('a picture is drawn of the whole answer', async () => {
  const service = fakeService({ query: () => rows });
  const tools = fakeTools(service);
  const file = join(folder, 'curves.svg');
  await saveFile(tools, { kind: 'save-file', query: '# why\ncurves a of runs', file, replace: false, log: true });
  expect(service.asked).toMatchObject([{ format: 'arrow' }]);
  expect(readFileSync(file, 'utf8')).toBe('svg of 7 bytes: \ncurves a of runs');
  expect(tools.told).toMatchObject([{ message: { says: expect.stringMatching(/ -o .*curves.svg --log y$/) } }]);
  const refusing = { ...tools, drawChart: () => Promise.resolve({ kind: 'refused', message: 'no numbers' } as const) };
  await saveFile(refusing, {
    kind: 'save-file',
    query: 'runs',
    file: join(folder, 'b.png'),
    replace: false,
    log: false,
  });
  expect(JSON.stringify(tools.told.at(-1))).toContain('b.png` is not saved: no numbers');
  expect(readdirSync(folder)).toEqual(['curves.svg']);
});

test('of curves rows are all points, and a picture has a title of its own', async () => {
  const service = fakeService({ query: () => rows });
  const tools = fakeTools(service);
  const query = "curves a of run 'id'";
  const saved = { kind: 'save-file', query, rows: `${query} sample none`, title: "curves a of run 'name'" } as const;
  const [csv, svg] = [join(folder, 'a.csv'), join(folder, 'a.svg')];
  for (const file of [csv, svg]) await saveFile(tools, { ...saved, file, replace: false, log: false });
  expect(service.asked).toMatchObject([{ text: `${query} sample none`, format: 'csv' }, { text: query }]);
  expect(readFileSync(svg, 'utf8')).toContain("curves a of run 'name'");
  expect(tools.told[0]).toMatchObject({ message: { says: `xt query "${query} sample none" -o ${csv}` } });
});

test('a file that is there is replaced only after a yes', async () => {
  const file = join(folder, 'runs.json');
  writeFileSync(file, 'precious');
  const tools = fakeTools(fakeService({ query: () => rows }));
  const effect = { kind: 'save-file', query: 'runs', file, replace: false, log: false } as const;
  await saveFile(tools, effect);
  expect(readFileSync(file, 'utf8')).toBe('precious');
  expect(tools.told).toMatchObject([
    {
      kind: 'opened',
      overlay: { kind: 'confirm', question: `replace \`${file}\`?`, yes: { ...effect, replace: true } },
    },
  ]);
  await saveFile(tools, { ...effect, replace: true });
  expect(readFileSync(file, 'utf8')).toBe('name\na\n');
});

test.each([
  ['runs.docx', 'the ending of `FOLDER/runs.docx` names no format'],
  ['no/where/runs.csv', '`FOLDER/no/where/runs.csv` is not saved: the folder `FOLDER/no/where` does not exist'],
  ['a-file/runs.csv', '`FOLDER/a-file` is not a folder'],
  ['folder.csv', '`FOLDER/folder.csv` is no file'],
  [`${'long'.repeat(90)}.csv`, 'its name is too long'],
  ['.', 'names no format'],
])('%s: it says why there is no file, in the line where it can be mended', async (name, message) => {
  writeFileSync(join(folder, 'a-file'), '');
  mkdirSync(join(folder, 'folder.csv'));
  const tools = fakeTools(fakeService({ query: () => rows }));
  await saveFile(tools, { kind: 'save-file', query: 'runs', file: `${folder}/${name}`, replace: false, log: false });
  expect(tools.told).toHaveLength(1);
  const [event] = tools.told;
  if (event?.kind !== 'opened' || event.overlay.kind !== 'prompt') throw new Error('the line is closed');
  expect(event.overlay).toMatchObject({ text: `${folder}/${name}`, what: { kind: 'save-file', query: 'runs' } });
  expect(event.overlay.problem).toContain(message.replaceAll('FOLDER', folder));
  expect(readdirSync(folder).toSorted()).toEqual(['a-file', 'folder.csv']);
});

test('a query that fails leaves no trace', async () => {
  const failure = { kind: 'store', message: 'the store went away' } as const;
  const tools = fakeTools(fakeService({ query: () => ({ kind: 'end', diagnostics: [], failure }) }));
  await saveFile(tools, { kind: 'save-file', query: 'runs', file: join(folder, 'x.csv'), replace: false, log: false });
  expect(JSON.stringify(tools.told)).toContain('is not saved: the store went away');
  expect(readdirSync(folder)).toEqual([]);
});
