import { act, withTold } from '../actions/act.ts';
import type { ActionName } from '../actions/action.ts';
import { say, setQuery } from '../actions/query.ts';
import { chooseColumns } from '../query/choose-columns.ts';
import { plainName } from '../query/plain-name.ts';
import type { ChooseOverlay, State } from '../state/state.ts';
import { ownerOf, tableColumns } from '../state/table-columns.ts';
import { openView } from '../views/view-settings.ts';
import { choices } from './choices.ts';

/** The state after Enter in a list: what is picked is taken, or what is under the cursor where nothing was picked. */
export function acceptChoice(state: State, overlay: ChooseOverlay): State {
  const item = choices(state, overlay).at(overlay.row);
  const closed: State = { ...state, overlay: undefined };
  switch (overlay.what) {
    case 'action':
      return item === undefined ? state : act(closed, item.key as ActionName);
    case 'view':
      return item === undefined ? state : openView(closed, item.label, item.key);
    case 'columns': {
      const added = overlay.untouched && item !== undefined && !overlay.picked.includes(item.key) ? [item.key] : [];
      return withTold(state, withColumns(closed, [...overlay.picked, ...added]));
    }
    case 'metrics': {
      const metrics = overlay.untouched && item !== undefined ? [item.key] : overlay.picked;
      if (metrics.length === 0) return say(closed, 'no metric is picked: the curves stay as they are');
      return {
        ...closed,
        curves: { ...closed.curves, metrics, picked: true, stepped: false },
        layout: { ...closed.layout, side: 'curves' },
      };
    }
  }
}

function withColumns(state: State, columns: readonly string[]): State {
  if (columns.length === 0) return say(state, 'no column is picked: they stay as they are');
  const text = chooseColumns(state.query.text, columns);
  if (text === undefined) return say(state, 'the columns of this query cannot be chosen');
  const next = setQuery(state, text);
  // What was added comes in sight.
  const shown = new Set(tableColumns(state).map(ownerOf));
  return { ...next, runs: { ...next.runs, toColumn: columns.map(plainName).find((name) => !shown.has(name)) } };
}
