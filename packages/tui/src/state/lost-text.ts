import { keysOf } from '../keys/keys-of.ts';
import type { State } from './state.ts';

/** What it means that the store is lost, and what to do. */
export function lostText({ session, bindings }: State): string {
  const what =
    session.store === 'embedded' ? 'the process that has the store open is gone' : 'the store cannot be reached';
  const [key] = keysOf('refresh', bindings);
  const next = session.store === 'embedded' ? 'starts one and asks again' : 'asks again';
  return `${what}: what is shown may be old${key === undefined ? '' : ` · ${key} ${next}`}`;
}
