import { actions } from '../actions/action.ts';
import { editorKeys, lineKeys } from '../editor/editor-keys.ts';
import { choices } from '../overlay/choices.ts';
import { picksSeveral } from '../overlay/choose-key.ts';
import { chooseTitle } from '../overlay/choose-lines.ts';
import { noteTexts } from '../overlay/notes-lines.ts';
import { promptHints, promptTitle } from '../overlay/prompt-lines.ts';
import type { ChooseOverlay, Overlay, State } from '../state/state.ts';
import { counted } from './row-words.ts';

/** What is said where something comes over the panes, or changes there. */
export function overlayWords(before: State | undefined, state: State): readonly string[] {
  const { overlay } = state;
  const old = before?.overlay;
  if (overlay === undefined) return old === undefined ? [] : [`back in ${state.layout.focus}`];
  const isNew = old?.kind !== overlay.kind;
  switch (overlay.kind) {
    case 'help':
      return isNew ? [...helpWords(state), 'escape leaves the keys'] : [];
    case 'notes':
      return isNew ? [...notesWords(state), 'escape leaves the notes'] : [];
    case 'choose':
      return chooseWords(before, state, old, overlay);
    case 'prompt': {
      const { problem } = overlay;
      const title = isNew ? [promptTitle(overlay), promptHints[overlay.what.kind]] : [];
      const said = !isNew && old?.kind === 'prompt' && old.problem === problem;
      return [...title, ...(problem === undefined || said ? [] : [`not taken: ${problem}`])];
    }
    case 'confirm':
      return isNew ? [overlay.question, ...overlay.details, 'y is yes, n is no'] : [];
  }
}

function chooseWords(
  before: State | undefined,
  state: State,
  old: Overlay | undefined,
  overlay: ChooseOverlay,
): readonly string[] {
  const items = choices(state, overlay);
  const item = itemWords(state, overlay);
  const was = before !== undefined && old?.kind === 'choose' ? itemWords(before, old) : undefined;
  if (was !== undefined && was === item) return [];
  const keys = picksSeveral(overlay) ? 'space picks, enter takes all that is picked' : 'enter takes one';
  const head =
    was === undefined
      ? [`${chooseTitle(overlay, items)}; type to search, down and up go on, ${keys}, escape leaves`]
      : [];
  return [...head, item];
}

function itemWords(state: State, overlay: ChooseOverlay): string {
  const items = choices(state, overlay);
  const item = items.at(overlay.row);
  if (item === undefined) return overlay.search.text === '' ? 'nothing to choose yet' : 'nothing matches';
  const picked = overlay.picked.includes(item.key) ? ['picked'] : [];
  const says = item.says === undefined ? [] : [`writes ${item.says}`];
  const words = [item.label, item.side.trim(), ...picked, ...says].filter((text) => text !== '');
  return `${counted(overlay.row + 1)} of ${counted(items.length)}: ${words.join(', ')}`;
}

function helpWords({ bindings, layout }: State): readonly string[] {
  const own = bindings.filter(({ where, keys }) => keys.length > 0 && where === layout.focus);
  const rest = bindings.filter(({ where, keys }) => keys.length > 0 && where !== layout.focus);
  const line = (keys: readonly string[], help: string) => `${keys.join(' or ')}: ${help}`;
  return [
    `keys in ${layout.focus}`,
    ...own.map(({ keys, action }) => line(keys, actions[action].help)),
    'keys everywhere, and in other panes',
    ...rest.map(({ keys, action, where }) =>
      line(keys, `${actions[action].help}${where === 'any' ? '' : ` (${where})`}`),
    ),
    'where a query is typed',
    ...[...editorKeys, ...lineKeys].map(({ keys, help }) => line(keys, help)),
  ];
}

function notesWords(state: State): readonly string[] {
  const all = noteTexts(state).flatMap(({ title, texts }) => [`${title}:`, ...texts]);
  return all.length > 0 ? all : ['nothing is wrong, and there are no notes'];
}
