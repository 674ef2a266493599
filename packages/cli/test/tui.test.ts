import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type PtyScreen, useScreens } from './pty-screen.ts';
import { makePlace, usePlace } from './xt.ts';

const digits = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/digits');
const mlruns = resolve(dirname(fileURLToPath(import.meta.url)), '../demo-data/mlruns');
const query = 'runs where val/acc > 0.5 select name, val/acc, params.lr sort by val/acc desc';

const place = usePlace(digits);

const { tui: openTui, shell: openShell } = useScreens();
const tui = (args: readonly string[] = []) => openTui(place(), args);
const shell = () => openShell(place());

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not happen in a minute');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const command = () => `${process.execPath} ${place().program} tui "${query}"\r`;

describe('the run explorer', () => {
  test('shows runs and curves, and keys edit the query', async () => {
    const screen = tui([query]);
    const seen = await screen.see('12 rows');
    expect(seen).toContain('mlp_lr=0.1_w=64/seed_1');
    await screen.see('0.9667 ▲');
    screen.send('llF');
    await screen.see('and (params.lr != 0.1 or params.lr is missing)');
    await screen.see('6 rows');
    screen.send('u');
    await screen.see('12 rows');
    screen.send('hs');
    await screen.see('sort by val/acc desc');
  });

  test('the query bar asks what is typed, and says what is wrong', async () => {
    const screen = tui(['runs']);
    await screen.see('27 rows');
    screen.send('/');
    screen.send('\u0015runs where val/ac > 0.9\r');
    await screen.see('no run has a metric or param `val/ac`');
    expect(await screen.text()).toContain('mlp_lr=3.0_w=32/seed_1');
    screen.send('\u001b');
    screen.send('u');
    await screen.see(/❯ runs\s/);
  });

  test('leaves the terminal as it found it', async () => {
    const screen = shell();
    await screen.see('shell>');
    screen.send('echo before the screen\r');
    await screen.see(/\nbefore the screen/);
    screen.answers('later');
    screen.send(command());
    await screen.see('12 rows');
    expect(await screen.isAlternate()).toBe(true);
    screen.send('q');
    // What comes behind the last key is no text for the shell.
    screen.answers('at once');
    await screen.see(/before the screen[\s\S]*shell>$/);
    expect(await screen.isAlternate()).toBe(false);
    // The cursor is there, pastes are plain and keys echo again.
    expect(screen.written()).toContain('\u001b[?25h');
    screen.send('echo ec""ho\r');
    await screen.see(/\necho\nshell>$/);
  });

  test('is a job that stops with Ctrl-Z and goes on with fg', async () => {
    const screen = shell();
    await screen.see('shell>');
    screen.send(command());
    await screen.see('12 rows');
    screen.send('\u001a');
    await screen.see(/Stopped/);
    expect(await screen.isAlternate()).toBe(false);
    screen.send('echo in the ""shell\r');
    await screen.see('in the shell');
    // Of the size only the process in front hears.
    screen.resize(80, 24);
    screen.send('fg\r');
    await screen.see(/^(?![\s\S]*2 curves)[\s\S]*12 rows[\s\S]*1 runs [^\n]*┐\n/);
    expect(await screen.isAlternate()).toBe(true);
    screen.send('q');
    await screen.see(/shell>$/);
  });

  test.skipIf(process.platform !== 'linux')('goes on after a stop of which it knew nothing', async () => {
    const screen = shell();
    await screen.see('shell>');
    screen.send(command());
    await screen.see('12 rows');
    const [pid = 0] = childrenOf(screen.pid);
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGSTOP');
    await screen.see(/Stopped/);
    screen.send('fg\r');
    // Whole, and with keys that need no Enter.
    await screen.see(/^(?![\s\S]*Stopped) xt [\s\S]*12 rows[\s\S]*2 curves/);
    screen.send('3');
    await screen.see('3 compare');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('puts the terminal back on %s', async (signal) => {
    const screen = tui([query]);
    await screen.see('12 rows');
    screen.kill(signal);
    const { exitCode } = await screen.exited;
    expect(exitCode).toBeGreaterThan(0);
    expect(await screen.isAlternate()).toBe(false);
    expect(screen.written()).toContain('\u001b[?25h');
  });

  test.skipIf(process.platform !== 'linux')('ends with the connection, without a word', async () => {
    const screen = shell();
    await screen.see('shell>');
    const log = join(place().folder, 'tui.log');
    screen.send(`${process.execPath} ${place().program} tui 2>${log} & fg\r`);
    await screen.see('27 rows');
    const [pid = 0] = childrenOf(screen.pid);
    expect(pid).toBeGreaterThan(0);
    screen.kill('SIGKILL');
    screen.hangUp();
    await until(() => !isAlive(pid));
    expect(readFileSync(log, 'utf8')).toBe('');
  });

  test('follows the size of the terminal, and asks for room where there is none', async () => {
    const screen = tui([query]);
    await screen.see('2 curves');
    screen.resize(80, 24);
    await screen.see(/^(?![\s\S]*2 curves)[\s\S]*1 runs/);
    await screen.see(/\/ query[^\n]*$/);
    screen.resize(40, 10);
    await screen.see('xt needs 60 x 16 cells');
    screen.resize(200, 50);
    await screen.see(/1 runs[\s\S]*2 curves/);
  });

  test('says that the store is lost, and goes on when it is there again', async () => {
    const screen = tui([query]);
    await screen.see('12 rows');
    const owner = place().owner();
    expect(owner).toBeDefined();
    process.kill(owner ?? 0, 'SIGKILL');
    await screen.see('store lost');
    screen.send('r');
    await screen.see('embedded ●');
    await screen.see('12 rows');
  });

  test('shows what another command brings, with the cursor on its run', async () => {
    const own = makePlace();
    let screen: PtyScreen | undefined;
    try {
      expect(own.run(['import', digits]).status).toBe(0);
      screen = openTui(own, ['runs sort by name']);
      await screen.see('27 rows');
      screen.send('jjj');
      const seen = await screen.see(/❯ {2}\S+seed_1\b/);
      const at = /❯ {2}(\S+)/.exec(seen)?.[1] ?? '';
      expect(at).not.toBe('');
      expect(own.run(['import', mlruns]).status).toBe(0);
      // Of several projects the name of each stands before the run's.
      await screen.see(new RegExp(`\\b39 rows[^]*\\n│❯[^\\n]* ${at.replaceAll('.', '\\.')} `));
      expect(own.run(['tag', at, 'seen', '--project', 'digits']).status).toBe(0);
      screen.send("/\u0015runs where tagged 'seen'\r");
      await screen.see(/\b1 rows?\b/);
    } finally {
      // Who looks at a store that goes has it opened again.
      screen?.close();
      own.remove();
    }
  });

  test('needs a terminal', () => {
    const { status, err } = place().run(['tui']);
    expect(status).toBe(2);
    expect(err).toContain('needs a terminal');
  });
});
