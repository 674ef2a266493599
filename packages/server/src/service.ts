import type { CompletionItem, QuoteStyle } from '@xt/engine';
import type { FormatName } from '@xt/engine/formats';
import type { ArtifactKey, Check } from '@xt/engine/stores';
import type { Diagnostic, Span } from '@xt/grammar';
import type { Progress, Report, Source, SourceKind } from '@xt/ingest';
import type { ChangeReport, ChangeRequest } from './change.ts';
import type { FollowEvent, FollowRequest } from './store-change.ts';

/**
 * All that a command asks of a store, filled twice: in the process that owns the store (`local/`), and over the socket
 * (`client/`). Every answer is a reply: parts as they come, then one end. Stopping the iteration or aborting the signal
 * cancels the work in the stores.
 */
export interface Service {
  query(request: QueryRequest, signal: AbortSignal): Reply<never, QueryReport>;
  explain(request: ExplainRequest, signal: AbortSignal): Reply<never, ExplainReport>;
  complete(request: CompleteRequest, signal: AbortSignal): Reply<never, CompleteReport>;
  import(request: ImportRequest, signal: AbortSignal): Reply<Progress, Report>;
  status(request: StatusRequest, signal: AbortSignal): Reply<never, StatusReport>;
  change(request: ChangeRequest, signal: AbortSignal): Reply<never, ChangeReport>;
  /** The bytes of an artifact, up to as many as are wanted. */
  artifact(request: ArtifactRequest, signal: AbortSignal): Reply<never, ArtifactReport>;
  /** What changes from now on; it ends where the store does. `subscribe` goes on after that. */
  follow(request: FollowRequest, signal: AbortSignal): Reply<FollowEvent, never>;
  close(): Promise<void>;
}

/** The routes of a service, as they stand in a URL. */
export const routes = ['query', 'explain', 'complete', 'import', 'status', 'change', 'artifact', 'follow'] as const;
export type Route = (typeof routes)[number];

/** Parts in the order they come: any number of bytes and events, then exactly one end. */
export type Reply<E, R> = AsyncIterable<Part<E, R>>;

export type Part<E = unknown, R = unknown> =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'event'; readonly event: E }
  | End<R>;

/** How a reply ends: what is to be said, and either a report or a failure. A reply without an end was cut off. */
export interface End<R = unknown> {
  readonly kind: 'end';
  readonly diagnostics: readonly Diagnostic[];
  readonly report?: R;
  readonly failure?: Failure;
}

/**
 * Why there is no answer. `query`: the diagnostics say it; `usage`: the request makes no sense; `store`: it cannot be
 * reached, opened, or is broken; `denied`: not allowed; `cancelled`: by whoever asked; `fault`: a bug of xt itself.
 */
export interface Failure {
  readonly kind: 'query' | 'usage' | 'store' | 'denied' | 'cancelled' | 'fault';
  readonly message: string;
  readonly hint?: string;
  /** Where a fault happened, for whoever mends it. */
  readonly detail?: string;
}

/** Who asks: `zone` is an IANA name, absent for the machine's own. */
export interface Caller {
  readonly user: string;
  readonly zone?: string;
  readonly project?: string;
}

export interface QueryRequest {
  readonly text: string;
  readonly caller: Caller;
  readonly format: FormatName;
  /** Columns of the terminal, for tables. */
  readonly width?: number;
  /** At most this many rows are shown of what the query gives. */
  readonly limit?: number;
  /** Where the rows are runs, so many at the beginning are not shown; the report says how many were left out so. */
  readonly skip?: number;
  /** As `limit`, where neither that nor the query itself says how many. */
  readonly page?: number;
  readonly color: boolean;
  /** Measures what is read, too. */
  readonly stats?: boolean;
  /** Of `arrow`: where the rows are runs, its metadata has their names and ids, for charts. */
  readonly names?: boolean;
}

export interface QueryReport {
  /** Rows of the whole answer, of which `shown` were written. */
  readonly rows: number;
  readonly shown: number;
  /** Rows before the first that was written. */
  readonly skipped: number;
  readonly stages: readonly Stage[];
  /** Rows and bytes read in ClickHouse, where it was asked for and the store tells; not `alone`, those of others too. */
  readonly read?: { readonly rows: number; readonly bytes: number; readonly alone: boolean };
}

/** Milliseconds that one stage took. */
export interface Stage {
  readonly name: string;
  readonly ms: number;
}

export interface ExplainRequest {
  readonly text: string;
  readonly caller: Caller;
  /** Runs the query, and tells what each step gave, took and read. */
  readonly analyze?: boolean;
}

export interface ExplainReport {
  /** Of what was read in ClickHouse: not `alone`, that of other requests is among it. */
  readonly alone?: boolean;
}

export interface CompleteRequest {
  readonly text: string;
  /** An offset in the text; what stands behind it plays no part. */
  readonly cursor: number;
  readonly caller: Caller;
  /** Which quotes the place leaves alone in which the text is typed. */
  readonly style?: QuoteStyle;
  readonly limit?: number;
}

/** What can take the place of the span, best first. */
export interface CompleteReport {
  readonly span: Span;
  readonly items: readonly CompletionItem[];
}

export interface ImportRequest {
  /** Absolute. */
  readonly paths: readonly string[];
  /** What they hold, where that is known; parts of it, where only these are meant. */
  readonly sources?: readonly Source[];
  readonly from?: SourceKind;
  readonly project?: string;
  readonly dryRun: boolean;
}

/** An artifact of a run by its id, as the listing of artifacts calls it. */
export interface ArtifactRequest extends ArtifactKey {
  readonly run: string;
  readonly caller: Caller;
  /** Bytes that are wanted at most; a longer one comes in part. */
  readonly most: number;
}

export interface ArtifactReport {
  readonly type: string;
  readonly digest: string;
  /** Bytes of the whole, where that is known. */
  readonly size?: number;
}

export interface StatusRequest {
  readonly caller: Caller;
  /** Reads everything in the store, and tells what is wrong with it. */
  readonly check?: boolean;
}

export interface StatusReport {
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly checks?: readonly Check[];
}
