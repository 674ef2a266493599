import { type ArgInput, type FlagInput, parse } from '@oclif/core/parser';
import { usageProblem } from './problem.ts';
import type { ReadWords } from './read-words.ts';

/** Reads the words after a command with oclif's strict parser; what does not fit is a usage problem. */
export async function parseWords(
  argv: readonly string[],
  definitions: { readonly flags: FlagInput; readonly args: ArgInput },
  id: string,
): Promise<ReadWords> {
  const { flags, args } = definitions;
  const parsed = await parse([...argv], { flags, args, strict: true }).catch((error: Error) => {
    // oclif's own advice names no command.
    const message = error.message.replace(/\nSee more help with --help$/, '');
    const unquoted = id === 'query' && message.startsWith('Unexpected argument');
    throw usageProblem(message, unquoted ? 'the query is one argument: put it in quotes' : `see \`xt ${id} --help\``);
  });
  const switches = Object.keys(flags).filter((name) => flags[name]?.type === 'boolean');
  const absent = Object.fromEntries(switches.map((name) => [name, false]));
  return { flags: { ...absent, ...parsed.flags }, args: parsed.args, words: parsed.argv as string[] };
}
