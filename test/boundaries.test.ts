import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Which of our packages each package may import, and why no other. */
const packages: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  grammar: { may: [], because: 'the grammar is a leaf: an editor needs it without an engine' },
  'packages/engine': { may: ['@xt/grammar'], because: 'the engine knows the language, not who asks' },
  'packages/ingest': { may: ['@xt/engine'], because: 'readers turn files into batches for the write side' },
  'packages/charts': { may: ['@xt/engine'], because: 'charts are drawn of Arrow tables, whoever asks for them' },
  'packages/server': {
    may: ['@xt/grammar', '@xt/engine', '@xt/ingest', '@xt/charts'],
    because: 'the serving process stands above engine, ingest and charts and below every face',
  },
  'packages/tui': {
    may: ['@xt/grammar', '@xt/engine', '@xt/charts', '@xt/server'],
    because: 'the terminal UI is a face: it asks the service, and the command line alone starts it',
  },
  'packages/cli': {
    may: ['@xt/grammar', '@xt/engine', '@xt/ingest', '@xt/charts', '@xt/server', '@xt/tui'],
    because: 'the command line is a face: nothing imports it',
  },
  'packages/kernel-helpers': {
    may: ['@xt/grammar', '@xt/engine', '@xt/charts', '@xt/server'],
    because: 'notebooks are a face: they open stores and draw charts as the command line does, and know none of it',
  },
};

/** Inside the engine: which folders each folder may import. */
const engineFolders: Readonly<Record<string, { readonly may: readonly string[]; readonly because: string }>> = {
  catalog: { may: [], because: 'the catalog describes the data and knows no stage' },
  clock: { may: [], because: 'clocks and zones are the same for every stage, and know none' },
  arrow: { may: [], because: 'arrow is the vocabulary in which execution ends and rendering begins' },
  local: { may: ['catalog'], because: 'local steps are pure functions over arrays, and know no stage' },
  bind: { may: ['catalog', 'clock'], because: 'bind may not know which store holds a field, nor any later stage' },
  complete: {
    may: ['catalog', 'bind', 'stores'],
    because: 'completion knows names and what they mean, and runs no query',
  },
  plan: { may: ['catalog', 'bind'], because: 'the plan is made from the bound query and knows no SQL' },
  sql: {
    may: ['catalog', 'bind', 'plan', 'stores', 'local'],
    because: 'SQL is written from steps, with what it cannot compute itself; nothing is executed there',
  },
  stores: { may: ['catalog', 'arrow', 'local'], because: 'stores know drivers and schema, not the language' },
  execute: {
    may: ['catalog', 'bind', 'plan', 'sql', 'arrow', 'local', 'stores'],
    because: 'execution runs statements and combines their columns',
  },
  explain: {
    may: ['catalog', 'bind', 'plan', 'sql', 'execute', 'stores'],
    because: 'explain tells what the stages made and what they took, and executes nothing itself',
  },
  render: { may: ['arrow', 'clock'], because: 'rendering sees Arrow tables only' },
};

/** Each third-party library has one owner. */
const owners: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ['grammar/src'],
  pg: ['packages/engine/src/stores'],
  '@electric-sql/pglite': ['packages/engine/src/stores'],
  '@clickhouse/client': ['packages/engine/src/stores'],
  chdb: ['packages/engine/src/stores'],
  'apache-arrow': ['packages/engine/src/arrow', 'packages/engine/src/render'],
  'hyparquet-writer': ['packages/engine/src/render'],
  re2js: ['packages/engine/src/bind'],
  'string-width': ['grammar/src', 'packages/engine/src/render'],
  'fastest-levenshtein': ['grammar/src', 'packages/engine/src/catalog'],
  'node-sqlite3-wasm': ['packages/ingest/src'],
  yaml: ['packages/ingest/src'],
  '@oclif/core': ['packages/cli/src'],
  'smol-toml': ['packages/server/src'],
  diff: ['packages/engine/src/local'],
  vega: ['packages/charts/src'],
  'vega-lite': ['packages/charts/src'],
  '@resvg/resvg-js': ['packages/charts/src'],
  sixel: ['packages/charts/src'],
};

