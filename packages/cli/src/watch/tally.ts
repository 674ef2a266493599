import type { Report, SourceReport } from '@xt/ingest';
import { harmlessLine } from '../harmless.ts';
import { count, placesOf, shownPath, sourceLine } from '../import-lines.ts';
import type { Terminal } from '../terminal.ts';

/** What has come in during a watch, source by source. */
export interface Tally {
  /** An import of everything; its lines are printed at once. */
  whole(report: Report): Promise<void>;
  /** An import of parts: what it brought is printed with the next lines. */
  part(report: Report): void;
  /** Prints what came in, a line a source; not more often than once a second unless `isLast`. */
  print(now: number, isLast?: boolean): Promise<void>;
  /** One line a source: all that came in since the watch began. */
  summary(last: Report): Promise<void>;
}

const printMs = 1_000;

interface Sum {
  runs: number;
  newRuns: number;
  points: number;
  superseded: number;
  artifacts: number;
}

const nothing: Sum = { runs: 0, newRuns: 0, points: 0, superseded: 0, artifacts: 0 };

export function createTally(terminal: Terminal): Tally {
  const sums = new Map<string, Sum>();
  const fresh = new Map<string, SourceReport>();
  let printed = Number.NEGATIVE_INFINITY;
  const print = async (line: string): Promise<void> => {
    await terminal.out.write(`${harmlessLine(line)}\n`);
  };
  const flush = async (): Promise<void> => {
    for (const [key, report] of fresh) {
      const sum = sums.get(key) ?? nothing;
      if (!terminal.quiet) await print(changeLine(report, sum));
    }
    fresh.clear();
  };
  return {
    whole: async ({ sources }) => {
      for (const source of sources) {
        sums.set(keyOf(source), { ...sumOf(source), runs: source.runs });
        if (!terminal.quiet) await print(sourceLine(source, false));
      }
    },
    part: ({ sources }) => {
      for (const source of sources) {
        const key = keyOf(source);
        const before = sums.get(key) ?? nothing;
        sums.set(key, { ...add(before, sumOf(source)), runs: before.runs + source.newRuns });
        if (source.newRuns + source.changedRuns + source.points + source.artifacts === 0) continue;
        const known = fresh.get(key);
        fresh.set(key, known === undefined ? source : { ...source, ...add(sumOf(known), sumOf(source)) });
      }
    },
    print: async (now, isLast = false) => {
      if (fresh.size === 0 || (!isLast && now - printed < printMs)) return;
      printed = now;
      await flush();
    },
    summary: async ({ sources }) => {
      for (const source of sources) {
        const all = add(sums.get(keyOf(source)) ?? nothing, sumOf(source));
        // Runs that came in and are not there any more are among those that came in.
        const runs = Math.max(source.runs, all.runs + source.newRuns);
        await print(sourceLine({ ...source, ...all, runs }, false));
      }
    },
  };
}

/** What came in of a source, and how much it is by now. */
function changeLine({ kind, path, newRuns, points, artifacts, projects }: SourceReport, sum: Sum): string {
  const counts = [
    ...(newRuns > 0 ? [count(newRuns, 'new run')] : []),
    ...(points > 0 ? [count(points, 'new point')] : []),
    ...(artifacts > 0 ? [count(artifacts, 'artifact')] : []),
  ];
  const what = counts.length === 0 ? 'runs changed' : counts.join(', ');
  const all = `${count(sum.runs, 'run')}, ${count(sum.points, 'new point')} so far`;
  return `${kind} ${shownPath(path)}: ${what}; ${all}${placesOf(projects)}`;
}

function keyOf({ kind, path }: SourceReport): string {
  return `${kind} ${path}`;
}

function sumOf({ newRuns, points, superseded, artifacts }: SourceReport): Sum {
  return { runs: 0, newRuns, points, superseded, artifacts };
}

function add(a: Sum, b: Sum): Sum {
  return {
    runs: a.runs + b.runs,
    newRuns: a.newRuns + b.newRuns,
    points: a.points + b.points,
    superseded: a.superseded + b.superseded,
    artifacts: a.artifacts + b.artifacts,
  };
}
