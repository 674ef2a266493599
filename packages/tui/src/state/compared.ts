import { showNumber } from '@xt/engine/render';
import { metricName } from '../query/curves-of.ts';
import { quoteText } from '../query/splice.ts';
import { idColumn } from '../query/with-ids.ts';
import { idAt, type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { chosenIds, sheetOf } from './select.ts';
import type { AskFailure, State } from './state.ts';

// Beyond so many metrics nobody reads their best values, which each cost a look at the points.
const mostMetrics = 100;

/** What the pane of differences asks first: of the runs, or of a text of two of them. */
export function comparedText(state: State): string | undefined {
  const ids = chosenIds(state);
  if (ids.length < 2) return undefined;
  const runs = ids.map(quoteText).join(', ');
  const { text, sideBySide } = state.compared;
  if (text === undefined || ids.length !== 2) return `diff run ${runs}`;
  return `diff ${quoteText(text)} of run ${runs}${sideBySide ? ' side by side' : ''}`;
}

/** Which way each metric that differs is better: asked when it is known which do. */
export function comparedGoalsText(state: State): string | undefined {
  const names = metricsThatDiffer(state);
  if (names.length === 0) return undefined;
  const runs = chosenIds(state).map(quoteText).join(', ');
  return `metrics of run ${runs} where name in (${names.map(quoteText).join(', ')}) select name, goal`;
}

/** The final values of these metrics at full precision, and of those that have a goal the best. */
export function comparedValuesText(state: State): string | undefined {
  const goals = goalsOfCompared(state);
  if (goals === undefined) return undefined;
  const columns = goals.flatMap(({ name, goal }) => {
    const metric = metricName(name);
    return goal === undefined ? [metric] : [metric, `${goal}(${metric})`];
  });
  return `run ${chosenIds(state).map(quoteText).join(', ')} select id as \`${idColumn}\`, ${columns.join(', ')}`;
}

/**
 * What the pane of differences shows: the answer, under each metric its best values, and behind each run by what its metrics differ
 * from those of the baseline, or without one of the first run. Nothing where another question than the answered one has failed.
 */
export function comparedSheet(state: State): Sheet | undefined {
  const answered = state.answers.compare;
  const sheet = answered?.good?.sheet;
  if (answered?.failure !== undefined && answered.good?.ask.text !== comparedText(state)) return undefined;
  const goals = goalsOfCompared(state);
  const values = answerTo(state, 'compared-values', comparedValuesText(state));
  if (sheet === undefined || goals === undefined || values === undefined) return sheet;
  return withBest(state, sheet, metricValues(goals, values));
}

/** Why the best values and the differences are missing. */
export function comparedFailure({ answers, compared }: State): AskFailure | undefined {
  if (compared.text !== undefined) return undefined;
  return answers['compared-goals']?.failure ?? answers['compared-values']?.failure;
}

type Goal = 'max' | 'min';

/** The final and the best values of a metric. */
interface MetricValues {
  readonly name: string;
  readonly last: ReadRun;
  /** Absent where the metric has no goal. */
  readonly best: ReadRun | undefined;
}

type ReadRun = (id: string) => number | undefined;

/** The metrics that the answer lists, while it is the answer to what is asked now and has a column for each run. */
function metricsThatDiffer(state: State): readonly string[] {
  const sheet = state.compared.text === undefined ? answerTo(state, 'compare', comparedText(state)) : undefined;
  if (sheet?.columns[0]?.name !== 'section' || sheet.columns.length !== chosenIds(state).length + 2) return [];
  const names: string[] = [];
  for (let row = 0; row < sheet.length && names.length < mostMetrics; row++) {
    const name = metricAt(sheet, row);
    if (name !== undefined) names.push(name);
  }
  return names;
}

function goalsOfCompared(
  state: State,
): readonly { readonly name: string; readonly goal: Goal | undefined }[] | undefined {
  const sheet = answerTo(state, 'compared-goals', comparedGoalsText(state));
  if (sheet === undefined) return undefined;
  const found = new Map<string, Set<string | undefined>>();
  for (let row = 0; row < sheet.length; row++) {
    const name = textAt(sheet, 'name', row) ?? '';
    found.set(name, (found.get(name) ?? new Set()).add(textAt(sheet, 'goal', row)));
  }
  return metricsThatDiffer(state).map((name) => {
    const [goal, ...others] = found.get(name) ?? [];
    // Where projects see it differently there is none.
    return { name, goal: others.length === 0 && (goal === 'max' || goal === 'min') ? goal : undefined };
  });
}

function answerTo(state: State, slot: 'compare' | 'compared-goals' | 'compared-values', text: string | undefined) {
  return text !== undefined && state.answers[slot]?.good?.ask.text === text ? sheetOf(state, slot) : undefined;
}

function metricAt(sheet: Sheet, row: number): string | undefined {
  return textAt(sheet, 'section', row) === 'metrics' ? textAt(sheet, 'name', row) : undefined;
}

/** The columns stand in the order in which `comparedValuesText` names them. */
function metricValues(
  goals: readonly { readonly name: string; readonly goal: Goal | undefined }[],
  values: Sheet,
): ReadonlyMap<string, MetricValues> {
  const rows = new Map<string, number>();
  for (let row = 0; row < values.length; row++) rows.set(idAt(values, row) ?? '', row);
  let next = 0;
  const read = (): ReadRun => {
    const column = values.columns[next++];
    return (id) => {
      const row = rows.get(id);
      const value = row === undefined ? null : (column?.read(row) ?? null);
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
    };
  };
  return new Map(
    goals.map(({ name, goal }) => [name, { name, last: read(), best: goal === undefined ? undefined : read() }]),
  );
}

/** A line of the pane: one of the answer, of a metric beside its final values, or the best values of a metric. */
interface ComparedRow {
  readonly at: number;
  readonly metric: MetricValues | undefined;
  readonly isBest: boolean;
}

function withBest(state: State, sheet: Sheet, metrics: ReadonlyMap<string, MetricValues>): Sheet {
  const ids = chosenIds(state);
  const rows = Array.from({ length: sheet.length }, (_, at) => at).flatMap((at): readonly ComparedRow[] => {
    const metric = metrics.get(metricAt(sheet, at) ?? '');
    const own = { at, metric, isBest: false };
    return metric === undefined ? [own] : [own, { ...own, isBest: true }];
  });
  const base = ids.find((id) => id === state.runs.baseline) ?? ids[0] ?? '';
  const columns = sheet.columns.flatMap((column, index) => {
    const id = ids[index - 2];
    if (id === undefined) return [labelColumn(column, rows)];
    const own = runColumn(column, rows, id);
    return id === base ? [own] : [own, differenceColumn(column, rows, id, base)];
  });
  return { ...sheet, columns, length: rows.length, total: sheet.total - sheet.length + rows.length };
}

function labelColumn(column: SheetColumn, rows: readonly ComparedRow[]): SheetColumn {
  const text = (row: number) => {
    const shown = rows[row];
    if (shown === undefined) return null;
    const own = column.text(shown.at);
    return shown.isBest && column.name === 'name' ? `best(${own ?? ''})` : own;
  };
  return { ...column, text, read: text };
}

function runColumn(column: SheetColumn, rows: readonly ComparedRow[], id: string): SheetColumn {
  const text = (row: number) => {
    const shown = rows[row];
    if (shown === undefined) return null;
    if (!shown.isBest) return column.text(shown.at);
    if (shown.metric?.best === undefined) return 'no goal';
    const value = shown.metric.best(id);
    return value === undefined ? null : showNumber(value);
  };
  return { ...column, text, read: text };
}

/** Nothing where a line has no numbers that could differ. */
function differenceColumn(column: SheetColumn, rows: readonly ComparedRow[], id: string, base: string): SheetColumn {
  const text = (row: number) => {
    const shown = rows[row];
    const read = shown?.isBest === true ? shown.metric?.best : shown?.metric?.last;
    const [value, of] = [read?.(id), read?.(base)];
    if (value === undefined || of === undefined || Number.isNaN(value - of)) return '';
    return `${value > of ? '+' : ''}${showNumber(value - of)}`;
  };
  return { ...column, name: `Δ ${column.name}`, right: true, text, read: text };
}
