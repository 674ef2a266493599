import { userInfo } from 'node:os';
import type { Caller } from '@xt/server';
import type { CommonFlags } from './command.ts';
import { chooseProject } from './store-choice.ts';
import type { Terminal } from './terminal.ts';

/** Who asks: on an embedded store `me` is the operating system's user. */
export function callerOf(flags: Pick<CommonFlags, 'project'>, terminal: Pick<Terminal, 'environment'>): Caller {
  const project = chooseProject(flags.project, terminal.environment);
  const zone = terminal.environment['TZ'];
  return {
    user: userName(terminal.environment),
    ...(zone === undefined || zone === '' ? {} : { zone }),
    ...(project === undefined ? {} : { project }),
  };
}

// A user id without an entry in the password file (common in containers) has no name.
function userName(environment: NodeJS.ProcessEnv): string {
  try {
    return userInfo().username;
  } catch {
    return environment['USER'] ?? environment['LOGNAME'] ?? String(process.getuid?.() ?? 'unknown');
  }
}
