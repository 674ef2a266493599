import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { type StoreChoice, withoutPassword } from '@xt/server/open';

/** The file below the user's XDG state directory that keeps the queries that were run in the terminal UI on a store. */
export function historyFile(choice: StoreChoice, environment: NodeJS.ProcessEnv): string {
  const home = environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  const [name, place] =
    choice.kind === 'servers'
      ? [choice.name, withoutPassword(choice.postgres)]
      : [basename(choice.folder), choice.folder];
  const mark = createHash('sha256').update(place).digest('hex').slice(0, 8);
  return join(home, 'xt', `history-${name.replace(/[^\w.-]/g, '_')}-${mark}`);
}
