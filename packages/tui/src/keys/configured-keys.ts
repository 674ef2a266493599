import { type ActionName, actions } from '../actions/action.ts';
import { type KeyClash, keyClashes, sequenceProblem } from './key-problems.ts';
import { type Binding, keyTable } from './key-table.ts';

/** Why a setting makes no sense: which, what is wrong, and what would do. */
export interface SettingProblem {
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * The key table with other keys for some actions, by the action's name; no keys at all leave it to the palette. Keys that
 * are taken from another action are lost to it only where its own are given too: a clash is a problem.
 */
export function configuredKeys(
  settings: Readonly<Record<string, readonly string[]>>,
): { readonly bindings: readonly Binding[] } | { readonly problem: SettingProblem } {
  for (const [name, keys] of Object.entries(settings)) {
    const problem = settingProblem(name, keys);
    if (problem !== undefined) return { problem: { name, ...problem } };
  }
  const bindings = withKeys(settings);
  // What panes use for themselves without any settings is meant so.
  const usual = new Set(keyClashes(keyTable).map(clashName));
  const clash = keyClashes(bindings).find((each) => !usual.has(clashName(each)));
  if (clash === undefined) return { bindings };
  const { first, second } = clash;
  const name = settings[first.action] === undefined ? second.action : first.action;
  return { problem: { name, message: clashMessage(clash), hint: 'one of the two needs other keys, or none: `[]`' } };
}

function clashMessage({ pane, keys, otherKeys, first, second }: KeyClash): string {
  if (keys === otherKeys) return `\`${keys}\` is \`${first.action}\` and \`${second.action}\` in the pane ${pane}`;
  const [short, long] = keys.length < otherKeys.length ? [keys, otherKeys] : [otherKeys, keys];
  const [does, hidden] = short === keys ? [first, second] : [second, first];
  return `\`${short}\` (\`${does.action}\`) is the beginning of \`${long}\` (\`${hidden.action}\`) in the pane ${pane}`;
}

function clashName({ pane, keys, first, second }: KeyClash): string {
  return `${pane} ${keys} ${first.action} ${second.action}`;
}

function settingProblem(name: string, keys: readonly string[]): Omit<SettingProblem, 'name'> | undefined {
  if (!(name in actions)) {
    const near = Object.keys(actions).filter((each) => each.includes(name) || name.includes(each));
    const hint = near.length > 0 ? `nearest: ${near.slice(0, 4).join(', ')}` : '`:` in `xt tui` lists them';
    return { message: `there is no action \`${name}\``, hint };
  }
  for (const sequence of keys) {
    const wrong = sequenceProblem(sequence);
    if (wrong !== undefined) {
      return {
        message: `\`${sequence}\`: ${wrong}`,
        hint: 'keys are as in "g g", "ctrl-r", "alt-x", "page-down", "f5"',
      };
    }
  }
  return undefined;
}

function withKeys(settings: Readonly<Record<string, readonly string[]>>): readonly Binding[] {
  const changed = keyTable.map((binding) => ({ ...binding, keys: settings[binding.action] ?? binding.keys }));
  const bound = new Set(keyTable.map(({ action }) => action));
  const added = Object.entries(settings).flatMap(([name, keys]): readonly Binding[] =>
    bound.has(name as ActionName) ? [] : [{ keys, where: 'any', action: name as ActionName }],
  );
  return [...changed, ...added];
}
