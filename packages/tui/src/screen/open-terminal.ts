import type { Size } from '../frame/line.ts';
import { goesOn, readKeys } from '../keys/read-keys.ts';
import type { Event } from '../state/event.ts';
import type { TerminalModes } from './terminal-modes.ts';

/** The terminal while the screen is open. */
export interface OpenTerminal {
  readonly size: () => Size;
  /** Sends a text while the screen is open. */
  readonly write: (text: string) => void;
  /** Asks something of the terminal. Its attributes are asked last: every terminal knows these, and answers in order. */
  readonly ask: (text: string) => void;
  /** Closes when what was asked is answered, but soon: an answer that comes later is text that the shell takes for typed. */
  readonly leave: () => Promise<void>;
  /** Leaves the terminal as it was found, until `reopen`; closing twice does nothing. */
  readonly close: () => void;
  readonly reopen: () => void;
  /** True where nobody is at the other end any more: the connection was dropped, the window closed. */
  readonly isGone: () => boolean;
}

export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly modes: TerminalModes;
}

// How long a terminal may take over the rest of an escape sequence; after it a lone escape is the key.
const escapeMs = 30;
// How long over the next piece of a paste or of an answer: cut off early, the rest of it would be keys.
const restMs = 5000;

// How long an answer is waited for by whoever leaves.
const answerMs = 500;
const askAttributes = '\u001b[c';

/** Opens the screen of a terminal and tells what is typed, pasted and resized, in one call for each burst. */
export function openTerminal(
  { input, output, modes }: TerminalStreams,
  tell: (events: readonly Event[]) => void,
  gone: () => void,
): OpenTerminal {
  let isOpen = false;
  let isGone = false;
  let rest = '';
  let waiting: NodeJS.Timeout | undefined;
  let unanswered = 0;
  let settled: (() => void) | undefined;
  const size = () => modes.size ?? { columns: output.columns || 80, rows: output.rows || 24 };
  const onData = (chunk: string) => {
    clearTimeout(waiting);
    take(rest + chunk, false);
    if (rest !== '') waiting = setTimeout(() => take(rest, true), goesOn(rest) ? restMs : escapeMs);
  };
  const take = (text: string, final: boolean) => {
    const read = readKeys(text, final);
    rest = read.rest;
    const answers = read.events.filter((event) => event.kind === 'terminal' && event.says.kind === 'attributes');
    unanswered = Math.max(0, unanswered - answers.length);
    if (settled === undefined && read.events.length > 0) tell(read.events);
    if (unanswered === 0) settled?.();
  };
  const onResize = () => {
    if (modes.size !== undefined) return;
    output.write(modes.clear);
    tell([{ kind: 'resized', size: size() }]);
  };
  const onGone = () => {
    isGone = true;
    settled?.();
    gone();
  };
  // A terminal that is gone answers with an error to whatever it is sent.
  input.on('end', onGone);
  input.on('error', onGone);
  output.on('error', onGone);
  // Of what is drawn while the screen is closed nothing may reach the shell.
  const write = (text: string) => {
    if (isOpen && text !== '') output.write(text);
  };
  const ask = (text: string) => {
    if (!isOpen) return;
    unanswered++;
    write(`${text}${askAttributes}`);
  };
  const leave = async () => {
    if (isOpen && !isGone && unanswered > 0) {
      let patience: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        settled = resolve;
        patience = setTimeout(resolve, answerMs);
      });
      clearTimeout(patience);
      settled = undefined;
    }
    close();
  };
  const reopen = () => {
    if (isOpen) return;
    isOpen = true;
    input.setRawMode(true);
    input.setEncoding('utf8');
    input.resume();
    input.on('data', onData);
    output.on('resize', onResize);
    write(modes.open);
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    clearTimeout(waiting);
    unanswered = 0;
    input.off('data', onData);
    output.off('resize', onResize);
    input.pause();
    try {
      output.write(modes.close);
      input.setRawMode(false);
    } catch {
      isGone = true;
    }
  };
  reopen();
  return { size, write, ask, leave, close, reopen, isGone: () => isGone };
}
