/** What a terminal is sent when the screen opens: the other screen, no cursor, pastes marked as such. */
export function openScreen(mouse: boolean): string {
  return `\u001b[?1049h\u001b[?25l\u001b[?2004h${mouse ? '\u001b[?1000h\u001b[?1006h' : ''}${clearScreen}`;
}

/** Empties the screen. */
export const clearScreen = '\u001b[2J';

/** What a terminal is sent when the screen closes: everything as it was found. */
export function closeScreen(): string {
  // Where there is no other screen, as on the console of Linux, this one is left empty.
  return `${clearScreen}\u001b[H\u001b[?2026l\u001b[?1006l\u001b[?1000l\u001b[?2004l\u001b[0m\u001b[?25h\u001b[?1049l`;
}

/** A text for the clipboard of the terminal in which the person sits, over SSH too (OSC 52). */
export function copyText(text: string, environment: NodeJS.ProcessEnv): string {
  const sequence = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
  // tmux passes on what is wrapped for it; it takes OSC 52 itself where `set-clipboard` is on.
  return (environment['TMUX'] ?? '') === '' ? sequence : `${sequence}\u001bPtmux;\u001b${sequence}\u001b\\`;
}
