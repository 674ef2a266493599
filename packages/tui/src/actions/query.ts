import { quoteWord } from '../query/quote-word.ts';
import { baselineOf } from '../query/versus.ts';
import { writtenText } from '../query/written-text.ts';
import type { Message, State } from '../state/state.ts';

/** The state with another query of the runs; the one before can be gone back to. */
export function setQuery(state: State, text: string): State {
  if (text === state.query.text) return state;
  const past = [...state.query.past, state.query.text].slice(-200);
  return freshRows({ ...state, query: { ...state.query, text, past, future: [] } }, state);
}

/** The state with the query that an edit made, or a word on why there is none. */
export function editedQuery(state: State, text: string | undefined, problem: string): State {
  return text === undefined ? say(state, problem) : setQuery(state, text);
}

/** Goes back to the query before, and says what of the query that took back. */
export function undo(state: State): State {
  const { past, future, text } = state.query;
  const last = past.at(-1);
  if (last === undefined) return say(state, 'nothing to take back: this is the first query');
  const query = { ...state.query, text: last, past: past.slice(0, -1), future: [text, ...future] };
  return { ...freshRows({ ...state, query }, state), message: steppedTo(last, 'took back', addedText(last, text)) };
}

/** Goes forward to the query that was left by going back, and says what that wrote. */
export function redo(state: State): State {
  const { past, future, text } = state.query;
  const [next, ...rest] = future;
  if (next === undefined) return say(state, 'nothing to do again: this is the last query');
  const query = { ...state.query, text: next, past: [...past, text], future: rest };
  return { ...freshRows({ ...state, query }, state), message: steppedTo(next, 'wrote again', addedText(text, next)) };
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
  const text = `xt query ${quoteWord(state.query.text)}`;
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

/**
 * The state whose query is another than before: other rows, and the baseline that it names. One that was taken where no column
 * could be compared stays, until a query that names one is left.
 */
function freshRows(state: State, before: State): State {
  const named = baselineOf(state.query.text);
  const baseline = named ?? (baselineOf(before.query.text) === undefined ? state.runs.baseline : undefined);
  return { ...state, runs: { ...state.runs, row: 0, top: 0, open: [], baseline }, message: undefined };
}
