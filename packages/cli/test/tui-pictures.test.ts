import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { useScreens } from './pty-screen.ts';
import { usePlace } from './xt.ts';

const mlruns = resolve(dirname(fileURLToPath(import.meta.url)), '../../ingest/testdata/mlflow_file2/mlruns');

const place = usePlace(mlruns);

const { tui } = useScreens();

test('a terminal is asked which pictures it draws, gets Sixel if it says so, and nothing of one stays behind', async () => {
  const screen = tui(place(), ["runs where name = 'mlp-lr0.1-w16-s0'"]);
  await screen.see(/\b1 row\b/);
  expect(screen.written()).toContain('\u001b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u001b\\\u001b[c');
  // What a terminal of ten by twenty pixels a cell answers.
  screen.send('\u001b[6;20;10t\u001b[?62;4;22c');
  screen.send('5');
  await screen.see('images/digit.png');
  screen.send('\u0013digit.png\r\r');
  await screen.see('PNG, 24 x 24');
  // Of so small a picture six pixels each way stand for one.
  const sixels = '\u001b[7;68H\u001bP0;1;q"1;1;144;144#';
  await expect.poll(() => screen.written().includes(sixels), { timeout: 60_000 }).toBe(true);
  const before = screen.written().length;
  screen.send('\u001b');
  await screen.see('config.yaml');
  // The rows in which it stood are written anew, whether or not their text is the same.
  for (const row of [7, 10, 14]) {
    await expect.poll(() => screen.written().slice(before), { timeout: 60_000 }).toContain(`\u001b[${row};1H`);
  }
});
