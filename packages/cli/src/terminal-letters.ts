/**
 * What letters a terminal shows: ASCII where the locale says another encoding than UTF-8, and on the console of Linux, whose font
 * has few signs, all but those. Where nothing is said of the locale, all.
 */
export function terminalLetters(environment: NodeJS.ProcessEnv): 'unicode' | 'console' | 'ascii' {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = environment;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((each) => each !== undefined && each !== '');
  if (locale !== undefined && !/utf-?8/i.test(locale)) return 'ascii';
  return TERM === 'linux' ? 'console' : 'unicode';
}
