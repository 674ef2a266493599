import type { Command } from './command.ts';

/** What the words of a command line ask for. */
export type Choice =
  | { readonly kind: 'run'; readonly command: Command; readonly words: readonly string[] }
  | { readonly kind: 'help'; readonly command?: Command }
  | { readonly kind: 'first-steps'; readonly words: readonly string[] }
  | { readonly kind: 'later' | 'unknown'; readonly name: string };

// The words that begin a query.
const sources = new Set('runs run curves artifacts lineage diff metrics params projects views compare'.split(' '));
const flagsWithValue = new Set(['--store', '--project']);
const flagsAlone = new Set(['--in-process', '--quiet', '--verbose', '--no-color']);

/** Finds the command: flags that all commands have may stand before it, and a text that is a query is `xt query`. */
export function chooseCommand(argv: readonly string[], commands: readonly Command[], later: readonly string[]): Choice {
  const [leading, rest] = splitLeadingFlags(argv);
  const [name, ...after] = rest;
  if (name === undefined) return { kind: 'first-steps', words: leading };
  const asked = name === 'help' ? after[0] : undefined;
  const named = commands.find(({ id }) => id === (name === 'help' ? asked : name));
  if (name === 'help' || name === '--help' || name === '-h') {
    if (asked !== undefined && named === undefined) return { kind: 'unknown', name: asked };
    return { kind: 'help', ...(named === undefined ? {} : { command: named }) };
  }
  if (named !== undefined) {
    const beforeEnd = after.slice(0, after.includes('--') ? after.indexOf('--') : undefined);
    if (beforeEnd.includes('--help') || beforeEnd.includes('-h')) return { kind: 'help', command: named };
    return { kind: 'run', command: named, words: [...leading, ...after] };
  }
  if (later.includes(name)) return { kind: 'later', name };
  const query = commands.find(({ id }) => id === 'query');
  if (query !== undefined && isQuery(name)) return { kind: 'run', command: query, words: [...leading, ...rest] };
  return { kind: 'unknown', name };
}

function isQuery(word: string): boolean {
  // A saved view.
  if (/^\s*@/.test(word)) return true;
  return sources.has(/^[a-z]+/i.exec(word.trimStart())?.[0]?.toLowerCase() ?? '');
}

function splitLeadingFlags(argv: readonly string[]): readonly [readonly string[], readonly string[]] {
  let at = 0;
  for (let word = argv[at]; word !== undefined; word = argv[at]) {
    const [flag = ''] = word.split('=');
    if (flagsAlone.has(word)) at += 1;
    else if (flagsWithValue.has(flag)) at += word.includes('=') ? 1 : 2;
    else break;
  }
  return [argv.slice(0, at), argv.slice(at)];
}
