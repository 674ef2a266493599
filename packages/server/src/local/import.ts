import type { Writer } from '@xt/engine/stores';
import { importSources, type Parser, type Progress, type Report } from '@xt/ingest';
import type { Gate } from '../gate.ts';
import type { ImportRequest, Part } from '../service.ts';

// Nobody reads faster.
const tellEveryMs = 100;

/** Runs an import, one at a time in a process: progress as events, the report at the end. */
export async function* runImport(
  { paths, sources, from, project, dryRun }: ImportRequest,
  writer: Writer,
  parser: Parser,
  gate: Gate,
  signal: AbortSignal,
): AsyncGenerator<Part<Progress, Report>> {
  const leave = await gate.enter(signal);
  const stopped = new AbortController();
  let work: Promise<void> | undefined;
  try {
    const latest: { progress: Progress | undefined; report: Report | undefined } = {
      progress: undefined,
      report: undefined,
    };
    work = importSources(
      paths,
      {
        dryRun,
        parser,
        signal: AbortSignal.any([signal, stopped.signal]),
        ...(sources === undefined ? {} : { sources }),
        ...(from === undefined ? {} : { from }),
        ...(project === undefined ? {} : { project }),
        onProgress: (progress) => {
          latest.progress = progress;
        },
      },
      writer,
    ).then((report) => {
      latest.report = report;
    });
    while (latest.report === undefined) {
      await Promise.race([work, pause()]);
      const { progress } = latest;
      latest.progress = undefined;
      if (progress !== undefined) yield { kind: 'event', event: progress };
    }
    yield { kind: 'end', diagnostics: [], report: latest.report };
  } finally {
    // Whoever stops reading stops the import too, and nobody else starts one before it has ended.
    stopped.abort();
    await work?.catch(() => {});
    leave();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, tellEveryMs);
  });
}
