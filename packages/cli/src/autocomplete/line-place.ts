import type { Command } from '../command.ts';
import type { ShellWord } from './shell-words.ts';

/** What the word at the cursor of a command line is. */
export type LinePlace =
  | { readonly kind: 'words'; readonly words: readonly LineWord[]; readonly written: string }
  | { readonly kind: 'files' | 'folders' }
  | { readonly kind: 'query'; readonly given: GivenFlags }
  /** A name of the store, without quotes. */
  | { readonly kind: 'names'; readonly of: NamesOf; readonly given: GivenFlags; readonly written: string }
  | { readonly kind: 'nothing' };

/** Names that words of a command are. */
export type NamesOf = 'project' | 'metric' | 'run' | 'view';

/** A word that can stand there, and what it is for. */
export interface LineWord {
  readonly text: string;
  readonly about?: string;
}

/** The flags before the cursor that say which store is asked. */
export type GivenFlags = ReadonlyMap<string, string | true>;

const sources = /^\s*(runs|run|curves|artifacts|lineage|diff|metrics|params|projects|views|compare|\()(?![a-z])/i;

/** What the last of the words is: a command, a flag, a flag's value, an argument; the first is xt itself. */
export function linePlace(line: readonly [...ShellWord[], ShellWord], commands: readonly Command[]): LinePlace {
  const words = line.slice(0, -1);
  const current = line.at(-1);
  const start = words.findIndex(({ value }) => !/^\w+=/.test(value));
  if (current === undefined || start < 0) return { kind: 'nothing' };
  const read = readBefore(words.slice(start + 1), commands);
  // A flag may stand without its value: an open quote then begins an argument.
  const awaited = current.open !== '' && isOptional(read.command, read.awaited) ? undefined : read.awaited;
  if (awaited !== undefined) return flagValue(read, awaited, current.value);
  const inline = /^(--[a-z-]+)=(.*)$/s.exec(current.value);
  if (inline !== null && current.open === '') return flagValue(read, (inline[1] ?? '').slice(2), inline[2] ?? '');
  if (current.open === '' && current.value.startsWith('-'))
    return { kind: 'words', words: flagsOf(read), written: current.value };
  if (read.command === undefined) return commandPlace(read, current, commands);
  return argumentPlace(read, read.command, current.value);
}

interface Before {
  readonly command: Command | undefined;
  readonly given: GivenFlags;
  /** How many arguments stand before. */
  readonly count: number;
  /** The flag whose value comes next. */
  readonly awaited: string | undefined;
  readonly flags: Command['flags'];
}

function readBefore(words: readonly ShellWord[], commands: readonly Command[]): Before {
  const query = commands.find(({ id }) => id === 'query');
  const given = new Map<string, string | true>();
  let command: Command | undefined;
  let count = 0;
  let awaited: string | undefined;
  const flags = () => (command ?? query)?.flags ?? {};
  for (const { value } of words) {
    const [, long, short, inline] = /^(?:--([a-z-]+)|-([a-z]))(?:=(.*))?$/s.exec(value) ?? [];
    const name = long ?? Object.keys(flags()).find((key) => short !== undefined && flags()[key]?.char === short);
    const hasNone = isOptional(command ?? query, awaited) && !valuesOf(flags()[awaited ?? '']).includes(value);
    if (awaited !== undefined && !hasNone) {
      given.set(awaited, value);
      awaited = undefined;
      continue;
    }
    awaited = undefined;
    if (name !== undefined) {
      if (flags()[name]?.type === 'option' && inline === undefined) awaited = name;
      else given.set(name, inline ?? true);
    } else if (command !== undefined) count += 1;
    else {
      command = commands.find(({ id }) => id === value) ?? (sources.test(value) ? query : undefined);
      if (command === query && value !== 'query') count = 1;
    }
  }
  return { command, given, count, awaited, flags: flags() };
}

function isOptional(command: Command | undefined, flag: string | undefined): boolean {
  return flag !== undefined && Object.hasOwn(command?.optionalValues ?? {}, flag);
}

function valuesOf(flag: Command['flags'][string] | undefined): readonly string[] {
  return flag?.type === 'option' ? (flag.options ?? []) : [];
}

function flagValue({ flags, given }: Before, name: string, written: string): LinePlace {
  const flag = flags[name];
  if (flag?.type !== 'option') return { kind: 'nothing' };
  if (flag.options !== undefined) return { kind: 'words', words: flag.options.map((text) => ({ text })), written };
  switch (name) {
    case 'store':
      return { kind: 'folders' };
    case 'project':
      return { kind: 'names', of: 'project', given, written };
    case 'query':
      return { kind: 'query', given };
    case 'file':
    case 'output':
      return { kind: 'files' };
    default:
      return { kind: 'nothing' };
  }
}

function flagsOf({ flags, given }: Before): readonly LineWord[] {
  return Object.entries(flags)
    .filter(([name]) => !given.has(name))
    .map(([name, { summary }]) => ({ text: `--${name}`, ...(summary === undefined ? {} : { about: summary }) }));
}

function commandPlace({ given }: Before, current: ShellWord, commands: readonly Command[]): LinePlace {
  if (current.open !== '' || sources.test(current.value)) return { kind: 'query', given };
  const words = commands.map(({ id, summary }) => ({ text: id, about: summary }));
  return {
    kind: 'words',
    words: [...words, { text: 'help', about: 'Say how a command is used.' }],
    written: current.value,
  };
}

/** What an argument is, by the name that commands give it. */
const argumentKinds: Readonly<Record<string, 'query' | 'files' | NamesOf>> = {
  text: 'query',
  query: 'query',
  path: 'files',
  metric: 'metric',
  words: 'run',
  parent: 'run',
  child: 'run',
  'view name': 'view',
};

/** Words that a command takes without naming them as options: it says more of a wrong one. */
const argumentWords: Readonly<Record<string, readonly string[]>> = {
  'project action': ['list', 'goal'],
  'project goal': ['max', 'min', 'none'],
  'view action': ['save', 'list', 'show', 'rm'],
};

function argumentPlace({ count, given }: Before, command: Command, written: string): LinePlace {
  const entries = Object.entries(command.args);
  const last = entries.at(-1);
  const [name, arg] = entries[count] ?? (last?.[1].multiple === true ? last : []);
  if (name === undefined || arg === undefined) return { kind: 'nothing' };
  const words = arg.options ?? argumentWords[`${command.id} ${name}`];
  if (words !== undefined) return { kind: 'words', words: words.map((text) => ({ text })), written };
  const kind = argumentKinds[`${command.id} ${name}`] ?? argumentKinds[name];
  switch (kind) {
    case undefined:
      return { kind: 'nothing' };
    case 'files':
      return { kind };
    case 'query':
      return { kind, given };
    default:
      return { kind: 'names', of: kind, given, written };
  }
}
