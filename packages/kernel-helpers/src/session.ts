import {
  type Caller,
  type End,
  type Failure,
  type QueryReport,
  type Service,
  ServiceError,
  subscribe,
} from '@xt/server';
import { callerOf, openStore } from '@xt/server/open';
import type { ConnectOptions } from '../index.d.cts';
import { queryError, XtError } from './xt-error.ts';

/** The answer to a query as it comes from the store. */
export interface Answered {
  readonly text: string;
  /** An Arrow IPC stream. */
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
  /** The time zone in which people's tables show times. */
  readonly zone: string;
}

/** A store that is opened by the first query. */
export interface Session {
  /** Opens it, if no query has. */
  open(): Promise<void>;
  ask(text: string, signal?: AbortSignal): Promise<Answered>;
  /** Calls back whenever the store says something new, until the signal is aborted. */
  follow(signal: AbortSignal, onChange: () => void): Promise<void>;
  close(): Promise<void>;
}

/** A session with the store that the options name, else with the one that `xt` would choose. */
export function openSession({ store, project }: ConnectOptions): Session {
  let opened: Promise<Service> | undefined;
  const service = (): Promise<Service> => {
    opened ??= open(store).catch((error: unknown) => {
      // What was wrong may be mended before the next cell runs.
      opened = undefined;
      throw asXtError(error);
    });
    return opened;
  };
  return {
    open: async () => void (await service()),
    ask: async (text, signal = new AbortController().signal) => ask(await service(), text, callerFor(project), signal),
    follow: async (signal, onChange) => subscribe(await service(), signal, onChange),
    close: async () => {
      const open = opened;
      opened = undefined;
      await (await open)?.close();
    },
  };
}

async function open(store: string | undefined): Promise<Service> {
  const { env } = process;
  const chosen = store ?? env['XT_STORE'];
  const waiting = (message: string) => void process.stderr.write(`note: ${message}\n`);
  return (await openStore({ store: chosen, 'in-process': false }, env, waiting)).service;
}

function callerFor(project: string | undefined): Caller {
  try {
    return callerOf({ project: project ?? process.env['XT_PROJECT'] }, { environment: process.env });
  } catch (error) {
    throw asXtError(error);
  }
}

async function ask(service: Service, text: string, caller: Caller, signal: AbortSignal): Promise<Answered> {
  const parts: Uint8Array[] = [];
  let end: End<QueryReport> | undefined;
  for await (const part of service.query({ text, caller, format: 'arrow', color: false, names: true }, signal)) {
    // What is handed over may be written over once it is taken.
    if (part.kind === 'bytes') parts.push(Uint8Array.from(part.bytes));
    if (part.kind === 'end') end = part;
  }
  if (end?.report === undefined) throw failed(text, end);
  return {
    text,
    bytes: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts),
    notes: end.diagnostics.map(({ message }) => message),
    zone: caller.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

function failed(text: string, end: End<QueryReport> | undefined): XtError {
  if (end === undefined) return new XtError('the answer stopped before its end');
  const { failure, diagnostics } = end;
  if (failure === undefined || failure.kind === 'query') return queryError(text, diagnostics);
  return ofFailure(failure);
}

function ofFailure({ kind, message, hint, detail }: Failure): XtError {
  const said = kind === 'fault' ? `a fault of xt itself: ${message}` : message;
  return new XtError(said, hint, undefined, detail === undefined ? {} : { cause: detail });
}

function asXtError(error: unknown): unknown {
  return error instanceof ServiceError ? ofFailure(error.failure) : error;
}
