import { isName } from '@xt/grammar';
import { act, withAskedNow } from '../actions/act.ts';
import { moveList, moveRuns } from '../actions/move.ts';
import { say } from '../actions/query.ts';
import type { Ask } from '../asks/ask.ts';
import { sameAsk } from '../asks/ask.ts';
import { checked, completed, editorKey, editorPaste } from '../editor/edit-key.ts';
import { isTooSmall, paneRows } from '../frame/layout.ts';
import { bindingsOf, resolveKeys } from '../keys/key-table.ts';
import { keysApart } from '../keys/keys-apart.ts';
import { keysOf } from '../keys/keys-of.ts';
import type { TerminalAnswer } from '../keys/terminal-answer.ts';
import { withNote } from '../overlay/note-prompt.ts';
import { overlayKey, overlayPaste } from '../overlay/overlay-key.ts';
import { currentLine } from '../panes/lineage.ts';
import { quoteText } from '../query/splice.ts';
import { idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import { openView } from '../views/view-settings.ts';
import { type Cell, clicked, wheeled } from './clicked.ts';
import type { Event } from './event.ts';
import { withFirstMetrics } from './first-columns.ts';
import { withQueryCurves } from './query-curves-state.ts';
import { withRhythm, withStarts } from './rhythm.ts';
import { currentRun, sheetOf } from './select.ts';
import { cursorRow, shownRows } from './shown-rows.ts';
import type { Answered, Message, Session, State, TakeBack } from './state.ts';
import { tableColumns } from './table-columns.ts';
import { withText } from './with-text.ts';

/** The state after an event. */
export function reduce(state: State, event: Event): State {
  const next = withQueryCurves(withTextOfRuns(after(state, event), state));
  const id = cursorRow(next)?.id;
  if (next.runs.id !== id) return { ...next, preview: undefined, runs: { ...next.runs, id, visited: undefined } };
  // What is opened is of a run that is shown.
  return next.runs.marked === state.runs.marked ? next : { ...next, preview: undefined };
}

/** A text is compared between the runs that it was asked of: whoever marks others asks anew. */
function withTextOfRuns(next: State, { runs }: State): State {
  const same = next.runs.marked === runs.marked && next.runs.baseline === runs.baseline;
  return same || next.compared.text === undefined ? next : { ...next, compared: { ...next.compared, text: undefined } };
}

function after(state: State, event: Event): State {
  switch (event.kind) {
    case 'key':
      return event.key.cell === undefined
        ? pressed(state, event.key.name)
        : pointed(state, event.key.name, event.key.cell);
    case 'paste':
      if (isTooSmall(state.size)) return state;
      if (state.overlay !== undefined) return overlayPaste(state, state.overlay, event.text);
      return editorPaste(state, event.text);
    case 'clock':
      return { ...state, clock: { now: event.now, revision: state.session.revision } };
    case 'resized':
      return withAskedNow(moveRuns({ ...state, size: event.size }, state.runs.row));
    case 'terminal':
      return { ...state, session: told(state.session, event.says) };
    case 'asked':
      return {
        ...state,
        answers: {
          ...state.answers,
          ...Object.fromEntries(event.asks.map((ask) => [ask.slot, asking(state, ask, event.now)])),
        },
      };
    case 'answered':
      return withAskedNow(answered(state, event.ask, event.sheet));
    case 'failed':
      return withAnswer(state, event.ask, (old) => ({ ...old, status: 'failed', failure: event.failure }));
    case 'completed':
      return completed(state, event.completion);
    case 'checked':
      return checked(state, event);
    case 'named':
      return { ...state, known: event.known };
    case 'viewed':
      return openView(state, event.name, event.text);
    case 'opened':
      return questioned(state, event.overlay);
    case 'artifact-read':
      if (state.preview?.of !== event.of) return state;
      return { ...state, preview: { of: event.of, content: event.content } };
    case 'changed':
      return changed(state, event.revision, event.parts === undefined || event.parts.includes('goals'));
    case 'removed':
      return withoutRuns(state, event.ids);
    case 'parsing':
      return parsed(state);
    case 'connection':
      return { ...state, session: { ...state.session, connection: event.connection } };
    case 'taken':
      return { ...state, effects: state.effects.filter((effect) => !event.effects.includes(effect)) };
    case 'said':
      return event.back === undefined
        ? { ...state, message: event.message }
        : changedRuns(state, event.message, event.back);
  }
}

/** A change of runs that can be taken back is said with the key that does it. */
/** The parser is there now. */
function parsed(state: State): State {
  const session = { ...state.session, unparsed: false };
  return { ...state, session, query: withText(state.query, state.query.text, session) };
}

function changedRuns(state: State, message: Message, takeBack: TakeBack): State {
  const [key] = keysOf('take-back', state.bindings);
  const text = key === undefined ? message.text : `${message.text} · ${key} takes it back`;
  return { ...state, takeBack, message: { ...message, text } };
}

/** Of two protocols kitty's draws all colours, and beside text that changes. */
function told(session: Session, says: TerminalAnswer): Session {
  switch (says.kind) {
    case 'kitty':
      return { ...session, pictures: 'kitty' };
    case 'attributes':
      return says.sixel && session.pictures === 'none' ? { ...session, pictures: 'sixel' } : session;
    case 'cell':
      return { ...session, cell: { width: says.width, height: says.height } };
  }
}

function changed(state: State, revision: number, areGoals: boolean): State {
  const { session } = state;
  const goals = areGoals ? session.goals + 1 : session.goals;
  return { ...state, session: { ...session, revision: Math.max(revision, session.revision + 1), goals } };
}

function pointed(state: State, name: string, cell: Cell): State {
  if (name === 'click') return clicked({ ...state, keys: '', message: undefined }, cell);
  return wheeled(state, cell, (there) => pressed(there, name));
}

function pressed(state: State, name: string): State {
  const apart = keysApart(state, name);
  return apart === undefined ? pressedOne(state, name) : apart.reduce(pressedOne, state);
}

function pressedOne(state: State, name: string): State {
  if (name === 'ctrl-z') return act(state, 'suspend');
  // What a key does must be seen.
  if (isTooSmall(state.size)) return name === 'q' || name === 'ctrl-c' ? act(state, 'quit') : state;
  if (state.overlay !== undefined) return overlayKey(state, state.overlay, name);
  if (state.query.editor !== undefined) return editorKey(state, name);
  const typed = state.keys === '' ? name : `${state.keys} ${name}`;
  const found = resolveKeys(typed, bindingsOf(state.layout.focus, state.bindings));
  if (found === 'more') return { ...state, keys: typed };
  const rested = { ...state, keys: '' };
  if (found !== undefined) return act(rested, found);
  return state.keys === '' ? rested : pressedOne(rested, name);
}

function withoutRuns(state: State, ids: readonly string[]): State {
  const { marked, baseline } = state.runs;
  const kept = baseline !== undefined && ids.includes(baseline) ? undefined : baseline;
  return { ...state, runs: { ...state.runs, marked: marked.filter((id) => !ids.includes(id)), baseline: kept } };
}

/** Keys that somebody types elsewhere by then must not answer a question that comes in between. */
function questioned(state: State, overlay: Extract<Event, { kind: 'opened' }>['overlay']): State {
  if (state.overlay === undefined && state.query.editor === undefined) return { ...state, overlay, message: undefined };
  if (overlay.kind === 'prompt') return say(state, overlay.problem ?? 'nothing was done');
  return say(state, `nothing was done: \`${overlay.question}\` came while something else was open`);
}

function asking(state: State, ask: Ask, now = state.clock.now): Answered {
  const old = state.answers[ask.slot];
  // What was wrong with another text says nothing of this one, and what was wrong with the store then nothing of it now.
  const isOfText = old?.failure?.diagnostics.some(({ severity }) => severity === 'error') === true;
  const failure = isOfText && old?.asked.text === ask.text ? old.failure : undefined;
  const since = old?.status === 'asked' && old.asked.text === ask.text ? old.since : now;
  return { asked: ask, since, status: 'asked', good: old?.good, failure };
}

const rhythmSlot = 'rhythm ';

function answered(state: State, ask: Ask, sheet: Sheet): State {
  const next = withAnswer(state, ask, (old) => ({
    ...old,
    status: 'answered',
    good: { ask, sheet },
    failure: undefined,
  }));
  if (next === state) return state;
  switch (ask.slot) {
    case 'runs':
      return followRow(withShownMetrics(next, sheet), state);
    case 'first-metrics':
      return withFirstMetrics(next, sheet);
    case 'begun':
      return withStarts(next, sheet);
    case 'note':
      return withNote(next, sheet);
    case 'lineage':
    case 'siblings':
      return atCurrentRun(next, state, ask.slot);
    case 'names':
      return state.curves.picked ? next : withMetrics(next, sheet);
    default:
      if (ask.slot.startsWith(rhythmSlot)) return withRhythm(next, ask.slot.slice(rhythmSlot.length), sheet);
      return ask.slot.startsWith('below ') ? withDoubles(followRow(next, state), state, ask, sheet) : next;
  }
}

/** An answer to another question than the newest of its slot is nobody's any more. */
function withAnswer(state: State, ask: Ask, change: (old: Answered) => Answered): State {
  const old = state.answers[ask.slot];
  if (old === undefined || !sameAsk(old.asked, ask)) return state;
  return { ...state, answers: { ...state.answers, [ask.slot]: change(old) } };
}

/** The cursor stays on its row and its column where others came or the order changed, as long as they are among those that are fetched. */
function followRow(next: State, before: State): State {
  const sameQuery = before.answers.runs?.good?.ask.text === next.answers.runs?.good?.ask.text;
  const own = cursorRow(before);
  // Where rows are told apart by their places alone, a place in another answer is another row.
  const row =
    own === undefined || (!sameQuery && own.key.startsWith('row ')) ? undefined : shownRows(next).indexOf(own.key);
  const moved = sameQuery ? moveRuns(next, row ?? next.runs.row) : landed(next, row);
  const { toColumn: _, ...runs } = moved.runs;
  return { ...moved, runs: { ...runs, column: followedColumn(moved, before) } };
}

/** The cursor on its row in the answer of another query; where that is not there, or another order took it out of sight, where it lands. */
function landed(state: State, found: number | undefined): State {
  const { landing: { row, top, isSorted } = { row: 0, top: 0, isSorted: false }, ...runs } = state.runs;
  const isSeen = found !== undefined && found >= top && found < top + paneRows(state, 'runs');
  if (found === undefined || (isSorted && !isSeen)) return moveRuns({ ...state, runs: { ...runs, top } }, row);
  const sameLine = found === runs.row ? runs.top : isSeen ? top : Math.max(0, found - runs.row + runs.top);
  return moveRuns({ ...state, runs: { ...runs, top: sameLine } }, found);
}

/** The column of the cursor where it stands now; where it is gone, the one in its place. */
function followedColumn(next: State, before: State): number {
  const columns = tableColumns(next);
  const wanted = columns.findIndex(({ column }) => column.name === next.runs.toColumn);
  if (wanted !== -1) return wanted;
  const own = tableColumns(before)[next.runs.column];
  const same = columns.findIndex(
    ({ column, isDifference }) => column.name === own?.column.name && isDifference === own.isDifference,
  );
  return same === -1 ? Math.min(next.runs.column, Math.max(0, columns.length - 1)) : same;
}

/** Of runs that were opened below another it is said how many stand among the rows, too, and how they do not. */
function withDoubles(next: State, before: State, ask: Ask, below: Sheet): State {
  const rows = sheetOf(next, 'runs');
  const isNew = before.answers[ask.slot]?.good === undefined;
  if (!isNew || rows?.source !== 'runs' || next.message !== undefined) return next;
  const ids = new Set(Array.from({ length: rows.length }, (_, row) => idAt(rows, row)));
  const doubles = Array.from({ length: below.length }, (_, row) => idAt(below, row)).filter((id) => ids.has(id)).length;
  if (doubles === 0) return next;
  const [key] = keysOf('roots', next.bindings);
  const hint = key === undefined ? '' : ` · ${key} shows runs without a parent alone`;
  const text = `${doubles} of these ${below.total} runs ${doubles === 1 ? 'stands' : 'stand'} among the rows, too${hint}`;
  return { ...next, message: { kind: 'done', text, says: 'where parent is missing' } };
}

/** The lineage of another run than before begins with the cursor on it. */
function atCurrentRun(next: State, before: State, slot: 'lineage' | 'siblings'): State {
  const line = currentLine(next);
  const id = quoteText(currentRun(next) ?? '');
  const isSame = before.answers[slot]?.good?.ask.text.includes(id) === true;
  return line === undefined || isSame ? next : moveList(next, 'lineage', line);
}

/** Until it is known which metrics there are, the curves show those of the table. */
function withShownMetrics(state: State, { columns }: Sheet): State {
  if (state.curves.picked || state.curves.metrics.length > 0) return state;
  const metrics = columns
    .filter(({ role, type }) => role === 'value' && type === 'number')
    .map(({ name }) => name.replace(/^metrics\./, ''))
    .filter(isName);
  return { ...state, curves: { ...state.curves, metrics } };
}

/** The metrics that the chosen runs have: those that most of them have first, of these the ones with a goal; the first stays if it can. */
function withMetrics(state: State, sheet: Sheet): State {
  const cell = (name: string, row: number) => Number(textAt(sheet, name, row) ?? 0);
  const rows = Array.from({ length: sheet.length }, (_, row) => ({
    name: textAt(sheet, 'name', row) ?? '',
    hasGoal: textAt(sheet, 'goal', row) !== undefined,
    runs: cell('runs', row),
    // A single point a run is no curve.
    isCurve: cell('points', row) > cell('runs', row),
  })).filter(({ name }) => name !== '');
  const sorted = rows.toSorted(
    (a, b) => Number(b.isCurve) - Number(a.isCurve) || b.runs - a.runs || Number(b.hasGoal) - Number(a.hasGoal),
  );
  const [best] = sorted;
  const old = sorted.find(({ name }) => name === state.curves.metrics[0]);
  const stays = old !== undefined && old.isCurve === best?.isCurve && old.runs === best.runs;
  // Of several projects each has its own metric of a name.
  const metrics = new Set([...(stays ? [old.name] : []), ...sorted.map(({ name }) => name)]);
  return { ...state, curves: { ...state.curves, metrics: [...metrics] } };
}
