import { chosenMetrics, savedCurvesText } from '../asks/curve-asks.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { shownTexts } from '../overlay/columns-offered.ts';
import { withoutIds } from '../query/without-ids.ts';
import { runNames, withRunNames } from '../state/run-names.ts';
import type { Choice, SavedAnswer, State } from '../state/state.ts';
import { effect, say } from './query.ts';
import { ofValue } from './table.ts';

/** A list over the panes from which something is chosen. */
export function chooseFrom(state: State, what: Choice): State {
  const picked = pickedAtFirst(state, what);
  const search = { text: '', cursor: 0 };
  return { ...state, overlay: { kind: 'choose', what, search, row: 0, picked, untouched: true } };
}

/** All that is to be said of what is shown, at full length. */
export function notes(state: State): State {
  return { ...state, overlay: { kind: 'notes', top: 0 } };
}

/** The keys. */
export function help(state: State): State {
  return { ...state, overlay: { kind: 'help', top: 0 } };
}

/** Asks for the file in which the answer of the focused pane is saved. */
export function saveFile(state: State): State {
  const answer = savedAnswer(state);
  if (answer === undefined) return say(state, 'this pane shows no answer that could be saved');
  return {
    ...state,
    overlay: {
      kind: 'prompt',
      what: { kind: 'save-file', ...answer },
      text: '',
      cursor: 0,
      untouched: true,
    },
  };
}

/** How many points the pane has room for is nothing to a file. */
function savedAnswer(state: State): SavedAnswer | undefined {
  const { focus } = state.layout;
  if (focus === 'runs') return { query: withoutIds(state.query.text), log: false };
  if (focus === 'curves') {
    const query = savedCurvesText(state, undefined);
    const rows = savedCurvesText(state, 'every');
    if (query === undefined || rows === undefined) return undefined;
    return { query, rows, title: withRunNames(query, runNames(state)), log: state.curves.log };
  }
  const text = wantedAsks(state).find(({ slot }) => slot === focus)?.text;
  if (text === undefined) return undefined;
  const query = withoutIds(text);
  return { query, title: withRunNames(query, runNames(state)), log: false };
}

/** Asks for a condition on the column under the cursor. */
export function filterColumn(state: State): State {
  return ofValue(state, 'filtered by', ({ name }) => ({
    ...state,
    overlay: { kind: 'prompt', what: { kind: 'filter', column: name }, text: '', cursor: 0, untouched: true },
  }));
}

function pickedAtFirst(state: State, what: Choice): readonly string[] {
  switch (what) {
    case 'columns':
      return shownTexts(state);
    case 'metrics':
      return chosenMetrics(state);
    default:
      return [];
  }
}

/** Out of what is open: a run that was, a zoomed pane, then back to the runs. */
export function leave(state: State): State {
  const { focus, before } = state.layout;
  if (focus === 'details' && before !== undefined) {
    return { ...state, layout: { ...state.layout, focus: 'runs', side: before, before: undefined } };
  }
  if (state.layout.focus === 'artifacts' && state.preview !== undefined) return { ...state, preview: undefined };
  if (state.layout.focus === 'compare' && state.compared.text !== undefined) {
    return { ...state, compared: { ...state.compared, text: undefined } };
  }
  if (state.layout.zoomed) return { ...state, layout: { ...state.layout, zoomed: false } };
  return { ...state, layout: { ...state.layout, focus: 'runs' } };
}

/** Draws the whole screen again, whatever the terminal shows by now. */
export function redraw(state: State): State {
  return effect(state, { kind: 'redraw' });
}

/** Stops the program until the shell lets it go on. */
export function suspend(state: State): State {
  return effect(state, { kind: 'suspend' });
}

/** Ends the program. */
export function quit(state: State): State {
  return effect(state, { kind: 'quit' });
}
