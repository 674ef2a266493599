import type { Sheet } from '../sheet/sheet.ts';
import {
  answerTo,
  comparedAnswer,
  comparedMetrics,
  comparedParts,
  comparedText,
  comparedValuesText,
} from './compared-asks.ts';
import { besideColumns, runColumns } from './compared-beside.ts';
import { betweenColumns } from './compared-between.ts';
import { comparedRows } from './compared-rows.ts';
import { type MetricValues, metricValues, runNames } from './compared-values.ts';
import { chosenIds } from './select.ts';
import type { AskFailure, State } from './state.ts';

/**
 * What the pane of differences shows: the answer, under each metric its best values, and behind each run by what its numbers differ
 * from those of the baseline, or without one of the first run. Of so many runs that none has a column, what the metrics are
 * between. Nothing where another question than the answered one has failed.
 */
export function comparedSheet(state: State): Sheet | undefined {
  const answered = state.answers.compare;
  const old = answered?.good?.sheet;
  if (answered?.failure !== undefined && answered.good?.ask.text !== comparedText(state)) return undefined;
  const answer = comparedAnswer(state);
  if (answer === undefined) return old;
  const runs = runColumns(state, answer);
  const values = answerTo(state, 'compared-values', comparedValuesText(state));
  const metrics = values === undefined ? none : metricValues(comparedMetrics(state) ?? [], values);
  const ids = chosenIds(state);
  const rows = comparedRows(answer, metrics, ids);
  const columns =
    runs === undefined
      ? betweenColumns(answer, rows, ids, values === undefined ? new Map() : runNames(values))
      : besideColumns(answer, rows, runs, ids.find((id) => id === state.runs.baseline) ?? ids[0] ?? '');
  return { ...answer, columns, length: rows.length, total: answer.total - answer.length + rows.length };
}

const none: ReadonlyMap<string, MetricValues> = new Map();

/** Why values of some runs, the best values or the differences are missing. */
export function comparedFailure(state: State): AskFailure | undefined {
  const { answers, compared } = state;
  if (compared.text !== undefined) return undefined;
  const parts = comparedParts(state).map((_, part) => answers[`compared-part ${part}`]?.failure);
  return [...parts, answers['compared-goals']?.failure, answers['compared-values']?.failure].find(
    (failure) => failure !== undefined,
  );
}