/** Files of the engine that may load a driver's types only from the seam, never a driver itself. */
const seams = [
  'packages/engine/src/stores/store.ts',
  'packages/engine/src/stores/write.ts',
  'packages/engine/src/stores/read-object.ts',
];

interface Import {
  readonly file: string;
  readonly from: string;
}

const imports = Object.keys(packages).flatMap((folder) => importsBelow(`${folder}/src`));

describe('who may import whom', () => {
  test('the table speaks of files that exist', () => {
    expect(imports.length).toBeGreaterThan(100);
    for (const folder of Object.keys(engineFolders))
      expect(readdirSync(join(root, 'packages/engine/src'))).toContain(folder);
  });

  test('packages import downwards', () => {
    expect(imports.flatMap(packageViolation)).toEqual([]);
  });

  test('the folders of the engine import downwards', () => {
    expect(imports.flatMap(folderViolation)).toEqual([]);
  });

  test('each third-party library has one owner, and each import an entry here', () => {
    expect(imports.flatMap(ownerViolation)).toEqual([]);
  });

  test('execution sees the seam of the stores, never a driver', () => {
    const violations = imports.flatMap(({ file, from }) => {
      const target = from.startsWith('.') ? relative(root, resolve(root, dirname(file), from)) : from;
      const inside =
        /^packages\/engine\/src\/(execute|sql)\//.test(file) && target.startsWith('packages/engine/src/stores/');
      return inside && !seams.includes(target)
        ? [`${file} imports ${target}: only ${seams.join(' and ')} may be seen from execute and sql`]
        : [];
    });
    expect(violations).toEqual([]);
  });
});

function packageViolation({ file, from }: Import): string[] {
  if (!from.startsWith('@xt/')) return [];
  const folder = Object.keys(packages).find((f) => file.startsWith(`${f}/`));
  const rule = folder === undefined ? undefined : packages[folder];
  const target = from.split('/').slice(0, 2).join('/');
  return rule?.may.includes(target) === true ? [] : [`${file} imports ${from}: ${rule?.because}`];
}

function folderViolation({ file, from }: Import): string[] {
  const own = engineFolderOf(file);
  if (own === undefined || !from.startsWith('.')) return [];
  const target = engineFolderOf(relative(root, resolve(root, dirname(file), from)));
  const rule = engineFolders[own];
  if (rule === undefined) return [`${file}: the folder ${own} has no rule`];
  if (target === own || (target !== undefined && rule.may.includes(target))) return [];
  return [`${file} imports ${from}: ${rule.because}`];
}

function ownerViolation({ file, from }: Import): string[] {
  if (from.startsWith('.') || from.startsWith('@xt/') || from.startsWith('node:')) return [];
  const library = from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
  const owner = owners[library];
  if (owner === undefined) return [`${file} imports ${from}: the library has no owner in this table`];
  return owner.some((o) => file.startsWith(`${o}/`))
    ? []
    : [`${file} imports ${from}: it belongs to ${owner.join(', ')}`];
}

/** `bind` for `packages/engine/src/bind/x.ts`; undefined for the files beside the folders, which see all. */
function engineFolderOf(file: string): string | undefined {
  return /^packages\/engine\/src\/([^/]+)\/[^/]/.exec(file)?.[1];
}

function importsBelow(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$/.test(f) && !/(^|\/)testing\//.test(f))
    .flatMap((f) => {
      const text = readFileSync(join(root, folder, f), 'utf8');
      const found = text.matchAll(
        /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
      );
      return [...found].map((m) => ({ file: join(folder, f), from: m[1] ?? m[2] ?? m[3] ?? '' }));
    });
}
