import type { Cell } from '../../packages/engine/src/arrow/index.ts';
import { besideEachOther, diffText, nearChanges } from '../../packages/engine/src/local/diff-text.ts';
import { studentQuantile, twoSidedP } from '../../packages/engine/src/local/student-t.ts';
import type { Row } from './given.ts';

/**
 * What SQL has no function for, computed of what it gave: `ci95` makes `X_lo` and `X_hi` of
 * `X_sem` and `X_n` (of `sem` and `n`, `lo` and `hi` around `value`), `welch` the test of `n1`, `mean1`, `std1`, `n2`,
 * `mean2`, `std2`, `side-by-side` the lines of two rows with `name` and `text`.
 */
export function finish(rows: readonly Row[], names: readonly string[]): readonly Row[] {
  return names.reduce(finishAs, rows);
}

function finishAs(rows: readonly Row[], name: string): readonly Row[] {
  switch (name) {
    case 'ci95':
      return rows.map(withInterval);
    case 'welch':
      return rows.map(withTest);
    case 'side-by-side':
      return sideBySide(rows);
    default:
      throw new Error(`nothing finishes \`${name}\``);
  }
}

function withInterval(row: Row): Row {
  const sem = [...row.keys()].find((name) => name === 'sem' || name.endsWith('_sem')) ?? 'sem';
  const prefix = sem.slice(0, -3);
  const mean = prefix === '' ? 'value' : prefix.slice(0, -1);
  const [value, error, count] = [number(row, mean), number(row, sem), number(row, `${prefix}n`)];
  const width = count < 2 ? null : studentQuantile(count - 1) * error;
  const [lo, hi] = width === null ? [null, null] : [value - width, value + width];
  return new Map<string, Cell>([...row, [`${prefix}lo`, lo], [`${prefix}hi`, hi]]);
}

function withTest(row: Row): Row {
  const u = number(row, 'std1') ** 2 / number(row, 'n1');
  const v = number(row, 'std2') ** 2 / number(row, 'n2');
  const df = (u + v) ** 2 / (u ** 2 / (number(row, 'n1') - 1) + v ** 2 / (number(row, 'n2') - 1));
  const diff = number(row, 'mean1') - number(row, 'mean2');
  const width = studentQuantile(df) * Math.sqrt(u + v);
  const t = diff / Math.sqrt(u + v);
  const test = { diff, lo: diff - width, hi: diff + width, t, p: twoSidedP(t, df) };
  return new Map<string, Cell>([...row, ...Object.entries(test)]);
}

function number(row: Row, name: string): number {
  const cell = row.get(name);
  if (typeof cell !== 'number') throw new Error(`no number \`${name}\` in the row`);
  return cell;
}

const marks = { same: '', changed: '|', removed: '<', added: '>' } as const;

function sideBySide([left, right]: readonly Row[]): readonly Row[] {
  const [a, b] = [String(left?.get('text')), String(right?.get('text'))];
  return besideEachOther(nearChanges(diffText(a, b).lines, 3)).map(({ from, to, change }) => {
    const line = [String(left?.get('name')), from?.text ?? null] as const;
    const beside = [String(right?.get('name')), to?.text ?? null] as const;
    return new Map<string, Cell>([
      ['from', from?.from ?? null],
      line,
      ['change', marks[change]],
      ['to', to?.to ?? null],
      beside,
    ]);
  });
}
