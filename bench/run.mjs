import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completing } from './complete.mjs';
import { importing } from './import.mjs';
import { time } from './measure.mjs';
import { parsing } from './parse.mjs';
import { queries } from './queries.mjs';
import { startup } from './startup.mjs';
import { tui } from './tui.mjs';
import { watching } from './watch.mjs';

// `npm run bench` runs all, `npm run bench -- startup` one. Figures are min / median / max; ratios are of medians.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'xt-bench-'));
const store = join(folder, 'demo');
const benches = { startup, import: importing, complete: completing, parse: parsing, tui, watch: watching, queries };
const wanted = process.argv.slice(2);

try {
  await time(process.execPath, [join(root, 'bin/xt'), 'demo', '--store', store]);
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n== ${name}`);
    await bench({ root, store });
  }
} finally {
  await time(process.execPath, [join(root, 'bin/xt'), 'stop', '--store', store]).catch((error) =>
    console.error(String(error)),
  );
  rmSync(folder, { recursive: true, force: true });
}
