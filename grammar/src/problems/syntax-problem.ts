import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import * as t from '../lex/tokens.ts';
import { isClauseWord } from '../parser/clause-starts.ts';
import { type Span, spanOf } from '../source.ts';
import { sourceNames } from './clause-names.ts';
import * as foreign from './foreign.ts';
import { nearestWords } from './nearest.ts';
import { offClause } from './off-clause.ts';
import { problem } from './problem.ts';

/** Says in xt's words what Chevrotain threw; the message of its error is what was expected. */
export function syntaxProblem(error: IRecognitionException, previous: IToken, written: string): Diagnostic {
  const { token, message: expected } = error;
  const rule = error.context.ruleStack.at(-1);
  if (rule === 'Clause' && token.tokenType !== EOF) return offClause(token, previous);
  if (rule === 'Source' || rule === 'Set') {
    if (token.tokenType === t.LBrace) return foreign.braces(spanOf(token), []);
    if (isWord(token)) return unknownSource(rule, token, written);
  }
  const found = token.tokenType === EOF ? 'the end of the query' : `\`${shortened(token.image)}\``;
  const hint = hintFor(rule, expected, token, previous);
  return problem('syntax', spanAt(token, previous), { expected, found, hint });
}

/** At the end of the text: the empty span behind the last token. */
function spanAt(token: IToken, previous: IToken): Span {
  if (token.tokenType !== EOF) return spanOf(token);
  const end = previous.tokenType === EOF ? 0 : spanOf(previous).end;
  return { start: end, end };
}

function isWord(token: IToken): boolean {
  return token.tokenType === t.Name || (token.tokenType.CATEGORIES ?? []).includes(t.Name);
}

function unknownSource(rule: string, token: IToken, written: string): Diagnostic {
  const candidates = rule === 'Set' ? ['runs', 'run'] : sourceNames;
  const nearest = isClauseWord(token) ? [] : nearestWords(token.image, candidates, 2);
  const rest = shortened(written.slice(token.startOffset).replace(/\s+/g, ' ').trim());
  const hint =
    rule === 'Set'
      ? "a set of runs: `runs`, `run 'a'` or `(runs where …)`"
      : `a source comes first: \`${isClauseWord(token) ? 'runs' : 'runs where'} ${rest}\``;
  return problem('unknown-source', spanOf(token), { word: token.image, nearest, hint });
}

function hintFor(rule: string | undefined, expected: string, token: IToken, previous: IToken): string {
  const after = previous.tokenType === EOF ? '' : ` after \`${shortened(previous.image)}\``;
  switch (expected) {
    case 'a source':
      return `a query starts with ${sourceNames.map((name) => `\`${name}\``).join(', ')}`;
    case 'a set of runs':
      return token.tokenType === t.Text ? `\`run ${token.image}\`` : "`runs`, `run 'a'` or `(runs where …)`";
    case 'a value':
      return `a value must follow${after.replace(' after', '')}`;
    case 'a whole number':
      return `a whole number must follow${after.replace(' after', '')}`;
    case 'a text in quotes':
      return isWord(token)
        ? `in quotes: \`'${token.image}'\``
        : `a text in quotes must follow${after.replace(' after', '')}`;
    default:
      if (rule === 'Point' && token.tokenType === t.Integer) return `\`at step ${token.image}\``;
      return `${expected} must stand${after}`;
  }
}

function shortened(image: string): string {
  return image.length <= 60 ? image : `${image.slice(0, 59)}…`;
}
