import { type OpenedStore, openStore } from '@xt/server/open';
import type { CommonFlags } from './command.ts';
import { sayNote } from './say.ts';
import type { Terminal } from './terminal.ts';

/** Opens the store; what it waits for meanwhile is said on stderr, or to whoever has the screen. */
export function openService(
  flags: CommonFlags,
  terminal: Terminal,
  waiting: (message: string) => void = (message) => void sayNote(message, terminal),
): Promise<OpenedStore> {
  return openStore(flags, terminal.environment, waiting);
}
