import { chooseColumns } from '../query/choose-columns.ts';
import { type Sheet, textAt } from '../sheet/sheet.ts';
import type { State } from './state.ts';
import { columnNames, headColumn, tableColumns } from './table-columns.ts';
import { withText } from './with-text.ts';

/** True while nobody has said what to show, and the metrics by which runs are told apart are not in the query yet. */
export function lacksMetrics({ query, session, overlay }: State): boolean {
  const { isOpen, past, future, editor } = query;
  const isAsAtFirst = isOpen === true && past.length === 0 && future.length === 0;
  return isAsAtFirst && !session.unparsed && editor === undefined && overlay === undefined;
}

/** The state whose query shows the first metrics of a list behind what each run is; the cursor stays where it is. */
export function withFirstMetrics(state: State, metrics: Sheet): State {
  if (!lacksMetrics(state)) return state;
  const { isOpen: _, ...query } = state.query;
  const settled: State = { ...state, query };
  const columns = tableColumns(state);
  const head = headColumn(columns);
  const names = columnNames(state);
  const place = head === undefined ? -1 : names.indexOf(head.column.name);
  const first = firstMetrics(metrics).filter((name) => !names.includes(name));
  if (place < 0 || first.length === 0) return settled;
  const text = chooseColumns(query.text, names.toSpliced(place + 1, 0, ...first));
  return text === undefined ? settled : { ...settled, query: withText(query, text, state.session) };
}

const ofEvaluation = /(?:^|[^a-z])(?:val|valid|validation|eval|test|dev)(?:[^a-z]|$)/i;

/**
 * Of the metrics with a goal the one that a person would look at first, and one of the other direction: those of an evaluation
 * before those of training, those of most runs, what is to be large before what is to be small.
 */
function firstMetrics(sheet: Sheet): readonly string[] {
  const known = new Map<string, { readonly name: string; readonly goal: string; readonly runs: number }>();
  for (let row = 0; row < sheet.length; row++) {
    const [name, goal] = [textAt(sheet, 'name', row) ?? '', textAt(sheet, 'goal', row) ?? ''];
    const runs = Number(textAt(sheet, 'runs', row) ?? 0) + (known.get(name)?.runs ?? 0);
    // Where projects see it differently it has none.
    known.set(name, { name, runs, goal: (known.get(name)?.goal ?? goal) === goal ? goal : '' });
  }
  const sorted = [...known.values()].toSorted(
    (a, b) =>
      Number(b.goal !== '') - Number(a.goal !== '') ||
      Number(ofEvaluation.test(b.name)) - Number(ofEvaluation.test(a.name)) ||
      b.runs - a.runs ||
      (a.goal < b.goal ? -1 : Number(a.goal > b.goal)),
  );
  const [first] = sorted;
  if (first === undefined) return [];
  const other = sorted.find(({ goal }) => goal !== '' && goal !== first.goal);
  return first.goal === '' || other === undefined ? [first.name] : [first.name, other.name];
}
