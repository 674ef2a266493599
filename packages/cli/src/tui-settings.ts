import { readFileSync } from 'node:fs';
import { configFile, readConfig, wrongSetting } from '@xt/server/open';
import type { TuiSettings } from '@xt/tui';

type ReadSettings = typeof import('@xt/tui').readTuiSettings;

/** The keys and the theme of the terminal UI that the config file sets; what makes no sense is a usage problem. */
export function tuiSettings(environment: NodeJS.ProcessEnv, read: ReadSettings): TuiSettings {
  const file = configFile(environment);
  const { keys, theme } = readConfig(file).tui ?? { keys: {}, theme: {} };
  const settings = read(keys, theme);
  if (!('problem' in settings)) return settings;
  throw wrongSetting({ section: settings.section, ...settings.problem }, readFileSync(file, 'utf8'), file);
}
