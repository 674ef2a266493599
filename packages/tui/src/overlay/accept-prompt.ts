import { withTold } from '../actions/act.ts';
import { effect, say, setQuery } from '../actions/query.ts';
import { searchOn } from '../actions/search.ts';
import { addCondition, whereName } from '../query/filter-by.ts';
import { quoteWord } from '../query/quote-word.ts';
import { shellCommand } from '../query/shell-command.ts';
import type { PromptOverlay, State } from '../state/state.ts';
import { viewNameProblem } from '../views/view-reference.ts';
import { viewText } from '../views/view-settings.ts';
import { runsChange } from './runs-change.ts';
import { takeBackOf } from './take-back.ts';

/** The state after Enter in a line: what it asks for, or the same line with why not. */
export function acceptPrompt(state: State, overlay: PromptOverlay): State {
  const { what, text } = overlay;
  const closed: State = { ...state, overlay: undefined };
  const refuse = (problem: string): State => ({ ...state, overlay: { ...overlay, problem } });
  switch (what.kind) {
    case 'search': {
      const { pane } = what;
      const list = { ...state.lists[pane], search: text };
      const searched = { ...closed, lists: { ...state.lists, [pane]: list } };
      return text === '' ? searched : searchOn(searched, 1);
    }
    case 'filter': {
      const { column } = what;
      const condition = `${whereName(state.query.text, column)} ${text.trim()}`;
      const added = addCondition(state.query.text, condition, column);
      return added === undefined
        ? refuse('no condition: `> 0.9`, `between 1 and 2`, `is missing` …')
        : withTold(state, setQuery(closed, added));
    }
    case 'save-view': {
      const name = text.trim();
      const problem = viewNameProblem(name);
      if (problem !== undefined) return refuse(problem);
      const query = viewText(state);
      return effect(closed, {
        kind: 'change',
        change: { kind: 'save-view', name, query, replace: false },
        done: `saved the view \`${name}\``,
        after: '',
        says: shellCommand(`xt query @${name}`, state.session.flags),
      });
    }
    case 'save-file': {
      const file = text.trim();
      return file === ''
        ? refuse('a file name, such as `runs.csv`')
        : effect(say(closed, `saving ${quoteWord(file)}`, 'done'), {
            ...what,
            file,
            replace: false,
          });
    }
    default: {
      if (overlay.untouched) return say(closed, 'nothing was typed: nothing changed');
      const change = runsChange(what, text, state.session.flags);
      if (typeof change === 'string') return refuse(change);
      const tag = 'name' in change.change ? change.change.name : '';
      return effect(closed, { ...change, back: takeBackOf(state, what, tag) });
    }
  }
}
