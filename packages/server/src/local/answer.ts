import { type CatalogSource, createEngine, type Engine, type QueryStats } from '@xt/engine';
import { ansiStyles, render } from '@xt/engine/render';
import type { Stores } from '@xt/engine/stores';
import { hasErrors, parse } from '@xt/grammar';
import type {
  CompleteReport,
  CompleteRequest,
  End,
  ExplainReport,
  ExplainRequest,
  Part,
  QueryReport,
  QueryRequest,
  Stage,
} from '../service.ts';
import { askerOf, zoneOf } from './asker.ts';
import { type Load, startMeter, watchLoad } from './meter.ts';

/** Answers queries over open stores. */
export interface Answerer {
  query(request: QueryRequest, signal: AbortSignal): AsyncGenerator<Part<never, QueryReport>>;
  explain(request: ExplainRequest, signal: AbortSignal): AsyncGenerator<Part<never, ExplainReport>>;
  complete(request: CompleteRequest): AsyncGenerator<Part<never, CompleteReport>>;
}

/** An answerer: text and caller in, rendered bytes out, in chunks as they are made. */
export function createAnswerer(stores: Stores, catalog: CatalogSource, load: Load): Answerer {
  const engine = createEngine({ ...stores, catalog });
  return {
    query: (request, signal) => answer(engine, request, () => startMeter(stores.columnar, load), signal),
    explain: (request, signal) => explain(engine, request, load, signal),
    complete: (request) => complete(engine, request),
  };
}

async function* answer(
  engine: Engine,
  request: QueryRequest,
  measure: () => ReturnType<typeof startMeter>,
  signal: AbortSignal,
): AsyncGenerator<Part<never, QueryReport>> {
  const meter = request.stats === true ? await measure() : undefined;
  const limit = request.limit ?? (request.page === undefined || limitsItself(request.text) ? undefined : request.page);
  const { skip, names } = request;
  const options = {
    signal,
    ...(limit === undefined ? {} : { limit }),
    ...(skip === undefined ? {} : { skip }),
    ...(names === undefined ? {} : { names }),
  };
  const { answer: found, diagnostics, stats } = await engine.query(request.text, askerOf(request.caller), options);
  signal.throwIfAborted();
  if (found === undefined || hasErrors(diagnostics)) return yield refused(diagnostics);
  const began = performance.now();
  const chunks = render(found, request.format, {
    total: stats.rows,
    ...(limit === undefined ? {} : { limit }),
    ...(request.width === undefined ? {} : { width: request.width }),
    zone: zoneOf(request.caller),
    ...(request.color ? { styles: ansiStyles } : {}),
  });
  for (const bytes of joined(chunks)) yield { kind: 'bytes', bytes };
  const report = reportOf(stats, found.table.numRows, performance.now() - began);
  const read = await meter?.();
  yield { kind: 'end', diagnostics, report: read === undefined ? report : { ...report, read } };
}

async function* explain(
  engine: Engine,
  { text, caller, analyze = false }: ExplainRequest,
  load: Load,
  signal: AbortSignal,
): AsyncGenerator<Part<never, ExplainReport>> {
  const isAlone = watchLoad(load);
  const { value, diagnostics } = await engine.explain(text, askerOf(caller), { signal, analyze });
  signal.throwIfAborted();
  if (value === undefined) return yield refused(diagnostics);
  yield { kind: 'bytes', bytes: Buffer.from(value.endsWith('\n') ? value : `${value}\n`) };
  yield { kind: 'end', diagnostics, report: analyze ? { alone: isAlone() } : {} };
}

async function* complete(
  engine: Engine,
  { text, cursor, caller, style, limit }: CompleteRequest,
): AsyncGenerator<Part<never, CompleteReport>> {
  const options = { ...(style === undefined ? {} : { style }), ...(limit === undefined ? {} : { limit }) };
  yield { kind: 'end', diagnostics: [], report: await engine.complete(text, cursor, askerOf(caller), options) };
}

function refused(diagnostics: End['diagnostics']): End<never> {
  return { kind: 'end', diagnostics, failure: { kind: 'query', message: 'the query is wrong' } };
}

/** True where the query says itself how many rows it wants. */
function limitsItself(text: string): boolean {
  return parse(text).value?.clauses.some(({ kind }) => kind === 'limit' || kind === 'top') === true;
}

// A frame costs a few microseconds, a row of a renderer much less: rows travel together.
const chunkSize = 64 * 1024;

function* joined(chunks: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    held.push(bytes);
    size += bytes.length;
    if (size < chunkSize) continue;
    yield held.length === 1 ? bytes : Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

function reportOf(stats: QueryStats, shown: number, rendered: number): QueryReport {
  const stages: Stage[] = [
    { name: 'compile', ms: stats.compileMilliseconds },
    ...stats.statements.map(({ store, milliseconds }) => ({ name: store, ms: milliseconds })),
    { name: 'query', ms: stats.milliseconds },
    { name: 'render', ms: rendered },
  ];
  return { rows: stats.rows, shown, skipped: stats.skipped, stages };
}
