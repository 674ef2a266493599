import type { Diagnostic } from '@xt/grammar';
import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import type { BoundExpression } from '../bind/bound.ts';
import { widthFactor } from '../local/bands.ts';
import type { GroupedValue, GroupRows, GroupSteps } from '../plan/steps.ts';
import { columnTypeOf, computedCell, mixedCell } from './assemble.ts';
import { bestNames } from './best-of-groups.ts';
import { answerNote, countText } from './diagnostics.ts';
import { groupedOf, type Results } from './results.ts';

/** The table of groups and what was passed over in them; `rows` counts all, of which a limit may show fewer. */
export function assembleGroups(
  steps: GroupSteps,
  results: Results,
): { readonly table: Table; readonly rows: number; readonly notes: readonly Diagnostic[] } {
  const { step, table } = groupedOf(results, steps.rows);
  const rows = table?.numRows ?? 0;
  const count = Math.min(rows, steps.limit ?? rows);
  const columns = step.columns.map(({ name, expression }, index): Column => {
    const type = typeOf(expression, step);
    if (steps.best !== undefined && isBest(expression, step)) {
      return { name, type, values: bestNames(table, index, results, steps.best).slice(0, count) };
    }
    const end = endIn(expression, step);
    if (end !== undefined) return { name, type, values: endCells(end, index + 1, table, count) };
    return { name, type, values: cellsOf(expression, index, type, table, count) };
  });
  return { table: buildTable(columns), rows, notes: nanNotes(step, table) };
}

function isBest(expression: BoundExpression, { aggregates }: GroupRows): boolean {
  if (expression.kind !== 'row-column') return false;
  return aggregates.some(({ name, of }) => of.kind === 'best-runs' && name === expression.column);
}

type BandEnd = Extract<GroupedValue['of'], { readonly kind: 'band-parts' }>;

function endIn(expression: BoundExpression, { aggregates }: GroupRows): BandEnd | undefined {
  if (expression.kind !== 'row-column') return undefined;
  const of = aggregates.find(({ name }) => name === expression.column)?.of;
  return of?.kind === 'band-parts' ? of : undefined;
}

/** An end of a band of each group: as far from its mean as its values spread. */
function endCells(
  { band, end }: BandEnd,
  place: number,
  table: Table | undefined,
  count: number,
): readonly CellInput[] {
  const [mean, std, n] = ['v', 's', 'k'].map((name) => table?.getChild(`${name}${place}`) ?? null);
  if (mean == null || std == null || n == null) return [];
  const [readMean, readStd, readN] = [reader(mean), reader(std), reader(n)];
  const factors = new Map<number, number>();
  return Array.from({ length: count }, (_, row): CellInput => {
    const [from, spread, size] = [readMean(row), readStd(row), Number(readN(row))];
    if (from === null || spread === null) return null;
    const factor = factors.get(size) ?? widthFactor(band, size);
    factors.set(size, factor);
    return Number(from) + (end === 'lo' ? -1 : 1) * factor * Number(spread);
  });
}

/** A key has the type of what it is of a run; counts are whole. */
function typeOf(expression: BoundExpression, { keys, aggregates }: GroupRows): ColumnType {
  if (expression.kind !== 'row-column') return columnTypeOf(expression);
  const key = keys[keyPlace(expression.column)];
  if (key !== undefined) return columnTypeOf(key.shown);
  const of = aggregates.find(({ name }) => name === expression.column)?.of;
  const isCount = of?.kind === 'count-runs' || of?.kind === 'count' || of?.kind === 'count-true';
  return isCount || (of?.kind === 'band' && of.end === 'n') ? 'integer' : columnTypeOf(expression);
}

/** The place of a key among the keys by the name of its column; -1 for any other column. */
function keyPlace(column: string): number {
  return column.startsWith('key ') ? Number(column.slice('key '.length)) - 1 : -1;
}

function cellsOf(
  expression: BoundExpression,
  index: number,
  type: ColumnType,
  table: Table | undefined,
  count: number,
): readonly CellInput[] {
  const vector = table?.getChild(`v${index + 1}`) ?? null;
  if (vector === null) return [];
  const read = reader(vector);
  const place = expression.kind === 'row-column' ? keyPlace(expression.column) : -1;
  const types = place < 0 ? null : (table?.getChild(`t${place + 1}`) ?? null);
  const readType = types === null ? undefined : reader(types);
  return Array.from({ length: count }, (_, row): CellInput => {
    const cell = read(row);
    if (cell === null) return null;
    return readType === undefined ? computedCell(cell, type) : mixedCell(String(cell), String(readType(row)));
  });
}

/** Of each value over runs, how many runs it passes over because theirs is NaN. */
function nanNotes({ aggregates }: GroupRows, table: Table | undefined): readonly Diagnostic[] {
  const said = new Set<string>();
  return aggregates.flatMap(({ over, span }, index) => {
    const vector = table?.getChild(`n${index + 1}`) ?? null;
    const runs = vector === null || vector.length === 0 ? 0 : Number(reader(vector)(0));
    if (runs === 0 || said.has(over)) return [];
    said.add(over);
    return [answerNote('nan-passed-over', span, { runs: countText(runs), name: over })];
  });
}
