import { quoteWord } from './quote-word.ts';

/** Flags that `xt tui` was called with and that say what is asked: each as a command in the same shell would need it again. */
export type ShellFlags = Readonly<Record<string, string>>;

/** A command for the shell that asks the same store and project as the screen does. */
export function shellCommand(command: string, flags: ShellFlags = {}): string {
  return [command, ...Object.entries(flags).map(([name, value]) => `--${name} ${quoteWord(value)}`)].join(' ');
}
