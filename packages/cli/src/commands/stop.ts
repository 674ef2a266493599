import { realpathSync } from 'node:fs';
import { stopBackground } from '@xt/server';
import { chooseStore, identity, socketOf, storeExists } from '@xt/server/open';
import { defineCommand } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { sayNote } from '../say.ts';

export const stopCommand = defineCommand({
  id: 'stop',
  summary: 'End the background process of an embedded store, after what it has begun; it ends by itself when idle.',
  examples: ['xt stop', 'xt stop --store ./experiments'],
  args: {},
  flags: {},
  run: async ({ flags }, terminal) => {
    const choice = chooseStore(flags.store, terminal.environment, process.cwd());
    const folder = choice.kind === 'folder' && storeExists(choice) ? realpathSync(choice.folder) : undefined;
    const waiting = (message: string) => void sayNote(message, terminal);
    const pid =
      folder === undefined
        ? undefined
        : await stopBackground(
            { folder, socket: socketOf(folder, terminal.environment) },
            identity,
            waiting,
            terminal.signal,
          );
    await sayNote(pid === undefined ? 'no background process runs for this store' : `ended process ${pid}`, terminal);
    return exitStatus.done;
  },
});
