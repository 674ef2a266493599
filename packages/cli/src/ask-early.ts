import { isDeepStrictEqual } from 'node:util';
import type { Part, QueryReport, QueryRequest, Service } from '@xt/server';

/** The service, of which one thing is asked at once; whoever asks the same first gets that answer, and others their own. */
export function askEarly(service: Service, request: QueryRequest): Service {
  const abort = new AbortController();
  const parts = service.query(request, abort.signal)[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<Part<never, QueryReport>>> | undefined = parts.next();
  // Whoever takes it hears of it.
  first.catch(() => {});
  return {
    ...service,
    query: (asked, signal) => {
      const begun = first;
      first = undefined;
      if (begun === undefined) return service.query(asked, signal);
      if (!isDeepStrictEqual(asked, request)) {
        abort.abort(new Error('not asked'));
        return service.query(asked, signal);
      }
      const end = () => abort.abort(signal.reason);
      if (signal.aborted) end();
      signal.addEventListener('abort', end, { once: true });
      return resumed(begun, parts);
    },
    close: async () => {
      if (first !== undefined) abort.abort(new Error('closed'));
      await service.close();
    },
  };
}

async function* resumed<T>(first: Promise<IteratorResult<T>>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    for (let next = await first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
