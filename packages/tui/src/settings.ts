import { configuredKeys, type SettingProblem } from './keys/configured-keys.ts';
import type { Binding } from './keys/key-table.ts';
import { configuredTheme } from './theme/configured-theme.ts';
import type { Theme } from './theme/themes.ts';

/** What a person sets of the terminal UI. */
export interface TuiSettings {
  readonly bindings: readonly Binding[];
  readonly theme: Theme;
}

/** The settings that keys by action and looks by tone make, or the first that makes no sense, with the section it is in. */
export function readTuiSettings(
  keys: Readonly<Record<string, readonly string[]>>,
  looks: Readonly<Record<string, string>>,
): TuiSettings | { readonly section: 'keys' | 'theme'; readonly problem: SettingProblem } {
  const ofKeys = configuredKeys(keys);
  if ('problem' in ofKeys) return { section: 'keys', problem: ofKeys.problem };
  const ofTheme = configuredTheme(looks);
  if ('problem' in ofTheme) return { section: 'theme', problem: ofTheme.problem };
  return { ...ofKeys, ...ofTheme };
}
