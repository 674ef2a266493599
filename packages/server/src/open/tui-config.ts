import { wrongWords } from './refuse.ts';

/** What `[tui.keys]` and `[tui.theme]` say, as it is written: what it means is for the terminal UI to know. */
export interface TuiConfig {
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly theme: Readonly<Record<string, string>>;
}

/** The section `[tui]` of the config file, whose text is for the lines that messages name. */
export function tuiConfig(value: unknown, text: string, file: string): TuiConfig {
  const { keys = {}, theme = {}, ...others } = tableOf(value, 'tui', file);
  const other = Object.keys(others)[0];
  if (other !== undefined)
    throw wrongWords(`\`${file}\`: no setting \`${other}\` in [tui]`, 'known: [tui.keys], [tui.theme]');
  return {
    keys: Object.fromEntries(
      Object.entries(tableOf(keys, 'tui.keys', file)).map(([name, each]) => [name, keysOf(each, name, text, file)]),
    ),
    theme: Object.fromEntries(
      Object.entries(tableOf(theme, 'tui.theme', file)).map(([name, each]) => {
        if (typeof each === 'string') return [name, each];
        throw wrongSetting(
          { section: 'theme', name, message: 'it is no text', hint: '`error = "bold red"`' },
          text,
          file,
        );
      }),
    ),
  };
}

/** One setting that makes no sense. */
export interface WrongSetting {
  readonly section: 'keys' | 'theme';
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/** The problem of a setting, with the line where it stands. */
export function wrongSetting({ section, name, message, hint }: WrongSetting, text: string, file: string): Error {
  const line = lineOf(text, section, name);
  const place = line === undefined ? '' : `, line ${line}`;
  return wrongWords(`\`${file}\`${place}: \`${name}\` in [tui.${section}]: ${message}`, hint);
}

function keysOf(value: unknown, name: string, text: string, file: string): readonly string[] {
  const list: unknown = typeof value === 'string' ? [value] : value;
  if (Array.isArray(list) && list.every((each) => typeof each === 'string')) return list;
  const hint = '`sort-down = "s"`, or several: `["s", "ctrl-x s"]`';
  throw wrongSetting({ section: 'keys', name, message: 'it is neither a text nor a list of texts', hint }, text, file);
}

function tableOf(value: unknown, name: string, file: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrongWords(`\`${file}\`: [${name}] is no section`);
}

/** The line where a setting is written; undefined where it is written in another way than under its section. */
function lineOf(text: string, section: string, name: string): number | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.replaceAll(/[\s"']/g, '').startsWith(`[tui.${section}]`));
  if (start < 0) return undefined;
  const found = lines.findIndex((line, index) => index > start && settingName(line) === name);
  const next = lines.findIndex((line, index) => index > start && /^\s*\[/.test(line));
  return found < 0 || (next >= 0 && next < found) ? undefined : found + 1;
}

function settingName(line: string): string | undefined {
  return /^\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=/
    .exec(line)
    ?.slice(1)
    .find((name) => name !== undefined);
}
