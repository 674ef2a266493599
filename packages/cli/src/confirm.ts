import { isatty } from 'node:tty';
import { harmlessLine } from './harmless.ts';
import type { Terminal } from './terminal.ts';

/** Whether a person can be asked. */
export function canAsk(terminal: Terminal): boolean {
  return isatty(0) && terminal.err.isTerminal;
}

/** Asks on stderr; anything but yes is no. Ctrl-C rejects with the terminal's signal. */
export async function confirm(question: string, terminal: Terminal): Promise<boolean> {
  // No other command needs it.
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // In a terminal's raw mode Ctrl-C is a key.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => {
    lines.once('close', () => resolve(''));
  });
  try {
    const asked = lines.question(`${harmlessLine(question)} [y/N] `, { signal: terminal.signal });
    return /^y(es)?$/i.test((await Promise.race([asked, closed])).trim());
  } finally {
    lines.close();
  }
}
