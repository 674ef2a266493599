import { setTimeout as sleep } from 'node:timers/promises';
import { type Caller, type Service, subscribe } from '@xt/server';
import { runAsks } from './asks/run-asks.ts';
import { runCompletions } from './asks/run-completions.ts';
import type { Letters } from './frame/legible.ts';
import type { ShellFlags } from './query/shell-command.ts';
import { type Face, plainFace, screenFace } from './screen/faces.ts';
import { readHistory } from './screen/history-file.ts';
import { type OpenTerminal, openTerminal } from './screen/open-terminal.ts';
import type { DrawPicture } from './screen/pictures.ts';
import { runEffects } from './screen/run-effects.ts';
import type { ChartToDraw, DrawnChart } from './screen/save-file.ts';
import { plainModes, screenModes } from './screen/terminal-modes.ts';
import type { TuiSettings } from './settings.ts';
import type { Event } from './state/event.ts';
import { reduce } from './state/reduce.ts';
import { awaitsChart } from './state/select.ts';
import { startState } from './state/start.ts';
import type { Effect, State } from './state/state.ts';
import type { ColorDepth } from './theme/theme.ts';
import { plainTheme } from './theme/themes.ts';
import { startView } from './views/view-settings.ts';

export interface TuiOptions {
  readonly service: Service;
  readonly caller: Caller;
  readonly query: string;
  /** The flags of the command that say what is asked, such as the project: whatever is said of the shell has them. */
  readonly flags: ShellFlags;
  /** Nobody said what to show. */
  readonly isOpen: boolean;
  /** What the title calls the store. */
  readonly store: string;
  readonly zone: string;
  readonly color: ColorDepth;
  readonly letters: Letters;
  readonly mouse: boolean;
  /** Lines that are said one after the other, in place of a screen. */
  readonly plain: boolean;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly environment: NodeJS.ProcessEnv;
  readonly settings: TuiSettings;
  readonly drawChart: (chart: ChartToDraw) => Promise<DrawnChart>;
  readonly drawPicture: DrawPicture;
  /** Takes who is to hear what the store waits for. */
  readonly waiting: (listener: (message: string) => void) => void;
  /** The file that keeps the queries that were run on this store. */
  readonly history: string | undefined;
  /** Ends the screen, as a signal to the process does. */
  readonly signal: AbortSignal;
}

/**
 * Shows the run explorer until the person leaves it, or is gone with the terminal; that is as it was found then, and where
 * anything throws.
 */
