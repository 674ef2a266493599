import { type ArgInput, type FlagInput, parse } from '@oclif/core/parser';
import type { ReadWords } from './read-words.ts';

/** Reads the words after a command with oclif's strict parser; throws an error that says what does not fit. */
export async function parseWords(
  argv: readonly string[],
  { flags, args }: { readonly flags: FlagInput; readonly args: ArgInput },
): Promise<ReadWords> {
  const parsed = await parse([...argv], { flags, args, strict: true }).catch((error: Error) => {
    // oclif's own advice names no command.
    throw new Error(error.message.replace(/\nSee more help with --help$/, '').replaceAll(/ ?\n\t/g, ': '));
  });
  const switches = Object.keys(flags).filter((name) => flags[name]?.type === 'boolean');
  const absent = Object.fromEntries(switches.map((name) => [name, false]));
  return { flags: { ...absent, ...parsed.flags }, args: parsed.args, words: parsed.argv as string[] };
}
