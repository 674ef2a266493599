import type { Clause, RunSet } from '@xt/grammar';
import type { Table } from '../table.ts';
import { number, text, type Value } from '../values/value.ts';
import { type Artifact, Refused, type Run, type Scene } from '../world.ts';
import { upTo } from './artifacts.ts';
import { calledAmong, runsToDiff } from './diff.ts';

/** How a text of two runs differs line by line, unified or side by side. */
export function textDiffTable(name: string, set: RunSet, clauses: readonly Clause[], scene: Scene): Table {
  const runs = runsToDiff(set, clauses, scene);
  const [a, b] = textsToDiff(name, runs, clauses, scene);
  const isAll = clauses.some(({ kind }) => kind === 'all');
  const both = linesOfBoth(linesOf(a), linesOf(b));
  const lines = isAll ? both : nearChanges(both);
  const form = clauses.findLast(({ kind }) => kind === 'side-by-side' || kind === 'unified')?.kind;
  return { ordered: true, exact: true, ...(form === 'side-by-side' ? sideBySide(lines, runs) : unified(lines)) };
}

/** The two texts that are compared. */
export function textsToDiff(
  name: string,
  runs: readonly Run[],
  clauses: readonly Clause[],
  scene: Scene,
): readonly [string, string] {
  const [first, second, third] = runs;
  if (first === undefined || second === undefined || third !== undefined) throw new Refused('not-two-runs', name);
  return [textOf(name, first, clauses, scene), textOf(name, second, clauses, scene)];
}

/** Of the artifacts of a name the newest: that of the greatest step, or latest where a time is asked, one that was made before one that was used. */
function textOf(name: string, run: Run, clauses: readonly Clause[], scene: Scene): string {
  const at = clauses.find((clause) => clause.kind === 'at-clause');
  const place = at?.point.kind === 'at-time' ? 'created' : 'step';
  const age = (artifact: Artifact) => artifact[place] ?? Number.NEGATIVE_INFINITY;
  const named = run.artifacts.filter((artifact) => artifact.name === name);
  const [newest] = upTo(at, named, run, scene).toSorted((a, b) => {
    return age(a) === age(b) ? a.role.localeCompare(b.role) : age(b) - age(a);
  });
  if (newest === undefined) throw new Refused('no-artifact', name);
  if ((newest.size ?? 0) > 8 * 2 ** 20) throw new Refused('text-too-long', name);
  // What is known to have no bytes needs none to be kept.
  if (newest.size === 0) return '';
  if (newest.content === null) throw new Refused('no-bytes', name);
  return newest.content;
}

/** A last line feed ends the last line. */
function linesOf(whole: string): readonly string[] {
  const ended = whole.endsWith('\n') ? whole.slice(0, -1) : whole;
  return whole === '' ? [] : ended.split('\n');
}

interface Line {
  readonly change: 'same' | 'removed' | 'added';
  readonly from: number | null;
  readonly to: number | null;
  readonly text: string;
}

/** The lines of the longest common subsequence are the same; between them what was removed comes before what was added. */
function linesOfBoth(a: readonly string[], b: readonly string[]): readonly Line[] {
  const common = commonLines(a, b);
  let [from, to] = [0, 0];
  const gap = (endA: number, endB: number): readonly Line[] => [
    ...a.slice(from, endA).map((line, at): Line => ({ change: 'removed', from: from + at + 1, to: null, text: line })),
    ...b.slice(to, endB).map((line, at): Line => ({ change: 'added', from: null, to: to + at + 1, text: line })),
  ];
  const lines = common.flatMap(([inA, inB]): readonly Line[] => {
    const before = gap(inA, inB);
    [from, to] = [inA + 1, inB + 1];
    return [...before, { change: 'same', from, to, text: a[inA] ?? '' }];
  });
  return [...lines, ...gap(a.length, b.length)];
}

/** Where the lines of a longest common subsequence stand in both. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const longest = new Map<string, readonly (readonly [number, number])[]>();
  const from = (i: number, j: number): readonly (readonly [number, number])[] => {
    if (i >= a.length || j >= b.length) return [];
    const known = longest.get(`${i} ${j}`);
    if (known !== undefined) return known;
    const [withoutA, withoutB] = [from(i + 1, j), from(i, j + 1)];
    const less = withoutA.length >= withoutB.length ? withoutA : withoutB;
    const both = a[i] === b[j] ? [[i, j] as const, ...from(i + 1, j + 1)] : [];
    const found = both.length > less.length ? both : less;
    longest.set(`${i} ${j}`, found);
    return found;
  };
  return from(0, 0);
}

/** Three equal lines are shown around each difference. */
function nearChanges(lines: readonly Line[]): readonly Line[] {
  return lines.filter((_, at) => lines.some(({ change }, other) => change !== 'same' && Math.abs(at - other) <= 3));
}

type Columns = Pick<Table, 'columns' | 'rows'>;

function unified(lines: readonly Line[]): Columns {
  return {
    columns: ['from', 'to', 'change', 'line'],
    rows: lines.map((line) => [
      number(line.from),
      number(line.to),
      text(line.change === 'same' ? '' : line.change),
      text(line.text),
    ]),
  };
}

/** What was removed stands beside what was added in its place, the first beside the first. */
function sideBySide(lines: readonly Line[], runs: readonly Run[]): Columns {
  const row = (left: Line | undefined, mark: string, right: Line | undefined): readonly Value[] => [
    number(left?.from ?? null),
    text(left?.text ?? null),
    text(mark),
    number(right?.to ?? null),
    text(right?.text ?? null),
  ];
  const rows = lines.flatMap((line, at): readonly (readonly Value[])[] => {
    if (line.change === 'same') return [row(line, '', line)];
    // The first of a change stands for all of it.
    if (at > 0 && lines[at - 1]?.change !== 'same') return [];
    const end = lines.findIndex(({ change }, other) => other > at && change === 'same');
    const block = lines.slice(at, end === -1 ? lines.length : end);
    const [removed, added] = (['removed', 'added'] as const).map((of) => block.filter(({ change }) => change === of));
    return Array.from({ length: Math.max(removed?.length ?? 0, added?.length ?? 0) }, (_, i) => {
      const [left, right] = [removed?.[i], added?.[i]];
      return row(left, left === undefined ? '>' : right === undefined ? '<' : '|', right);
    });
  });
  const [first = '', second = ''] = runs.map((run) => calledAmong(run, runs));
  return { columns: ['from', first, 'change', 'to', second], rows };
}
