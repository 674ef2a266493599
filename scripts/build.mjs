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

/** Loaded by `import()` inside the command line: each becomes a file of its own. */
const chunks = ['engine', 'language', 'help', 'parse-words', 'charts', 'tui', 'watch'];
/** Never bundled: native code, WebAssembly with files beside it, and what only build tools use. */
const external = ['chdb', '@electric-sql/pglite', 'node-sqlite3-wasm', 'pg-native', 'typescript', '@resvg/resvg-js'];
/** Stands in the output until the hash of the output is known. */
const buildMark = 'xt-build-mark';

const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const entries = {
  xt: join(cli, 'entry.ts'),
  background: join(cli, 'background.ts'),
  main: join(cli, 'main.ts'),
  ...Object.fromEntries(chunks.map((name) => [name, join(cli, `${name}.ts`)])),
  // Beside the command line, whose background process it starts: `packages/kernel-helpers/index.cjs` loads it.
  'kernel-helpers': join(root, 'packages/kernel-helpers/src/index.ts'),
  // Threads of their own, so files of their own.
  'pglite-worker': join(stores, 'pglite-worker.ts'),
  'parse-worker': join(root, 'packages/ingest/src/tensorboard/parse-worker.ts'),
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
  plugins: [chunkPlugin(), inkPlugin(), vegaPlugin()],
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
  writeFileSync(join(fresh, relative(dist, path)), text.replaceAll(buildMark, id));
}
await addNewCluster();
const old = `${dist}.old-${process.pid}`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(fresh, dist);
rmSync(old, { recursive: true, force: true });

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
  const files = new Map(chunks.map((name) => [join(cli, `${name}.ts`), `./${name}.cjs`]));
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

/**
 * Ink waits at the top of its modules, for its developer tools and for the layout engine, which a CommonJS file cannot: the tools
 * are left out, and the engine's WebAssembly, which is in its file, is compiled at once instead of by `fetch`.
 */
function inkPlugin() {
  const replaced = (path, pairs) => {
    let contents = readFileSync(path, 'utf8');
    for (const [from, to] of pairs) {
      if (!contents.includes(from)) throw new Error(`${path} is other than the build knows: no \`${from}\``);
      contents = contents.replace(from, to);
    }
    return { contents, loader: 'js' };
  };
  return {
    name: 'ink',
    setup({ onLoad }) {
      onLoad({ filter: /ink\/build\/reconciler\.js$/ }, ({ path }) =>
        replaced(path, [
          ["await import('./devtools.js')", 'undefined'],
          ['await loadPackageJson()', '{ name: undefined, version: undefined }'],
        ]),
      );
      // What a line consists of is found out anew for each frame, which takes most of its time: most lines are those of the frame before.
      onLoad({ filter: /ink\/build\/output\.js$/ }, ({ path }) =>
        replaced(path, [
          ['caches = new OutputCaches();', 'caches = sharedCaches;'],
          ['export default class Output', 'const sharedCaches = new OutputCaches();\nexport default class Output'],
          [
            'this.styledChars.set(line',
            'if (this.styledChars.size > 2000) this.styledChars.clear();\nthis.styledChars.set(line',
          ],
          ['this.widths.set(text', 'if (this.widths.size > 20000) this.widths.clear();\nthis.widths.set(text'],
        ]),
      );
      onLoad({ filter: /ink\/build\/render-node-to-output\.js$/ }, ({ path }) =>
        replaced(path, [
          ['const currentWidth = widestLine(text);', 'const currentWidth = knownWidth(text);'],
          [
            'const renderNodeToOutput = ',
            `const widths = new Map();
const knownWidth = (text) => {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size > 2000) widths.clear();
  const width = widestLine(text);
  widths.set(text, width);
  return width;
};
const renderNodeToOutput = `,
          ],
        ]),
      );
      onLoad({ filter: /yoga-layout\/dist\/src\/index\.js$/ }, ({ path }) =>
        replaced(path, [
          [
            'const Yoga = wrapAssembly(await loadYoga())',
            'const made = {}; loadYoga(made); const Yoga = wrapAssembly(made)',
          ],
        ]),
      );
      onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) =>
        replaced(path, [
          [
            'if(h.instantiateWasm)try',
            'a(new WebAssembly.Instance(new WebAssembly.Module(wa()),d));return{};if(h.instantiateWasm)try',
          ],
        ]),
      );
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
