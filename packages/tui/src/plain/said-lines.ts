import { safeText } from '@xt/engine/render';
import { liveWords } from '../asks/live-runs.ts';
import { goalsAsk } from '../asks/wanted.ts';
import { errorText } from '../overlay/notes-lines.ts';
import { noRowsTexts } from '../panes/no-rows.ts';
import { loadingWords } from '../state/loading-words.ts';
import { lostText } from '../state/lost-text.ts';
import { answerErrors } from '../state/query-errors.ts';
import { failureText } from '../state/select.ts';
import type { Answered, State } from '../state/state.ts';
import { editorWords, placeOf } from './editor-words.ts';
import { overlayWords } from './overlay-words.ts';
import { cursorLineWords, paneWords } from './pane-words.ts';
import { columnWords, counted, rowWords } from './row-words.ts';

/**
 * What is to be said of a state after the one before: a line for each thing that is other, harmless and without line breaks. Without
 * one before, where one is.
 */
export function saidLines(before: State | undefined, state: State): readonly string[] {
  const lines = [
    ...(before === undefined ? startWords(state) : []),
    ...editorWords(before, state),
    ...overlayWords(before, state),
    ...messageWords(before, state),
    ...connectionWords(before, state),
    ...answerWords(before, state),
    ...liveChange(before, state),
    ...slowWords(before, state),
    ...focusWords(before, state),
  ];
  return lines.flatMap((line) => line.split('\n')).map((line) => safeText(line));
}

function startWords({ session, query, bindings }: State): readonly string[] {
  const help = bindings.find(({ action }) => action === 'help')?.keys[0];
  const keys = help === undefined ? '' : `; ${help} says the keys`;
  return [`xt, ${session.project ?? 'all projects'}, store ${session.store}${keys}`, `query: ${query.text}`];
}

function messageWords(before: State | undefined, { message, query }: State): readonly string[] {
  if (message !== undefined && message !== before?.message) {
    return [
      `${message.kind === 'problem' ? 'problem: ' : ''}${message.text}${message.says === undefined ? '' : ` ${message.says}`}`,
    ];
  }
  const typed = before?.query.editor?.text.trim();
  return before === undefined || before.query.text === query.text || typed === query.text
    ? []
    : [`query: ${query.text}`];
}

function connectionWords(before: State | undefined, state: State): readonly string[] {
  const { session } = state;
  if (before === undefined || before.session.connection === session.connection) return [];
  return [session.connection === 'lost' ? lostText(state) : 'the store is there again'];
}

/** How many rows there are, what is said of them, or why there are none. */
function answerWords(before: State | undefined, state: State): readonly string[] {
  const [old, now] = [before?.answers.runs, state.answers.runs];
  if (now?.failure !== undefined && now.failure !== old?.failure) {
    const errors = answerErrors(state);
    if (errors.length === 0) return [`error: ${failureText(now.failure)}`];
    return errors.map((error) => `error: ${errorText(error, state.query.text)}${placeOf(error.span?.start)}`);
  }
  const sheet = now?.good?.sheet;
  if (sheet === undefined) return before === undefined ? ['loading'] : [];
  if (isOther(old, now)) {
    if (sheet.total === 0) return noRowsTexts(state, sheet).map(({ text }) => text);
    return [rowsWords(sheet.total), ...sheet.notes.map(({ message }) => `note: ${message}`)];
  }
  return old?.good?.sheet.total === sheet.total ? [] : [`now ${rowsWords(sheet.total)}`];
}

/** How many runs are live and stalled, where that is other than before. */
function liveChange(before: State | undefined, state: State): readonly string[] {
  const words = liveWords(state);
  if (words === undefined || (before !== undefined && liveWords(before) === words)) return [];
  return [words];
}

/** That an answer takes long, once. */
function slowWords(before: State | undefined, state: State): readonly string[] {
  const words = loadingWords(state);
  const isSaid = before !== undefined && loadingWords(before)?.startsWith('loading for') === true;
  return words?.startsWith('loading for') === true && !isSaid ? [words] : [];
}

function rowsWords(count: number): string {
  return `${counted(count)} ${count === 1 ? 'row' : 'rows'}`;
}

/** True where an answer is to another question than the one before; the store having changed does not make it one. */
function isOther(old: Answered | undefined, now: Answered | undefined): boolean {
  return old?.good?.ask.text !== now?.good?.ask.text;
}

/** What is under the cursor, or what the focused pane shows, where that is other than before. */
function focusWords(before: State | undefined, state: State): readonly string[] {
  const { focus } = state.layout;
  const isNew = before?.layout.focus !== focus;
  const title = before !== undefined && isNew ? [`${focus}:`] : [];
  if (focus === 'runs') return [...title, ...runsWords(before, state, isNew)];
  const answer = state.answers[focus];
  const isAnswered =
    answer?.good !== undefined && (isOther(before?.answers[focus], answer) || before?.preview !== state.preview);
  const isFailed = answer?.failure !== undefined && answer.failure !== before?.answers[focus]?.failure;
  const isSet = focus === 'curves' && before?.curves !== state.curves;
  if (isNew) return [...title, ...paneWords(state, focus)];
  if (isAnswered || isFailed || isSet) {
    const words = paneWords(state, focus);
    const were = before === undefined ? [] : paneWords(before, focus);
    return words.join('\n') === were.join('\n') ? [] : words;
  }
  if (focus === 'curves' || before?.lists[focus].row === state.lists[focus].row) return title;
  return [...title, cursorLineWords(state, focus)];
}

/** True while it is not known which values of the table are best, which is soon. */
function awaitsGoals(state: State): boolean {
  return goalsAsk(state).some(({ text }) => {
    const answered = state.answers.goals;
    return answered?.good?.ask.text !== text && !(answered?.status === 'failed' && answered.asked.text === text);
  });
}

function runsWords(before: State | undefined, state: State, isNew: boolean): readonly string[] {
  const words = rowWords(state);
  if (words === undefined) return [];
  const here = before?.runs;
  const isMoved = here?.row !== state.runs.row || here.id !== state.runs.id;
  const isAnswer = isOther(before?.answers.runs, state.answers.runs);
  // A row is heard with what is best in it; who goes on meanwhile hears where that leads.
  if (awaitsGoals(state) && (isAnswer || !isMoved)) return [];
  const marks =
    before !== undefined && before.runs.marked.length !== state.runs.marked.length
      ? [`${counted(state.runs.marked.length)} marked`]
      : [];
  const wasWaiting = before !== undefined && awaitsGoals(before);
  const wasLoading =
    before !== undefined && rowWords(before)?.endsWith(': loading') === true && words !== rowWords(before);
  if (isNew || isMoved || wasLoading || wasWaiting || isAnswer) return [...marks, words];
  if (
    here.open.join() !== state.runs.open.join() ||
    here.marked !== state.runs.marked ||
    here.baseline !== state.runs.baseline
  )
    return [...marks, words];
  const cell = here.column === state.runs.column ? undefined : columnWords(state);
  return cell === undefined ? marks : [...marks, cell];
}
