import type { Caller, QueryRequest } from '@xt/server';

/** How many rows of a table are asked for at least. */
export const leastRows = 200;

/** What a service is asked for a question of the screen. */
export function queryRequest(text: string, limit: number, caller: Caller): QueryRequest {
  return { text, caller, format: 'arrow', limit, color: false };
}

/**
 * What the screen asks first where it starts with this query, for whoever asks it while the screen is still being loaded;
 * undefined where that takes the parser to tell.
 */
export function firstRequest(query: string, caller: Caller): QueryRequest | undefined {
  return /select|[\n#]/i.test(query) ? undefined : queryRequest(query, leastRows, caller);
}
