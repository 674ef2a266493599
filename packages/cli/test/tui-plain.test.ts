import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type PtyScreen, useScreens } from './pty-screen.ts';
import { makePlace, usePlace } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');
const mlruns = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/mlruns');
const query = 'runs where val/acc > 0.5 select name, val/acc, params.lr sort by val/acc desc';

const place = usePlace(digits);

const { tui } = useScreens();

test.each([
  ['--plain', 'xterm', ['--plain'], 2],
  ['TERM=dumb', 'dumb', [], 0],
] as const)('what keys change is said in lines: %s', async (_, term, flags, sequences) => {
  const screen = tui(place(), [query, ...flags], { environment: { TERM: term } });
  await screen.see('\n12 rows\n');
  await screen.see(/row 1 of 12(, closed)?: name mlp_lr=0\.1_w=64\/seed_1; val\/acc 0\.9667, best;/);
  screen.send('j');
  await screen.see(/row 2 of 12(, closed)?: name /);
  screen.send('2');
  await screen.see(/\ncurves:\n[\s\S]* by step\n[\s\S]*: last /);
  screen.send('1/');
  await screen.see('query> runs where');
  screen.send('\u0015runs where val/ac > 0.9');
  await screen.see(/error: no run has a metric or param `val\/ac`[\s\S]* at character 12/);
  screen.send('\u001b');
  await screen.see('the query stays as it was');
  expect(await screen.isAlternate()).toBe(false);
  screen.send('q');
  expect((await screen.exited).exitCode).toBe(0);
  const sent = screen.written().split('\u001b').slice(1);
  expect(sent.filter((text) => !/^\[\?2004[hl]/.test(text))).toEqual([]);
  expect(sent).toHaveLength(sequences);
});

test('where the locale is not UTF-8 the screen is ASCII', async () => {
  const screen = tui(place(), [query], { environment: { LANG: 'C' } });
  await screen.see('12 rows');
  await screen.see(/\+- 1 runs -+\+\+- 2 curves -+\+/);
  expect(await screen.text()).toMatch(/^[ -~\n]*$/);
});

test('a run that says it is running, and has long been silent, is stalled', async () => {
  const own = makePlace();
  let screen: PtyScreen | undefined;
  try {
    const copy = join(own.folder, 'mlruns');
    cpSync(mlruns, copy, { recursive: true });
    const [file = ''] = readdirSync(copy, { recursive: true, encoding: 'utf8' })
      .filter((path) => /^376156011478789566\/[0-9a-f]{32}\/meta\.yaml$/.test(path))
      .toSorted();
    const text = readFileSync(join(copy, file), 'utf8');
    const running = text.replace(/^status: 3$/m, 'status: 1').replace(/^end_time: .*$/m, 'end_time: null');
    expect(running).not.toBe(text);
    writeFileSync(join(copy, file), running);
    expect(own.run(['import', copy]).status).toBe(0);
    screen = tui(own, ['runs']);
    await screen.see(/12 rows · 1 live, 1 stalled ·/);
    await screen.see(/hgb depth \d +stalled /);
  } finally {
    // Who looks at a store that goes has it opened again.
    screen?.close();
    own.remove();
  }
});