export async function runTui(options: TuiOptions): Promise<'left' | 'gone'> {
  const { service, caller, zone, output, signal } = options;
  let end: () => void = () => {};
  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  let answer: () => void = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const modes = options.plain ? plainModes(options.environment['TERM'] === 'dumb') : screenModes(options.mouse);
  const size = modes.size ?? { columns: output.columns || 80, rows: output.rows || 24 };
  const session = {
    store: options.store,
    project: caller.project,
    flags: options.flags,
    zone,
    revision: 0,
    unparsed: !options.plain,
    goals: 0,
    connection: 'ok' as const,
    letters: options.letters,
    dashes: options.color === 'none' || options.settings.theme === plainTheme,
    pictures: 'none' as const,
  };
  const history = options.history === undefined ? [] : readHistory(options.history);
  let state = startView(
    startState(options.query, session, size, {
      history,
      bindings: options.settings.bindings,
      now: Date.now(),
      isOpen: options.isOpen,
    }),
  );
  let drawing: NodeJS.Immediate | undefined;
  let drawn = false;
  let closed = false;

  const guarded = (act: () => void): void => {
    if (closed) return;
    try {
      act();
    } catch (error) {
      fail(error);
    }
  };
  const tell = (events: readonly Event[]): void =>
    guarded(() => {
      for (const event of events) {
        state = reduce(state, event);
        if (event.kind === 'resized') face?.forget();
      }
      if (hasAnswer(state)) answer();
      const { effects } = state;
      if (effects.length > 0) state = reduce(state, { kind: 'taken', effects });
      asks.update(state);
      completions.update(state);
      // Keys in a burst are drawn once; before there is an answer there is nothing to draw.
      if (drawing === undefined && (drawn || hasAnswer(state))) drawing = setImmediate(drawNext);
      for (const effect of effects) perform(effect);
    });
  // What was asked for is sent in the turn between.
  const drawNext = (): void => {
    drawing = setImmediate(draw);
  };
  const draw = (): void =>
    guarded(() => {
      drawing = undefined;
      if (face === undefined) return;
      drawn = true;
      face.show(state);
      if (state.session.unparsed && hasAnswer(state) && !awaitsChart(state)) tell([{ kind: 'parsing' }]);
    });

  const asks = runAsks(service, caller, zone, (event) => tell([event]));
  const completions = runCompletions(service, caller, (event) => tell([event]));
  const following = new AbortController();
  const ticking = setInterval(() => tell([{ kind: 'clock', now: Date.now() }]), tickMs);
  let terminal: OpenTerminal | undefined;
  let face: Face | undefined;
  let perform: (effect: Effect) => void = () => {};
  let goOn: () => void = () => {};
  const close = (): void => {
    closed = true;
    terminal?.close();
  };
  // Whatever ends the process, the terminal is put back.
  process.on('exit', close);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  signal.addEventListener('abort', end);
  try {
    asks.update(state);
    const opened = openTerminal({ ...options, modes }, tell, () => end());
    terminal = opened;
    const { color, drawPicture } = options;
    const failed = (text: string) => tell([{ kind: 'said', message: { kind: 'problem', text } }]);
    face = options.plain
      ? plainFace(opened.write, () => output.columns || 80)
      : screenFace(opened, { color, theme: options.settings.theme, drawPicture, failed });
    const redraw = () => {
      opened.write(modes.clear);
      tell([{ kind: 'resized', size: opened.size() }]);
    };
    goOn = () => {
      // Of a size that changed meanwhile the process in front was told.
      process.kill(process.pid, 'SIGWINCH');
      // The shell has put back its own modes, whoever stopped the process.
      opened.close();
      opened.reopen();
      redraw();
    };
    process.on('SIGCONT', goOn);
    perform = runEffects({ ...options, terminal: opened, redraw, tell: (event) => tell([event]), quit: () => end() });
    followStore(service, following.signal, answered, (event) => tell([event])).catch(fail);
    // An answer that is there soon is the first that is seen.
    if (!hasAnswer(state)) await Promise.race([sleep(patienceMs), ended]);
    if (!drawn) draw();
    await ended;
    await opened.leave();
    // Putting it back tells whether anybody is there.
    close();
    return opened.isGone() ? 'gone' : 'left';
  } finally {
    close();
    following.abort();
    clearInterval(ticking);
    asks.close();
    completions.close();
    signal.removeEventListener('abort', end);
    process.off('SIGCONT', goOn);
    process.off('exit', close);
    process.off('uncaughtException', fail);
    process.off('unhandledRejection', fail);
  }
}

// So often it is looked which runs have gone silent.
const tickMs = 5000;
// Without an answer for so long the screen says that it is loading.
const patienceMs = 80;

function hasAnswer({ answers }: State): boolean {
  return answers.runs !== undefined && answers.runs.status !== 'asked';
}

/** Tells of changes, and of a connection that is lost; before the first answer there is none yet that could be. */
async function followStore(
  service: Service,
  signal: AbortSignal,
  answered: Promise<void>,
  tell: (event: Event) => void,
): Promise<void> {
  let isLost = false;
  const sayLost = (): void => {
    if (isLost && !signal.aborted) tell({ kind: 'connection', connection: 'lost' });
  };
  await subscribe(
    service,
    signal,
    ({ revision, parts }) => tell({ kind: 'changed', revision, ...(parts === undefined ? {} : { parts }) }),
    (link) => {
      isLost = link.kind === 'lost';
      if (isLost) void answered.then(sayLost);
      else tell({ kind: 'connection', connection: 'ok' });
    },
  );
}
