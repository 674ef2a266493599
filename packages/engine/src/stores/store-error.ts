import { type Statement, StoreError } from './store.ts';

/** What a driver threw, as the error of a store. */
export function storeError(
  store: StoreError['store'],
  cause: unknown,
  statement: Statement | undefined,
  prefix = '',
): StoreError {
  const said = `${prefix}${messageOf(cause)}`;
  const message = noSpace.test(said)
    ? diskFull
    : noMemory.test(said)
      ? `The query needs more memory than ClickHouse may use here; fewer runs, metrics or points at a time need less. ${said}`
      : said;
  return new StoreError(store, message, { cause, ...(statement && { statement }) });
}

/** Attempts at several addresses of a host fail with one error that has no message of its own. */
function messageOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(messageOf).join('; ');
  if (cause instanceof Error) return cause.message;
  // What a WebAssembly module throws may be no error.
  return typeof cause === 'object' ? JSON.stringify(cause) : String(cause);
}

const noMemory = /\(MEMORY_LIMIT_EXCEEDED\)/;
// What the system or a driver says of it besides is no help to anybody; it is the cause.
const diskFull = 'the disk of the store is full';
const noSpace = /No space left on device|NOT_ENOUGH_SPACE|ENOSPC/;

/** Whether a store refused because its disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof StoreError && error.message === diskFull;
}
