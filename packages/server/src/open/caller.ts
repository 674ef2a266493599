import { userInfo } from 'node:os';
import type { Caller } from '../service.ts';
import { chooseProject } from './store-choice.ts';

/** Who asks: on an embedded store `me` is the operating system's user. */
export function callerOf(
  flags: { readonly project: string | undefined },
  { environment }: { readonly environment: NodeJS.ProcessEnv },
): Caller {
  const project = chooseProject(flags.project, environment);
  const zone = environment['TZ'];
  return {
    user: userName(environment),
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
