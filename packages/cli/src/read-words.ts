import type { ArgInput, FlagInput } from '@oclif/core/parser';

/** What a command is given: values by the names of flags and arguments, and the words that are no flag. */
export interface ReadWords {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly words: readonly string[];
}

/**
 * Reads the words after a command by its definitions where they are plainly right, so that oclif is loaded only for what
 * is not: undefined leaves the words to oclif's parser, which understands more and says what is wrong. Where this reads
 * them, oclif reads the same.
 */
export async function readWords(
  argv: readonly string[],
  definitions: { readonly flags: FlagInput; readonly args: ArgInput },
  environment: NodeJS.ProcessEnv,
): Promise<ReadWords | undefined> {
  const split = splitWords(argv, definitions.flags);
  if (split === undefined) return undefined;
  try {
    const flags = await flagValues(split.given, definitions.flags, environment);
    const args = flags === undefined ? undefined : argumentValues(split.words, definitions.args);
    return flags === undefined || args === undefined ? undefined : { flags, args, words: split.words };
  } catch {
    // A value that its flag does not take: oclif parses it again and tells.
    return undefined;
  }
}

interface Split {
  readonly given: ReadonlyMap<string, string | true>;
  readonly words: readonly string[];
}

function splitWords(argv: readonly string[], flags: FlagInput): Split | undefined {
  const given = new Map<string, string | true>();
  const words: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      words.push(word);
      continue;
    }
    const [, long, short, inline] = /^(?:--([a-z-]+)|-([a-z]))(?:=(.*))?$/s.exec(word) ?? [];
    const name = long ?? Object.keys(flags).find((key) => short !== undefined && flags[key]?.char === short);
    const flag = name === undefined ? undefined : flags[name];
    if (name === undefined || flag === undefined || given.has(name)) return undefined;
    if (flag.type === 'boolean') {
      if (inline !== undefined) return undefined;
      given.set(name, true);
      continue;
    }
    const value = inline ?? argv[++i];
    if (value === undefined || value === '' || (value !== '-' && value.startsWith('-'))) return undefined;
    given.set(name, value);
  }
  return { given, words };
}

async function flagValues(
  given: ReadonlyMap<string, string | true>,
  flags: FlagInput,
  environment: NodeJS.ProcessEnv,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(flags)) {
    const found = given.get(name);
    if (flag.type === 'boolean') {
      if (found !== undefined && flag.exclusive?.some((other) => given.has(other))) return undefined;
      values[name] = found === true;
      continue;
    }
    const text = found ?? (flag.env === undefined ? undefined : environment[flag.env]);
    if (typeof text !== 'string' || text === '') continue;
    if (flag.options !== undefined && !flag.options.includes(text)) return undefined;
    // The definitions of this program parse without a context.
    values[name] = await flag.parse(text, {} as never, flag as never);
  }
  return values;
}

function argumentValues(words: readonly string[], args: ArgInput): Readonly<Record<string, unknown>> | undefined {
  const values: Record<string, unknown> = {};
  const rest = [...words];
  for (const [name, arg] of Object.entries(args)) {
    const found = arg.multiple ? rest.splice(0) : rest.splice(0, 1);
    if (found.length === 0 && arg.required) return undefined;
    if (arg.options !== undefined && found.some((word) => !arg.options?.includes(word))) return undefined;
    const value = arg.multiple && found.length > 0 ? found : (found[0] ?? arg.default);
    if (value !== undefined) values[name] = value;
  }
  return rest.length === 0 ? values : undefined;
}
