// `npm run mutate`: XT_MUTANTS (300), XT_TEST_SEED, XT_TEST_REFERENCE_SHARE, and XT_MUTATE_WITHIN=sql/ for a part of it;
// XT_MUTATE_TESTS=no or quick leaves out the tests that take longest; XT_MUTATE_AGAIN=LOG judges the survivors of another run.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transformSync } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../../..');
const src = join(here, '../../src');
const out = join(root, 'node_modules/.cache/xt-mutate');

const bundle = (name, options) =>
  build({
    entryPoints: [join(here, `${name}.ts`)],
    outfile: join(out, `${name}.cjs`),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    external: ['chdb', '@electric-sql/pglite', 'node-sqlite3-wasm', 'pg-native', 'apache-arrow'],
    banner: { js: "const xtHere=require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'xtHere' },
    ...options,
  });

// What a file says is read once, so that the program stays as it is while its source is worked on.
const sources = ['bind', 'plan', 'sql'].flatMap((stage) =>
  readdirSync(join(src, stage), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing/.test(name))
    .sort()
    .map((name) => {
      const path = join(src, stage, name);
      const { code, map } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', sourcemap: 'external' });
      return { file: `${stage}/${name.replaceAll('\\', '/')}`, path, code, map: JSON.parse(map) };
    }),
);

/** The engine as one script, with other code in some of its files. */
async function subjectWith(changed) {
  const codes = new Map(sources.map(({ file, path, code }) => [path, changed.get(file) ?? code]));
  const plugin = {
    name: 'changed',
    setup: (building) =>
      building.onLoad({ filter: /src[\\/](bind|plan|sql)[\\/]/ }, ({ path }) =>
        codes.has(path) ? { contents: codes.get(path), loader: 'js' } : undefined,
      ),
  };
  const { outputFiles } = await bundle('subject', { write: false, plugins: [plugin] });
  return outputFiles[0].text;
}

await bundle('judge', {});
await bundle('mutate', {});

const { XT_MUTANTS = '300', XT_TEST_SEED = '20261121', XT_TEST_REFERENCE_SHARE = '1', XT_MUTATE_AGAIN } = process.env;
const { mutate } = createRequire(import.meta.url)(join(out, 'mutate.cjs'));
await mutate(
  { sources, subjectWith, judge: join(out, 'judge.cjs'), root },
  {
    seed: Number(XT_TEST_SEED),
    mutants: Number(XT_MUTANTS),
    share: Number(XT_TEST_REFERENCE_SHARE),
    within: process.env.XT_MUTATE_WITHIN ?? '',
    ...(XT_MUTATE_AGAIN === undefined ? {} : { again: readFileSync(XT_MUTATE_AGAIN, 'utf8') }),
    tests: process.env.XT_MUTATE_TESTS ?? 'all',
    say: (line) => console.log(line),
  },
);
