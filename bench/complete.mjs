import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundled } from './bundle.mjs';
import { median, milliseconds, sideBySide, time } from './measure.mjs';

/** Completion over 100,000 runs and 10,000 names: the function itself, and the whole process that a shell starts. */
export async function completing({ root, store }) {
  const folder = `${store}-100000`;
  const { fill, measure } = await loadBundled(root, 'bench/complete/measure.ts');
  const xt = join(root, 'bin/xt');
  try {
    await fill(folder);
    const found = await measure(folder, 5, 30);
    console.log('min / median / max of 30, and the first time in a process (bar 50 ms)');
    for (const { text, milliseconds: all, first, items } of found) {
      const shown = text.length > 60 ? `… ${text.slice(-40)} (${text.length} characters)` : text;
      const figures = milliseconds(all.map((ms) => ms / 1000));
      console.log(`${figures.padEnd(26)} ${first.toFixed(0).padStart(4)}   ${items} for \`${shown}\``);
    }
    const complete = (line) => () =>
      time(process.execPath, [xt, 'autocomplete', 'bash', `--line=${line}`, '--store', folder]);
    const [node, name, value] = await sideBySide(
      [
        () => time(process.execPath, ['-e', '0']),
        complete('xt "runs where layers.77'),
        complete('xt "runs where params.model = \''),
      ],
      15,
    );
    console.log(`node -e 0                      ${milliseconds(node)}`);
    for (const [what, seconds] of Object.entries({ 'a name': name, 'a value': value })) {
      const ratio = (median(seconds) / median(node)).toFixed(2);
      console.log(`${`xt autocomplete, ${what}`.padEnd(31)}${milliseconds(seconds)}   ${ratio}x node`);
    }
  } finally {
    await time(process.execPath, [xt, 'stop', '--store', folder]).catch((error) => console.error(String(error)));
    rmSync(folder, { recursive: true, force: true });
  }
}
