import { diffArrays } from 'diff';

/** A line of either text, with its number in each that has it, from 1. */
export interface DiffLine {
  readonly change: 'same' | 'removed' | 'added';
  readonly from?: number;
  readonly to?: number;
  readonly text: string;
}

/** Lines of two texts beside each other; of a changed pair both are there. */
export interface DiffPair {
  readonly change: 'same' | 'changed' | 'removed' | 'added';
  readonly from?: DiffLine;
  readonly to?: DiffLine;
}

export interface TextDifference {
  readonly lines: readonly DiffLine[];
  /** Whether the texts differ in too much to find the shortest way between them. */
  readonly isRough: boolean;
}

/** More changed lines than these are not looked for: between the first and last of them all is removed, then added. */
const mostChanges = 5_000;

/** The lines of both texts, those removed before those added (Myers' shortest edit script). */
export function diffText(a: string, b: string, most = mostChanges): TextDifference {
  const [before, after] = [linesOf(a), linesOf(b)];
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const [left, right] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const found = diffArrays(left, right, { maxEditLength: most });
  const parts = found ?? [
    { removed: true, added: false, value: left },
    { removed: false, added: true, value: right },
  ];
  const same = (value: readonly string[]) => ({ removed: false, added: false, value });
  const all = [same(before.slice(0, start)), ...parts, same(before.slice(before.length - end))];
  let [from, to] = [0, 0];
  const lines = all.flatMap(({ removed, added, value }) =>
    value.map((text): DiffLine => {
      if (removed) return { change: 'removed', from: ++from, text };
      if (added) return { change: 'added', to: ++to, text };
      return { change: 'same', from: ++from, to: ++to, text };
    }),
  );
  return { lines, isRough: found === undefined };
}

/** The changed lines and so many around each. */
export function nearChanges(lines: readonly DiffLine[], context: number): readonly DiffLine[] {
  const near = new Uint8Array(lines.length);
  for (const [at, { change }] of lines.entries()) {
    if (change !== 'same') near.fill(1, Math.max(0, at - context), at + context + 1);
  }
  return lines.filter((_, at) => near[at] === 1);
}

/** The lines in pairs: what was removed beside what was added in its place. */
export function besideEachOther(lines: readonly DiffLine[]): readonly DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) {
      const [from, to] = [removed[at], added[at]];
      const change = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
      pairs.push({ change, ...(from && { from }), ...(to && { to }) });
    }
    [removed, added] = [[], []];
  };
  for (const line of lines) {
    if (line.change === 'same') {
      flush();
      pairs.push({ change: 'same', from: line, to: line });
    } else (line.change === 'removed' ? removed : added).push(line);
  }
  flush();
  return pairs;
}

/** A last line feed ends a line, it begins none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  let count = 0;
  const most = Math.min(a.length, b.length) - start;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}
