import { sortedBy } from '../query/sort-by.ts';
import { withIds } from '../query/with-ids.ts';
import type { QueryState, Session } from './state.ts';

/** The query with another text, and what the table needs of it where the parser is there. */
export function withText(
  query: Omit<QueryState, 'text' | 'read'>,
  text: string,
  { unparsed }: Pick<Session, 'unparsed'>,
): QueryState {
  return unparsed ? { ...query, text } : { ...query, text, read: { asked: withIds(text), sorted: sortedBy(text) } };
}
