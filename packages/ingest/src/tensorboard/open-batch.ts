import type { Finding, ParsedBatch, ParsedFile, ParsedMedia, ParsedRun } from './parsed.ts';
import { type Columns, createPointLog, type PointLog, sortPointLog } from './point-log.ts';

/** The batch that is being read. */
export interface OpenBatch {
  readonly log: PointLog;
  /** Counts the batches of a job. */
  number: number;
  series: { readonly run: number; readonly metric: string }[];
  media: ParsedMedia[];
  mediaBytes: number;
  runs: ParsedRun[];
  files: ParsedFile[];
  findings: Map<string, Finding>;
  /** Columns of batches that are done with, to be used again. */
  readonly spare: Columns[];
}

export function createOpenBatch(points: number, spare: Columns[]): OpenBatch {
  const log = createPointLog(points);
  return { log, number: 0, series: [], media: [], mediaBytes: 0, runs: [], files: [], findings: new Map(), spare };
}

/** Counts a finding; of the same kind of thing in the same file the first place is kept. */
export function addFinding(batch: OpenBatch, finding: Omit<Finding, 'count'>): void {
  const key = `${finding.run} ${finding.file} ${finding.kind} ${finding.what}`;
  const known = batch.findings.get(key);
  batch.findings.set(key, known === undefined ? { ...finding, count: 1 } : { ...known, count: known.count + 1 });
}

/** What was read since the last time; the batch is empty afterwards. */
export function takeBatch(batch: OpenBatch, last: boolean): ParsedBatch {
  const { starts, ...columns } = sortPointLog(batch.log, batch.series.length, batch.spare.pop());
  const taken: ParsedBatch = {
    ...columns,
    series: batch.series.map((series, index) => ({
      ...series,
      from: starts[index] as number,
      to: starts[index + 1] as number,
    })),
    media: batch.media,
    runs: batch.runs,
    files: batch.files,
    findings: [...batch.findings.values()],
    last,
  };
  batch.log.count = 0;
  batch.number++;
  batch.series = [];
  batch.media = [];
  batch.mediaBytes = 0;
  batch.runs = [];
  batch.files = [];
  batch.findings = new Map();
  return taken;
}
