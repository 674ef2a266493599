// Bundles xt into dist/: a tiny entry, the command line, and chunks that are loaded only by the commands that need them.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const cli = join(root, 'packages/cli/src');
const stores = join(root, 'packages/engine/src/stores');

/** Loaded by `import()`: each becomes a file of its own. */
const chunks = {
  engine: join(root, 'packages/server/src/open/engine.ts'),
  charts: join(root, 'packages/charts/src/draw-answer.ts'),
  ...Object.fromEntries(
    ['language', 'help', 'parse-words', 'tui', 'watch'].map((name) => [name, join(cli, `${name}.ts`)]),
  ),
};
/** Never bundled: native code, WebAssembly with files beside it, and what only build tools use. */
const external = ['chdb', '@electric-sql/pglite', 'node-sqlite3-wasm', 'pg-native', 'typescript', '@resvg/resvg-js'];
/** Stands in the output until the hash of the output is known. */
const buildMark = 'xt-build-mark';

const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const entries = {
  xt: join(cli, 'entry.ts'),
  background: join(cli, 'background.ts'),
  main: join(cli, 'main.ts'),
  ...chunks,
  // Beside the command line, whose background process it starts: `packages/kernel-helpers/index.cjs` loads it.
  'kernel-helpers': join(root, 'packages/kernel-helpers/src/index.ts'),
  // Threads of their own, so files of their own.
  'pglite-worker': join(stores, 'pglite-worker.ts'),
  'parse-worker': join(root, 'packages/ingest/src/tensorboard/parse-worker.ts'),
  'draw-worker': join(cli, 'draw-worker.ts'),
};

const result = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: dist,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  keepNames: true,
  legalComments: 'none',
  external,
  // An `import()` of what stays outside becomes a lazy `require`, which needs no ES module loader.
  supported: { 'dynamic-import': false },
  banner: { js: "const xtHere=require('node:url').pathToFileURL(__filename).href;" },
  define: {
    'import.meta.url': 'xtHere',
    'process.env.NODE_ENV': '"production"',
    XT_VERSION: JSON.stringify(version),
    XT_BUILD: JSON.stringify(buildMark),
    XT_SCHEMA: String(schemaVersion()),
  },
  plugins: [chunkPlugin(), vegaPlugin(), widthPlugin()],
  logLevel: 'warning',
});

const outputs = result.outputFiles.toSorted((a, b) => (a.path < b.path ? -1 : 1));
const hash = createHash('sha256');
for (const { path, text } of outputs) hash.update(`${relative(dist, path)}\n${text}\n`);
const id = hash.digest('hex').slice(0, 16);

// Written beside and then moved, so that a command that starts during a build finds either build whole.
const fresh = `${dist}.new-${process.pid}`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh);
for (const { path, text } of outputs) {
  writeFileSync(join(fresh, relative(dist, path)), ascii(text.replaceAll(buildMark, id), path));
}
await addNewCluster();
const old = `${dist}.old-${process.pid}`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(fresh, dist);
rmSync(old, { recursive: true, force: true });

/** The text in ASCII, which is read faster than UTF-8: esbuild leaves comments and regular expressions as they are. */
function ascii(text, path) {
  // Behind a backslash an escape would be another, and a raw template takes its letters as they are.
  const wrong = /\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f]/.exec(text);
  if (wrong !== null) throw new Error(`${path} has \`${wrong[0]}\`, which has no ASCII`);
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A new Postgres cluster, packed: making one takes seconds, unpacking it one. Kept from build to build of one PGlite. */
async function addNewCluster() {
  const { version: pglite } = JSON.parse(
    readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  );
  const [packed, made] = ['new-cluster.tgz', 'new-cluster.version'];
  if (existsSync(join(dist, made)) && readFileSync(join(dist, made), 'utf8') === pglite) {
    for (const name of [packed, made]) copyFileSync(join(dist, name), join(fresh, name));
    return;
  }
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  const dump = await database.dumpDataDir('gzip');
  await database.close();
  writeFileSync(join(fresh, packed), Buffer.from(await dump.arrayBuffer()));
  writeFileSync(join(fresh, made), pglite);
}

/** The highest number of a migration: what the handshake compares. */
function schemaVersion() {
  const names = ['postgres', 'clickhouse'].flatMap((store) => readdirSync(join(stores, 'migrations', store)));
  return Math.max(...names.map((name) => Number.parseInt(name, 10)));
}

/** Turns `import('./engine.ts')` of a chunk into a reference to its built file. */
function chunkPlugin() {
  const files = new Map(Object.entries(chunks).map(([name, file]) => [file, `./${name}.cjs`]));
  return {
    name: 'chunks',
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
        const chunk = kind === 'dynamic-import' ? files.get(resolve(resolveDir, path)) : undefined;
        return chunk === undefined ? undefined : { path: chunk, external: true };
      });
    },
  };
}

/** Vega looks for a canvas by awaiting a package that nobody has; its browsers' file asks the document, and there is none. */
function vegaPlugin() {
  const file = join(root, 'node_modules/vega-canvas/build/vega-canvas.browser.js');
  return {
    name: 'vega',
    setup({ onResolve }) {
      onResolve({ filter: /^vega-canvas$/ }, () => ({ path: file }));
    },
  };
}

/** The segmenter of `string-width` takes as long to be made as all else at a start, and most texts need none. */
function widthPlugin() {
  const file = join(root, 'node_modules/string-width/index.js');
  const atOnce = 'const segmenter = new Intl.Segmenter();';
  const later = 'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };';
  return {
    name: 'string-width',
    setup({ onLoad }) {
      onLoad({ filter: /string-width\/index\.js$/ }, ({ path }) => {
        if (path !== file) return undefined;
        const text = readFileSync(file, 'utf8');
        if (!text.includes(atOnce)) throw new Error(`${file} is other than the build knows: no \`${atOnce}\``);
        return { contents: text.replace(atOnce, later), loader: 'js' };
      });
    },
  };
}
