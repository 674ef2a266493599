import { withIds } from '../query/with-ids.ts';
import type { QueryState } from './state.ts';

/** The query with another text; what the table asks for it is written once, not at each key. */
export function withText(query: Omit<QueryState, 'text' | 'asked'>, text: string): QueryState {
  return { ...query, text, asked: withIds(text) };
}
