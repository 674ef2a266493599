import { expect, test } from 'vitest';
import { terminalLetters } from './terminal-letters.ts';

test.each([
  [{}, 'unicode'],
  [{ LANG: 'en_US.UTF-8' }, 'unicode'],
  [{ LANG: 'C.utf8', LC_ALL: '' }, 'unicode'],
  [{ LANG: 'C' }, 'ascii'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'POSIX' }, 'ascii'],
  [{ LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'C.UTF-8' }, 'ascii'],
  [{ TERM: 'linux', LANG: 'de_DE.UTF-8' }, 'console'],
  [{ TERM: 'linux', LANG: 'C' }, 'ascii'],
] as const)('%j: %s', (environment, letters) => {
  expect(terminalLetters(environment)).toBe(letters);
});
