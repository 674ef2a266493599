import type { Size } from '../frame/line.ts';

/** What a terminal is sent when it is opened, closed as it was found, and emptied. */
export interface TerminalModes {
  readonly open: string;
  readonly close: string;
  readonly clear: string;
  /** The size that it is taken for, whatever it is. */
  readonly size?: Size;
}

/** The other screen, no cursor, pastes marked as such. */
export function screenModes(mouse: boolean): TerminalModes {
  const clear = '\u001b[2J';
  return {
    open: `\u001b[?1049h\u001b[?25l\u001b[?2004h${mouse ? '\u001b[?1000h\u001b[?1006h' : ''}${clear}`,
    // Where there is no other screen, as on the console of Linux, this one is left empty.
    close: `${clear}\u001b[H\u001b[?2026l\u001b[?1006l\u001b[?1000l\u001b[?2004l\u001b[0m\u001b[?25h\u001b[?1049l`,
    clear,
  };
}

/** Lines one below the other: a pane at a time, as where two have no room. */
export function plainModes(isDumb: boolean): TerminalModes {
  const size = { columns: 80, rows: 24 };
  // A terminal that knows no sequences would show them.
  return isDumb
    ? { open: '', close: '\r\n', clear: '', size }
    : { open: '\u001b[?2004h', close: '\u001b[?2004l\r\n', clear: '', size };
}

/** A text for the clipboard of the terminal in which the person sits, over SSH too (OSC 52). */
export function copyText(text: string, environment: NodeJS.ProcessEnv): string {
  // A terminal without a clipboard shows it.
  if (environment['TERM'] === 'dumb') return `${text}\r\n`;
  const sequence = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  // tmux passes on what is wrapped for it; it takes OSC 52 itself where `set-clipboard` is on.
  return (environment['TMUX'] ?? '') === '' ? sequence : `${sequence}\u001bPtmux;\u001b${sequence}\u001b\\`;
}
