// `npm run mutate`: XT_MUTANTS (300), XT_TEST_SEED, XT_TEST_REFERENCE_SHARE, and XT_MUTATE_WITHIN=sql/ for a part of it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../../../../node_modules/.cache/xt-mutate');

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

await bundle('judge', {});
await bundle('mutate', {});
const { outputFiles } = await bundle('subject', { write: false, sourcemap: 'external' });
const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;

const { XT_MUTANTS = '300', XT_TEST_SEED = '20261121', XT_TEST_REFERENCE_SHARE = '1', XT_MUTATE_WITHIN } = process.env;
const { mutate } = createRequire(import.meta.url)(join(out, 'mutate.cjs'));
await mutate(
  { code: textOf('.cjs'), map: JSON.parse(textOf('.map')), judge: join(out, 'judge.cjs') },
  {
    seed: Number(XT_TEST_SEED),
    mutants: Number(XT_MUTANTS),
    share: Number(XT_TEST_REFERENCE_SHARE),
    ...(XT_MUTATE_WITHIN === undefined ? {} : { within: XT_MUTATE_WITHIN }),
    say: (line) => console.log(line),
  },
);
