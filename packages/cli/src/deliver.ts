import type { Diagnostic } from '@xt/grammar';
import type { End, Reply } from '@xt/server';
import { type ExitStatus, exitStatus, statusOf } from './exit-status.ts';
import type { ResultSink } from './result-sink.ts';
import { sayDiagnostics, sayFailure } from './say.ts';
import type { Terminal } from './terminal.ts';

export interface Delivery<E> {
  /** The query's text, for the place under which a diagnostic shows its caret. */
  readonly text: string;
  readonly sink: ResultSink;
  readonly event?: (event: E) => void;
  /** Called before anything is said about the end. */
  readonly ending?: () => void;
}

/** What became of a reply. */
export interface Delivered<R> {
  readonly status: ExitStatus;
  readonly report?: R;
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a reply to where it belongs: bytes to the sink, events to their listener, diagnostics and failures to stderr. */
export async function deliver<E, R>(
  reply: Reply<E, R>,
  terminal: Terminal,
  { text, sink, event, ending }: Delivery<E>,
): Promise<Delivered<R>> {
  try {
    const end = await drain(reply, sink, event);
    ending?.();
    const good = end.failure === undefined && end.report !== undefined;
    if (good) sink.finish();
    else sink.abandon();
    await sayDiagnostics(end.diagnostics, text, terminal);
    if (end.failure !== undefined) {
      if (end.failure.kind !== 'cancelled' && end.failure.kind !== 'query') await sayFailure(end.failure, terminal);
      return { status: statusOf(end.failure), diagnostics: end.diagnostics };
    }
    return {
      status: end.report === undefined ? exitStatus.wrong : exitStatus.done,
      diagnostics: end.diagnostics,
      ...(end.report === undefined ? {} : { report: end.report }),
    };
  } catch (error) {
    ending?.();
    sink.abandon();
    throw error;
  }
}

/** Reads a reply to its end; one that stops before it is a failure. */
export async function drain<E, R>(reply: Reply<E, R>, sink: ResultSink, event?: (event: E) => void): Promise<End<R>> {
  for await (const part of reply) {
    switch (part.kind) {
      case 'bytes':
        await sink.write(part.bytes);
        break;
      case 'event':
        event?.(part.event);
        break;
      case 'end':
        return part;
    }
  }
  return { kind: 'end', diagnostics: [], failure: { kind: 'store', message: 'the answer stopped before its end' } };
}
