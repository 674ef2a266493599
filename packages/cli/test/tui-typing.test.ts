import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { useScreens } from './pty-screen.ts';
import { usePlace } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');
const query = 'runs where val/acc > 0.5 select name, val/acc, params.lr sort by val/acc desc';

const place = usePlace(digits);

const { tui: openTui } = useScreens();
const tui = (args: readonly string[] = [query], environment: Readonly<Record<string, string>> = {}) =>
  openTui(place(), args, { environment: { XDG_STATE_HOME: join(place().folder, 'state'), ...environment } });

function answer(text: string): string {
  return place().run(['query', text, '-f', 'csv']).out;
}

test('a query is typed with completion, told what is wrong, run, and kept for the next time', async () => {
  const screen = tui(['runs']);
  await screen.see('27 rows');
  screen.send('/ where val/a');
  await screen.see(/val\/acc +metric +12 runs|val\/acc +metric +14 runs/);
  screen.send('\t > 0.96');
  await screen.see('runs where val/acc > 0.96');
  screen.send(' and val/los < 1');
  await screen.see(/~{7} +no run has a metric or param `val\/los`/);
  screen.send('\r');
  expect(await screen.see('`val/los`')).toContain('27 rows');
  screen.send('\u0017\u0017\u0017\u0017\u0017\u0017 \r');
  screen.send('\u0015runs where val/acc > 0.96\r');
  await screen.see(/ [1-9] rows/);
  screen.send('q');
  await screen.exited;
  const state = join(place().folder, 'state', 'xt');
  const [file = ''] = readdirSync(state);
  expect(file).toMatch(/^history-.+-[0-9a-f]{8}$/);
  expect(statSync(join(state, file)).mode & 0o777).toBe(0o600);
  const again = tui(['runs']);
  await again.see('27 rows');
  again.send('/\u001b[A');
  await again.see('❯ runs where val/acc > 0.96');
});

test('runs are tagged, noted, renamed, removed and brought back', async () => {
  const screen = tui();
  await screen.see('12 rows');
  screen.send('  t');
  await screen.see('tag 2 runs');
  screen.send('picked\r');
  await screen.see(/tagged 2 runs with `picked`[^\n]* xt tag \w+ \w+ picked/);
  expect(answer("runs where tagged 'picked' select count() as n")).toContain('2');
  screen.send('xn');
  await screen.see('note of');
  screen.send('first try\r');
  await screen.see('wrote the note of 1 run');
  screen.send('n');
  await screen.see('❯ first try');
  screen.send(', then another\r');
  await screen.see('wrote the note of 1 run');
  expect(answer('runs where notes is not missing select notes')).toContain('first try, then another');
  screen.send('X');
  await screen.see('remove 1 run?');
  screen.send('y');
  await screen.see('11 rows');
  screen.send(':restore\r');
  await screen.see('12 rows');
});

test('a view keeps the pane and its settings, and opens in the next screen', async () => {
  const screen = tui();
  await screen.see('12 rows');
  await screen.see('val/acc  step');
  screen.send('eeLV');
  await screen.see('save as a view named');
  screen.send('mine\r');
  await screen.see(/saved the view `mine` +xt query @mine/);
  const shown = place().run(['view', 'show', 'mine']).out;
  expect(shown).toMatch(/^# tui: curves metrics=\S+ smooth=0.7 log\nruns\s+where metrics.val\/acc > 0.5/);
  expect(place().run(['query', '@mine limit 1', '-f', 'csv']).status).toBe(0);
  const next = tui(['@mine']);
  await next.see(/ema 0.7 · step · log/);
  expect(await next.text()).toMatch(/❯ runs where metrics\.val\/acc > 0\.5 select/);
  screen.send('Vmine\r');
  await screen.see(/replace the view|it was so already/);
});

test('what is shown is saved, rows and pictures; nothing is replaced without a yes', async () => {
  const screen = tui();
  await screen.see('12 rows');
  screen.send('orows.csv\r');
  await screen.see('saved 12 rows into `rows.csv`');
  expect(readFileSync(join(place().folder, 'rows.csv'), 'utf8')).toMatch(/^name,val\/acc,params\.lr\n/);
  screen.send('orows.csv\r');
  await screen.see('replace `rows.csv`?');
  screen.send('n');
  await screen.see('❯ rows.csv');
  screen.send('\u001b');
  await screen.see(/^(?![\s\S]*save into the file)/);
  screen.send('2ocurves.svg\r');
  await screen.see('into `curves.svg`');
  expect(readFileSync(join(place().folder, 'curves.svg'), 'utf8')).toContain('<svg');
  screen.send('ono/such/folder.csv\r');
  await screen.see('is not saved: the folder `no/such` does not exist');
  screen.send('\u0015seen.csv\r');
  await screen.see('into `seen.csv`');
  expect(existsSync(join(place().folder, 'no'))).toBe(false);
});

test('keys and a theme come from the config file; what is wrong with it names the line', async () => {
  const home = join(place().folder, 'config');
  mkdirSync(join(home, 'xt'), { recursive: true });
  const write = (text: string) => writeFileSync(join(home, 'xt', 'config.toml'), text);
  write('[tui.keys]\nhelp = "f5"\nsort-down = ["ctrl-x s"]\n[tui.theme]\ntheme = "plain"\n');
  const screen = tui([query], { XDG_CONFIG_HOME: home });
  await screen.see('12 rows');
  screen.send('\u0018s');
  await screen.see('wrote   sort by name desc');
  screen.send('\u001b[15~');
  await screen.see(/ctrl-x s +Sort by this column/);
  expect(screen.written()).not.toMatch(/\[(?:\d+;)*38;5;/);
  write('[tui.keys]\n\nhelp = "s"\n');
  const wrong = tui([query], { XDG_CONFIG_HOME: home });
  await wrong.see('line 3: `help` in [tui.keys]: `s` is `sort-down` and `help`');
  expect((await wrong.exited).exitCode).toBe(2);
});
