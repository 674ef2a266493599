import { inspect } from 'node:util';
import type { Query, Tag } from '../index.d.cts';
import { compose } from './compose.ts';
import { queryKey } from './marks.ts';
import { makeResult } from './result.ts';
import type { Session } from './session.ts';

/** A tag whose templates are queries of a session, behind a word that begins all of them. */
export function makeTag(session: Session, prefix = ''): Tag {
  return (parts, ...values) => makeQuery(session, compose(parts, values, prefix));
}

/** A query of a session. */
export function makeQuery(session: Session, text: string): Query {
  const ask = async () => makeResult(await session.ask(text));
  return {
    text,
    ask,
    chart: async (kind, options) => (await ask()).chart(kind, options),
    // Awaiting a query asks it: one word less in every cell.
    // biome-ignore lint/suspicious/noThenProperty: that is what it is for
    then: (done, failed) => ask().then(done, failed),
    [queryKey]: text,
    [inspect.custom]: () => `${text}\n(not asked yet: \`await\` asks it, \`await show(…)\` shows its answer)`,
  } as Query;
}
