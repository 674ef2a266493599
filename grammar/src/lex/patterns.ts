import { PATH, REST } from '../names.ts';

const DIGITS = '\\d+(?:_\\d+)*';
const NUMBER = `(?:${DIGITS}(?:\\.${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?\\d+)?`;
const NUMBER_ENDS = `(?!${REST}|\\.[\\p{L}\\p{N}_])`;

/**
 * What names and values look like, as sources of regular expressions with the flag `u`; for editors as well, whose
 * engines read these constructs alike.
 */
export const patterns = {
  path: PATH,
  prefixColumns: `${PATH}\\.\\*`,
  digitName: `\\p{N}${REST}*(?:[./@-]${REST}+)*`,
  number: NUMBER + NUMBER_ENDS,
  integer: `${DIGITS}(?![eE]|\\.\\d)${NUMBER_ENDS}`,
  duration: `(?:\\d+(?:\\.\\d+)?(?:ms|[wdhms]))+${NUMBER_ENDS}`,
  /** A number that touches its `%` where no operand touches the `%`. */
  percent: `${NUMBER}%(?!${REST}|['"\`(.])`,
  date: `\\d{4}-\\d{1,2}-\\d{1,2}(?:T[\\d:.]*(?:Z|[+-]\\d{2}:?\\d{2})?)?${REST}*`,
} as const;
