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
    const next = argv[at + 1] ?? '';
    if (flag.options?.includes(next) === true) return word;
    // A lone word before or behind the query was meant as the value: that it is none is said as of any value.
    const isMeant = /^[a-z][\w-]*$/i.test(next) && at + 1 < end && hasOther(argv, at + 1, end, flags);
    return isMeant ? word : `${word}=${missing}`;
  });
}

/** Whether there is a word beside that one that is no flag and no flag's value, or a file with the query. */
function hasOther(argv: readonly string[], place: number, end: number, flags: FlagInput): boolean {
  const takesValue = (word = '') => {
    const isFlag = ([name, flag]: readonly [string, FlagInput[string]]) =>
      word === `--${name}` || word === `-${flag.char}`;
    return Object.entries(flags).some((entry) => isFlag(entry) && entry[1].type === 'option');
  };
  return argv.some((word, at) => {
    if (at === place || word === '--') return false;
    if (at > end) return true;
    return word.startsWith('--file') || (!/^-./.test(word) && !takesValue(argv[at - 1]));
  });
}
