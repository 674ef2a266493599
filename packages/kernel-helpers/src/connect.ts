import type { Connection, ConnectOptions } from '../index.d.cts';
import { checkOptions, connectOptions } from './check-options.ts';
import { makeTag } from './query.ts';
import { openSession } from './session.ts';
import { makeWatch } from './watch.ts';

/** Tags and displays of one store, which the first query opens. */
export function connect(options: ConnectOptions = {}): Connection {
  checkOptions('`connect`', connectOptions, options);
  const session = openSession(options);
  return {
    xt: makeTag(session, 'xt'),
    runs: makeTag(session, 'runs', 'runs'),
    curves: makeTag(session, 'curves', 'curves'),
    watch: makeWatch(session),
    close: () => session.close(),
  };
}
