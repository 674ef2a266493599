import { keysOf } from '../keys/keys-of.ts';
import { quoteWord } from '../query/quote-word.ts';
import { shellCommand } from '../query/shell-command.ts';
import { orderText } from '../query/sort-by.ts';
import { baselineOf } from '../query/versus.ts';
import { writtenText } from '../query/written-text.ts';
import { shownRows } from '../state/shown-rows.ts';
import type { Message, PastQuery, State } from '../state/state.ts';
import { withText } from '../state/with-text.ts';
import { moveRuns } from './move.ts';

/** The state with another query of the runs; the one before can be gone back to. */
export function setQuery(state: State, text: string): State {
  if (text === state.query.text) return state;
  const past = [...state.query.past, leftQuery(state)].slice(-200);
  return freshRows({ ...state, query: withText({ ...state.query, past, future: [] }, text, state.session) }, state, {
    row: 0,
    top: 0,
  });
}

/** The state with the query that an edit made, or a word on why there is none. */
export function editedQuery(state: State, text: string | undefined, problem: string): State {
  return text === undefined ? say(state, problem) : setQuery(state, text);
}

/** Goes back to the query before, and says what of the query that took back. */
export function undo(state: State): State {
  const { past, future, text } = state.query;
  const last = past.at(-1);
  if (last === undefined) return say(state, `nothing to take back: this is the first query${runsHint(state)}`);
  const steps = { past: past.slice(0, -1), future: [leftQuery(state), ...future] };
  const query = withText({ ...state.query, ...steps }, last.text, state.session);
  const message = steppedTo(last.text, 'took back', addedText(last.text, text));
  return { ...freshRows({ ...state, query }, state, last), message };
}

function runsHint({ takeBack, bindings }: State): string {
  const [key] = takeBack === undefined ? [] : keysOf('take-back', bindings);
  return key === undefined ? '' : ` · ${key} takes back what was done to runs`;
}

/** Goes forward to the query that was left by going back, and says what that wrote. */
export function redo(state: State): State {
  const { past, future, text } = state.query;
  const [next, ...rest] = future;
  if (next === undefined) return say(state, 'nothing to do again: this is the last query');
  const query = withText({ ...state.query, past: [...past, leftQuery(state)], future: rest }, next.text, state.session);
  const message = steppedTo(next.text, 'wrote again', addedText(text, next.text));
  return { ...freshRows({ ...state, query }, state, next), message };
}

/** What a query has that the one before had not, where it has all of that too. */
function addedText(before: string, after: string): string | undefined {
  const added = writtenText(before, after);
  const gone = writtenText(after, before);
  // Of a longer `where` the one before is a part.
  return gone === undefined || (added?.startsWith('and ') === true && gone.startsWith('where ')) ? added : undefined;
}

/** What a step between two queries did; where it is more than clauses that come or go, the query that is there now. */
function steppedTo(text: string, did: string, clauses: string | undefined): Message {
  return clauses === undefined ? { kind: 'done', text: 'now', says: text } : { kind: 'done', text: did, says: clauses };
}

/** Copies the query. */
export function copyQuery(state: State): State {
  return effect(say(state, 'copied the query', 'done'), { kind: 'copy', text: state.query.text });
}

/** Copies the query as a line for the shell. */
export function copyCommand(state: State): State {
  const text = shellCommand(`xt query ${quoteWord(state.query.text)}`, state.session.flags);
  return effect(say(state, `copied ${text}`, 'done'), { kind: 'copy', text });
}

/** Asks everything again. */
export function refresh(state: State): State {
  const { revision, goals } = state.session;
  return { ...state, session: { ...state.session, revision: revision + 1, goals: goals + 1 } };
}

/** Asks for the name of a view. */
export function saveView(state: State): State {
  return { ...state, overlay: { kind: 'prompt', what: { kind: 'save-view' }, text: '', cursor: 0, untouched: true } };
}

/** The state with a message in its last line. */
export function say(state: State, text: string, kind: 'done' | 'problem' = 'problem'): State {
  return { ...state, message: { kind, text } };
}

/** The state with one more thing to be done outside. */
export function effect(state: State, added: State['effects'][number]): State {
  return { ...state, effects: [...state.effects, added] };
}

function leftQuery({ query, runs }: State): PastQuery {
  return { text: query.text, row: runs.row, top: runs.top };
}

/**
 * The state whose query is another than before: other rows, and the baseline that it names. One that was taken where no column
 * could be compared stays, until a query that names one is left. The rows that are there stay until the others come, with the
 * cursor on its row, which then is looked for among them.
 */
function freshRows(state: State, before: State, { row, top }: Pick<PastQuery, 'row' | 'top'>): State {
  const named = baselineOf(state.query.text);
  const baseline = named ?? (baselineOf(before.query.text) === undefined ? state.runs.baseline : undefined);
  const isSorted = orderText(state.query.text) !== orderText(before.query.text);
  const runs = { ...state.runs, open: [], baseline, landing: { row, top, isSorted } };
  const closed = { ...state, runs, message: undefined };
  return state.runs.open.length === 0 ? closed : moveRuns(closed, rowAbove(state) ?? 0);
}

/** The row of the answer that the cursor is on, or below, as it is counted where nothing is open. */
function rowAbove(state: State): number | undefined {
  const rows = shownRows(state);
  for (let index = state.runs.row; index >= 0; index--) {
    const row = rows.at(index);
    if (row?.depth === 0) return row.sheet.from + row.row;
  }
  return undefined;
}
