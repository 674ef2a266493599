import type { FlagInput } from '@oclif/core/parser';

/** Flags whose value may be left out, with what that means; their values are those that the flag lists. */
export type OptionalValues = Readonly<Record<string, string>>;

/** The words with the values that were left out: `--chart 'runs …'` is `--chart=auto 'runs …'`. */
export function fillValues(argv: readonly string[], flags: FlagInput, optional: OptionalValues): readonly string[] {
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return argv.map((word, at) => {
    const name = word.startsWith('--') && at < end ? word.slice(2) : '';
    const missing = Object.hasOwn(optional, name) ? optional[name] : undefined;
    const flag = flags[name];
    if (missing === undefined || flag?.type !== 'option') return word;
    return flag.options?.includes(argv[at + 1] ?? '') === true ? word : `${word}=${missing}`;
  });
}
