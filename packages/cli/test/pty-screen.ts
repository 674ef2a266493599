import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { afterEach } from 'vitest';
import type { Place } from './xt.ts';

/** A program on a terminal of its own, and what a person would see there. */
export interface PtyScreen {
  readonly pid: number;
  /** The visible lines, without blanks at their ends. */
  readonly lines: () => Promise<readonly string[]>;
  /** The visible lines without the empty ones below them. */
  readonly text: () => Promise<string>;
  /** Waits until the visible text matches; after a minute it fails with what is seen. */
  readonly see: (what: RegExp | string) => Promise<string>;
  readonly send: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Answers what the program asks of its terminal, from now on at once or not before it is told so. */
  readonly answers: (when: 'at once' | 'later') => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** All that the program has written. */
  readonly written: () => string;
  /** True while the other screen is shown, on which nothing scrolls back. */
  readonly isAlternate: () => Promise<boolean>;
  readonly exited: Promise<{ readonly exitCode: number; readonly signal: number }>;
  /** Drops the connection. */
  readonly hangUp: () => void;
  readonly close: () => void;
}

export interface PtyProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly columns: number;
  readonly rows: number;
}

/** A terminal in which `xt tui` runs, or a shell: its size, and what is in its environment besides the place's. */
export interface ScreenOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens screens in places; all are closed after each test of the file that asks for this. */
export function useScreens(): {
  readonly tui: (place: Place, args: readonly string[], options?: ScreenOptions) => PtyScreen;
  /** A program of the shell in which `xt tui` is a job. */
  readonly shell: (place: Place) => PtyScreen;
} {
  let screens: readonly PtyScreen[] = [];
  afterEach(() => {
    for (const screen of screens) screen.close();
    screens = [];
  });
  const open = (place: Place, file: string, args: readonly string[], options: ScreenOptions): PtyScreen => {
    const { columns = 120, rows = 40, environment = {} } = options;
    const own = { ...place.environment, ...environment };
    const screen = openPty({ file, args, environment: own, folder: place.folder, columns, rows });
    screens = [...screens, screen];
    return screen;
  };
  return {
    tui: (place, args, options = {}) => open(place, process.execPath, [place.program, 'tui', ...args], options),
    shell: (place) => open(place, '/bin/bash', ['--norc', '--noprofile', '-i'], { environment: { PS1: 'shell> ' } }),
  };
}

const patienceMs = 60_000;
// How a program asks for the attributes of its terminal, and what one without pictures says.
const asksAttributes = '\u001b[c';
const attributes = '\u001b[?62;22c';

/** Starts a program on a new pseudo-terminal behind which a terminal emulator keeps the screen. */
export function openPty({ file, args, environment, folder, columns, rows }: PtyProgram): PtyScreen {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(file, [...args], {
    name: environment['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: folder,
    env: environment,
  });
  let written = '';
  let answersAt: 'at once' | 'later' = 'at once';
  let owed = 0;
  const answer = () => {
    if (answersAt === 'at once' && owed > 0) child.write(attributes.repeat(owed));
    if (answersAt === 'at once') owed = 0;
  };
  child.onData((data) => {
    owed += data.split(asksAttributes).length - 1;
    written += data;
    terminal.write(data);
    answer();
  });
  const exited = new Promise<{ exitCode: number; signal: number }>((resolve) => {
    child.onExit(({ exitCode, signal = 0 }) => resolve({ exitCode, signal }));
  });
  // What was written is on the screen when an empty write behind it is.
  const drawn = () => new Promise<void>((resolve) => terminal.write('', resolve));
  const lines = async () => {
    await drawn();
    const buffer = terminal.buffer.active;
    return Array.from(
      { length: terminal.rows },
      (_, row) => buffer.getLine(buffer.viewportY + row)?.translateToString(true) ?? '',
    );
  };
  const text = async () => (await lines()).join('\n').trimEnd();
  const see = async (what: RegExp | string) => {
    const until = Date.now() + patienceMs;
    while (true) {
      const seen = await text();
      if (typeof what === 'string' ? seen.includes(what) : what.test(seen)) return seen;
      if (Date.now() > until) throw new Error(`${String(what)} was not seen in a minute, but\n${seen}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    pid: child.pid,
    lines,
    text,
    see,
    send: (keys) => child.write(keys),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    answers: (when) => {
      answersAt = when;
      answer();
    },
    kill: (signal) => child.kill(signal),
    written: () => written,
    isAlternate: async () => {
      await drawn();
      return terminal.buffer.active.type === 'alternate';
    },
    exited,
    hangUp: () => (child as unknown as { destroy: () => void }).destroy(),
    close: () => {
      child.kill('SIGKILL');
      terminal.dispose();
    },
  };
}
