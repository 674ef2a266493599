import type { Progress, Report, Source, SourceKind } from '@xt/ingest';
import type { Failure, Service } from '@xt/server';
import { drain } from '../deliver.ts';
import { outputSink } from '../result-sink.ts';
import type { Terminal } from '../terminal.ts';

/** How everything is imported that a watch finds. */
export interface ImportOptions {
  readonly from: SourceKind | undefined;
  readonly project: string | undefined;
  /** The store is owned by a process that leaves where nobody needs it. */
  readonly isInBackground: boolean;
}

export type Imported =
  | { readonly kind: 'done'; readonly report: Report }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Imports what is at the paths, or these sources alone; nothing of either opens the store. */
export async function runImport(
  service: Service,
  { from, project }: ImportOptions,
  what: { readonly paths: readonly string[] } | { readonly sources: readonly Source[] },
  terminal: Terminal,
  signal: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<Imported> {
  const reply = service.import(
    {
      paths: [],
      ...what,
      dryRun: false,
      ...(from === undefined ? {} : { from }),
      ...(project === undefined ? {} : { project }),
    },
    signal,
  );
  const { report, failure } = await drain(reply, outputSink(terminal.out), onProgress);
  if (report !== undefined) return { kind: 'done', report };
  return { kind: 'failed', failure: failure ?? { kind: 'fault', message: 'an import ended without a report' } };
}
