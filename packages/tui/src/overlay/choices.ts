import { type ActionName, actions } from '../actions/action.ts';
import { keysOf } from '../keys/keys-of.ts';
import { plainName } from '../query/plain-name.ts';
import { columnNamed, textAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { ChooseOverlay, State } from '../state/state.ts';
import { withoutSettings } from '../views/view-settings.ts';
import { columnsOffered } from './columns-offered.ts';
import { type Match, matchText } from './match.ts';

/** One thing that can be chosen. */
export interface ChoiceItem {
  /** What picks it, and what is done with it. */
  readonly key: string;
  readonly label: string;
  /** At the right: keys, or how many runs have it. */
  readonly side: string;
  /** The same as text of the language or of the shell. */
  readonly says?: string;
}

export interface FoundItem extends ChoiceItem {
  readonly match: Match;
}

/** What can be chosen and matches the search, the best match first. */
export function choices(state: State, { what, search }: Pick<ChooseOverlay, 'what' | 'search'>): readonly FoundItem[] {
  const items = allItems(state, what);
  const text = search.text.trim();
  if (text === '') return items.map((item) => ({ ...item, match: { score: 0, at: [] } }));
  const found = items.flatMap((item): readonly FoundItem[] => {
    const match = matchText(item.label, text) ?? elsewhere(item, text);
    return match === undefined ? [] : [{ ...item, match }];
  });
  return found.sort((a, b) => a.match.score - b.match.score);
}

/** What is wanted may be in the name of an action, in what it writes or in what a name is of. */
function elsewhere({ key, label, side, says = '' }: ChoiceItem, text: string): Match | undefined {
  const match = matchText(`${label} ${key} ${side} ${says}`, text);
  return match === undefined || match.score >= 3 ? undefined : { score: match.score + 4, at: [] };
}

function allItems(state: State, what: ChooseOverlay['what']): readonly ChoiceItem[] {
  switch (what) {
    case 'action':
      return actionItems(state);
    case 'columns':
      return columnItems(state);
    case 'metrics':
      return metricItems(state);
    case 'view':
      return viewItems(state);
  }
}

function actionItems({ bindings }: State): readonly ChoiceItem[] {
  return (Object.keys(actions) as readonly ActionName[])
    .filter((name) => name !== 'palette')
    .map((name) => {
      const action: { readonly help: string; readonly says?: string } = actions[name];
      const says = action.says === undefined ? {} : { says: action.says };
      return { key: name, label: action.help, side: keysOf(name, bindings).join('  '), ...says };
    });
}

function columnItems(state: State): readonly ChoiceItem[] {
  return columnsOffered(state).map(({ text, kind, runs }) => ({
    key: text,
    label: plainName(text),
    side: runs === undefined ? kind : `${kind} · ${runs.toLocaleString('en-US')} runs`,
    says: `select ${text}`,
  }));
}

function metricItems(state: State): readonly ChoiceItem[] {
  const sheet = sheetOf(state, 'metrics');
  const own = state.curves.metrics.map((name) => ({ key: name, label: name, side: '' }));
  if (sheet === undefined) return own;
  const runs = columnNamed(sheet, 'runs');
  const listed = Array.from({ length: sheet.length }, (_, row) => {
    const name = textAt(sheet, 'name', row) ?? '';
    const goal = textAt(sheet, 'goal', row);
    return { key: name, label: name, side: `${goal === undefined ? '' : `${goal} · `}${runs?.text(row) ?? '0'} runs` };
  });
  const known = new Set(listed.map(({ key }) => key));
  return [...own.filter(({ key }) => !known.has(key)), ...listed];
}

function viewItems(state: State): readonly ChoiceItem[] {
  const sheet = sheetOf(state, 'views');
  if (sheet === undefined) return [];
  return Array.from({ length: sheet.length }, (_, row) => {
    const name = textAt(sheet, 'name', row) ?? '';
    const query = textAt(sheet, 'query', row) ?? '';
    return { key: query, label: name, side: withoutSettings(query).replace(/\s+/g, ' '), says: `xt query @${name}` };
  });
}
