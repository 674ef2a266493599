import { metricName } from '../query/curves-of.ts';
import { quoteText } from '../query/splice.ts';
import { idColumn } from '../query/with-ids.ts';
import { type Sheet, textAt } from '../sheet/sheet.ts';
import { chosenIds, sheetOf } from './select.ts';
import type { State } from './state.ts';

// Of more runs an answer has no column each.
const mostColumns = 8;
// Of more runs nobody looks at columns: the pane shows what they have between them.
const mostBeside = 24;
// Beyond so many metrics nobody reads their best values, which each cost a look at the points.
const mostMetrics = 100;

/** What the pane of differences asks first: of the runs, or of a text of two of them. */
export function comparedText(state: State): string | undefined {
  const ids = chosenIds(state);
  if (ids.length < 2) return undefined;
  const { text, sideBySide } = state.compared;
  if (text === undefined || ids.length !== 2) return `diff ${runsNamed(ids)}`;
  return `diff ${quoteText(text)} of ${runsNamed(ids)}${sideBySide ? ' side by side' : ''}`;
}

/** The runs of which each question gives the values, where one has no column for each of them. */
export function comparedParts(state: State): readonly (readonly string[])[] {
  const ids = chosenIds(state);
  if (ids.length <= mostColumns || ids.length > mostBeside) return [];
  const each = Math.ceil(ids.length / Math.ceil(ids.length / mostColumns));
  return Array.from({ length: Math.ceil(ids.length / each) }, (_, part) => ids.slice(part * each, (part + 1) * each));
}

/** All values of a part of the runs. */
export function comparedPartText(ids: readonly string[]): string {
  return `diff ${runsNamed(ids)} all`;
}

/** Which way each metric of the runs is better. */
export function comparedGoalsText(state: State): string | undefined {
  if (comparedAnswer(state) === undefined) return undefined;
  return `metrics of ${runsNamed(chosenIds(state))} select name, goal`;
}

/** The final values of the metrics at full precision, and of those that have a goal the best. */
export function comparedValuesText(state: State): string | undefined {
  const metrics = comparedMetrics(state);
  if (metrics === undefined || metrics.length === 0) return undefined;
  const columns = metrics.flatMap(({ name, goal }) => {
    const metric = metricName(name);
    return goal === undefined ? [metric] : [metric, `${goal}(${metric})`];
  });
  return `${runsNamed(chosenIds(state))} select id as \`${idColumn}\`, name, ${columns.join(', ')}`;
}

/** A metric whose values are compared. */
export interface ComparedMetric {
  readonly name: string;
  /** Absent where it has none, and where projects see it differently. */
  readonly goal: 'max' | 'min' | undefined;
}

/**
 * The metrics whose values are asked: those whose final values differ, then those of which the best may, since they have a goal.
 * Absent until it is known which there are.
 */
export function comparedMetrics(state: State): readonly ComparedMetric[] | undefined {
  const answer = comparedAnswer(state);
  const sheet = answerTo(state, 'compared-goals', comparedGoalsText(state));
  if (answer === undefined || sheet === undefined) return undefined;
  const goals = new Map<string, Set<string | undefined>>();
  for (let row = 0; row < sheet.length; row++) {
    const name = textAt(sheet, 'name', row) ?? '';
    goals.set(name, (goals.get(name) ?? new Set()).add(textAt(sheet, 'goal', row)));
  }
  const known = (name: string): ComparedMetric => {
    const [goal, ...others] = goals.get(name) ?? [];
    return { name, goal: others.length === 0 && (goal === 'max' || goal === 'min') ? goal : undefined };
  };
  const differing = Array.from({ length: answer.length }, (_, row) => metricAt(answer, row) ?? []).flat();
  const shown = new Set(differing);
  const equal = [...goals.keys()].filter((name) => !shown.has(name)).map(known);
  return [...differing.map(known), ...equal.filter(({ goal }) => goal !== undefined)].slice(0, mostMetrics);
}

/** The answer of differences of the runs, while it is the one to what is asked now. */
export function comparedAnswer(state: State): Sheet | undefined {
  if (state.compared.text !== undefined) return undefined;
  const sheet = answerTo(state, 'compare', comparedText(state));
  const runs = chosenIds(state).length;
  // A run that is gone has no column.
  const isOfAll = runs > mostColumns || sheet?.columns.length === runs + 2;
  return sheet?.columns[0]?.name === 'section' && isOfAll ? sheet : undefined;
}

/** The last answer of a slot, while it is the one to this question. */
export function answerTo(
  state: State,
  slot: 'compare' | 'compared-goals' | 'compared-values' | `compared-part ${number}`,
  text: string | undefined,
): Sheet | undefined {
  return text !== undefined && state.answers[slot]?.good?.ask.text === text ? sheetOf(state, slot) : undefined;
}

/** The metric that a row of differences is of. */
export function metricAt(sheet: Sheet, row: number): string | undefined {
  return textAt(sheet, 'section', row) === 'metrics' ? textAt(sheet, 'name', row) : undefined;
}

function runsNamed(ids: readonly string[]): string {
  return `run ${ids.map(quoteText).join(', ')}`;
}
