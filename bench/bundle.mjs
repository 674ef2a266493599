import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Loads a TypeScript file of the bench, with what it imports of the packages' sources. */
export async function loadBundled(root, file) {
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
    banner: { js: "const xtHere=require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': 'xtHere' },
  });
  return createRequire(outfile)(outfile);
}
