import type { Diagnostic } from '../diagnostic.ts';

/**
 * The problems of tokens and of the parser in the order of the text, without those of the parser that only follow
 * from a token's: behind an open quote, right behind a stray character, at an open bracket. A flag of the command line
 * explains whatever the parser says from there on.
 */
export function relevant(
  text: string,
  ofTokens: readonly Diagnostic[],
  ofParser: readonly Diagnostic[],
  flag?: Diagnostic,
): readonly Diagnostic[] {
  const follows = (found: Diagnostic) => ofTokens.some((cause) => isConsequence(text, found, cause));
  const left = ofParser.filter((found) => !follows(found));
  const before = flag === undefined ? left : left.filter((found) => startOf(found) < startOf(flag));
  const explained = flag !== undefined && before.length < left.length ? [...before, flag] : left;
  return [...ofTokens, ...explained].sort((a, b) => startOf(a) - startOf(b));
}

function isConsequence(text: string, found: Diagnostic, cause: Diagnostic): boolean {
  if (found.span === undefined || cause.span === undefined) return false;
  switch (cause.code) {
    case 'unclosed-quote':
      return found.span.start >= cause.span.start;
    case 'bad-character':
      return found.span.start >= cause.span.end && text.slice(cause.span.end, found.span.start).trim() === '';
    case 'unclosed-paren':
      return found.code === 'syntax' && /^expected `[)\]]`/.test(found.message);
    default:
      return false;
  }
}

function startOf({ span }: Diagnostic): number {
  return span?.start ?? 0;
}
