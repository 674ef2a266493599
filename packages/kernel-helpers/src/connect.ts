import type { Connection, ConnectOptions } from '../index.d.cts';
import { makeTag } from './query.ts';
import { openSession } from './session.ts';
import { makeWatch } from './watch.ts';

/** Tags and displays of one store, which the first query opens. */
export function connect(options: ConnectOptions = {}): Connection {
  const session = openSession(options);
  return {
    xt: makeTag(session),
    runs: makeTag(session, 'runs'),
    curves: makeTag(session, 'curves'),
    watch: makeWatch(session),
    close: () => session.close(),
  };
}
