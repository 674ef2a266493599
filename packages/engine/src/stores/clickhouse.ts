import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { decode } from '../arrow/decode.ts';
import { insertSettings, parameterText, querySettings } from './clickhouse-text.ts';
import type { Columnar, Reads, Statement } from './store.ts';
import { storeError } from './store-error.ts';

/** What the server says of a statement when it is done. */
interface Summary {
  readonly read_rows: string;
  readonly read_bytes: string;
}

/** Longer parameters travel in the body, since addresses are cut by servers and proxies. */
const longestAddress = 4096;

/** ClickHouse over HTTP; `url` may hold user, password and database. */
export function openClickhouse(url: string): Columnar {
  const client = createClient({
    url,
    request_timeout: 600_000,
    log: { level: ClickHouseLogLevel.OFF },
    // An error in the middle of a result then comes as an error, not as a cut result.
    clickhouse_settings: { wait_end_of_query: 1 },
  });
  let read: Reads | undefined;
  const add = (summary: Summary | undefined) => {
    if (summary === undefined) return;
    read = {
      rows: (read?.rows ?? 0) + Number(summary.read_rows),
      bytes: (read?.bytes ?? 0) + Number(summary.read_bytes),
    };
  };
  return {
    query: async (statement, { signal } = {}) => {
      signal?.throwIfAborted();
      const id = randomUUID();
      const stop = killOnAbort(client, id, signal);
      try {
        const text = `${statement.text} SETTINGS ${querySettings} FORMAT ArrowStream`;
        return decode(await send(client, text, statement, id, signal, add));
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw storeError('clickhouse', error, statement);
      } finally {
        stop();
      }
    },
    command: async (statement) => {
      try {
        await send(client, statement.text, statement, randomUUID(), undefined, add);
      } catch (error) {
        throw storeError('clickhouse', error, statement);
      }
    },
    insert: async (table, columns, native) => {
      try {
        const query = `INSERT INTO ${table} (${columns.join(', ')}) SETTINGS ${insertSettings} FORMAT Native`;
        const { stream } = await client.exec({ query, values: Readable.from(native, { objectMode: false }) });
        await gather(stream);
      } catch (error) {
        throw storeError('clickhouse', error, undefined);
      }
    },
    reads: async () => read,
    close: () => client.close(),
  };
}

async function send(
  client: ClickHouseClient,
  query: string,
  statement: Statement,
  id: string,
  signal: AbortSignal | undefined,
  told: (summary: Summary | undefined) => void,
): Promise<Uint8Array> {
  const parameters = statement.parameters.map((value, i) => ({ name: `param_p${i + 1}`, text: parameterText(value) }));
  const length = parameters.reduce((sum, { text }) => sum + text.length, 0);
  const shared = { query_id: id, ...(signal && { abort_signal: signal }) };
  // Given as settings, values go to the address as they are; the client would escape them once more.
  const request =
    length <= longestAddress
      ? { ...shared, query, clickhouse_settings: Object.fromEntries(parameters.map(({ name, text }) => [name, text])) }
      : { ...shared, query, ...multipart(parameters) };
  const { stream, summary } = await client.exec(request);
  told(summary);
  return gather(stream);
}

function multipart(parameters: readonly { readonly name: string; readonly text: string }[]) {
  const boundary = `xt-${randomUUID()}`;
  const parts = parameters.map(
    ({ name, text }) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return {
    values: Readable.from([Buffer.from(`${parts.join('')}--${boundary}--\r\n`)], { objectMode: false }),
    http_headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

async function gather(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Closing the connection does not stop every statement, so it is killed by its id too. */
function killOnAbort(client: ClickHouseClient, id: string, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  const kill = () => {
    client.command({ query: `KILL QUERY WHERE query_id = '${id}' ASYNC` }).catch(() => {
      // The caller has gone; a server that cannot be reached has no statement left to stop.
    });
  };
  signal.addEventListener('abort', kill, { once: true });
  return () => signal.removeEventListener('abort', kill);
}
