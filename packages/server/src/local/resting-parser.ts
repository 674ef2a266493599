import { openParser, type Parser } from '@xt/ingest';

const restMs = 15_000;

/** A parser that is kept from import to import, since the second is faster, and ends when it had nothing to do for a while. */
export function restingParser(): Parser {
  let parser: Parser | undefined;
  let jobs = 0;
  let timer: NodeJS.Timeout | undefined;
  const close = async () => {
    clearTimeout(timer);
    const ending = parser;
    parser = undefined;
    await ending?.close();
  };
  return {
    parse: async function* (job) {
      clearTimeout(timer);
      jobs++;
      try {
        parser ??= openParser();
        yield* parser.parse(job);
      } finally {
        jobs--;
        clearTimeout(timer);
        if (jobs === 0) timer = setTimeout(() => void close(), restMs).unref();
      }
    },
    close,
  };
}
