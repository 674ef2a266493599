import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { identity } from '@xt/server/open';
import { requireCached } from './code-cache.ts';

// The first thing that runs: nothing is loaded for `--version`, and the rest comes out of the code cache.
if (process.argv.length === 3 && process.argv[2] === '--version') writeSync(1, `xt ${identity.version}\n`);
else (requireCached(join(__dirname, 'main.cjs')) as typeof import('./main.ts')).main(process.argv.slice(2));
