import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles a TypeScript file of the bench, with what it imports of the packages' sources, and returns the file. */
export async function bundle(root, file) {
  const outfile = join(root, 'node_modules/.cache/xt-bench', `${file.replaceAll('/', '-').replace(/\.ts$/, '')}.cjs`);
  await build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    external: ['chdb', '@electric-sql/pglite', 'node-sqlite3-wasm', 'pg-native'],
    plugins: [ownPlaces()],
  });
  return outfile;
}

/** Loads a TypeScript file of the bench. */
export async function loadBundled(root, file) {
  const outfile = await bundle(root, file);
  return createRequire(outfile)(outfile);
}

/** Each source keeps its own `import.meta.url`: some read files that lie beside them. */
function ownPlaces() {
  return {
    name: 'own-places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const { readFile } = await import('node:fs/promises');
        const text = await readFile(path, 'utf8');
        const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}
