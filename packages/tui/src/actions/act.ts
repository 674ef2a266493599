import type { Ask } from '../asks/ask.ts';
import { shownCurvesText } from '../asks/curve-asks.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { withoutIds } from '../query/without-ids.ts';
import { writtenText } from '../query/written-text.ts';
import type { State } from '../state/state.ts';
import { type Action, type ActionName, actions } from './action.ts';

/** The state after an action; where it changed a question, its last line says what was written or asked. */
export function act(state: State, name: ActionName): State {
  const action: Action = actions[name];
  // What the action before has said is read by now; who reads all that is said has an eye on it.
  const before = name === 'notes' ? state : { ...state, message: undefined };
  const next = action.apply(before);
  if (action.says === undefined || next.message !== undefined || next.overlay !== undefined) return next;
  return withTold(before, next);
}

/** The state with a word on what was written into the query since the one before, or what a pane asks now. */
export function withTold(before: State, next: State): State {
  const told = telling(before, next);
  return told === undefined ? next : { ...next, message: told };
}

/** The state whose last line has what a pane asks now, where an answer has made that another question. */
export function withAskedNow(state: State): State {
  const { message } = state;
  if (message?.asks === undefined) return state;
  const now = sideQuestions(state).find(({ slot }) => slot === message.asks)?.text;
  return now === undefined || now === message.says ? state : { ...state, message: { ...message, says: now } };
}

function telling(before: State, next: State): State['message'] {
  if (before.query.text !== next.query.text) {
    const says = writtenText(before.query.text, next.query.text);
    return says === undefined ? undefined : { kind: 'done', text: 'wrote', says };
  }
  const asked = new Set(sideQuestions(before).map(({ text }) => text));
  const question = sideQuestions(next).find(({ text }) => !asked.has(text));
  if (question === undefined) return undefined;
  return { kind: 'done', text: 'asks', says: question.text, asks: question.slot };
}

const sides: ReadonlySet<string> = new Set(['curves', 'compare', 'lineage', 'artifacts', 'details']);

function sideQuestions(state: State): readonly Pick<Ask, 'slot' | 'text'>[] {
  return wantedAsks(state)
    .filter(({ slot }) => sides.has(slot))
    .map(({ slot, text }) => ({
      slot,
      text: withoutIds(slot === 'curves' ? (shownCurvesText(state) ?? text) : text),
    }));
}
