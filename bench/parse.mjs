import { loadBundled } from './bundle.mjs';
import { median, milliseconds } from './measure.mjs';

/** Parser and binder over the longest texts that they take, slowest first. */
export async function parsing({ root }) {
  const { measure } = await loadBundled(root, 'bench/parse/measure.ts');
  const measured = measure(30).sort((a, b) => median(b.milliseconds) - median(a.milliseconds));
  console.log('texts of 64 KiB, min / median / max of 30 (bar 50 ms)');
  for (const { name, milliseconds: all } of measured)
    console.log(`${milliseconds(all.map((ms) => ms / 1000)).padEnd(28)} ${name}`);
}
