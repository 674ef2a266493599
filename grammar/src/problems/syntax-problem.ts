import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { isClauseWord } from '../parser/clause-starts.ts';
import { type Span, spanOf } from '../source.ts';
import { sourceNames } from './clause-names.ts';
import { described, isWord, shortened } from './describe.ts';
import * as foreign from './foreign.ts';
import { nearestWords } from './nearest.ts';
import { offClause } from './off-clause.ts';
import { problem } from './problem.ts';

/** Says in xt's words what Chevrotain threw; the message of its error is what was expected. */
export function syntaxProblem(error: IRecognitionException, previous: IToken, written: string): Diagnostic {
  const { token, message: expected } = error;
  const rules = error.context.ruleStack;
  const rule = rules.at(-1);
  if (rule === 'Clause' && token.tokenType !== EOF) return offClause(token, previous);
  if (rule === 'Source' || rule === 'Set') {
    if (token.tokenType === t.LBrace) return foreign.braces(spanOf(token), []);
    if (isWord(token)) return unknownSource(rule, token, written);
  }
  const hint = specialHint(rules, expected, token, previous) ?? generalHint(expected, previous);
  return problem('syntax', spanAt(token, previous), { expected, found: described(token), hint });
}

/** What to say of a whole number beyond 2^53. */
export function uncountable(token: IToken): Diagnostic {
  const hint = `at most \`${Number.MAX_SAFE_INTEGER}\``;
  return problem('syntax', spanOf(token), { expected: 'a whole number', found: described(token), hint });
}

/** At the end of the text: the empty span behind the last token. */
function spanAt(token: IToken, previous: IToken): Span {
  if (token.tokenType !== EOF) return spanOf(token);
  const end = previous.tokenType === EOF ? 0 : spanOf(previous).end;
  return { start: end, end };
}

function unknownSource(rule: string, token: IToken, written: string): Diagnostic {
  const candidates = rule === 'Set' ? ['runs', 'run'] : sourceNames;
  const isNoSource = isClauseWord(token) || !/^\p{L}+$/u.test(token.image);
  const nearest = isNoSource ? [] : nearestWords(token.image, candidates, 2);
  const rest = shortened(written.slice(token.startOffset).replace(/\s+/g, ' ').trim());
  const hint =
    rule === 'Set'
      ? "a set of runs: `runs`, `run 'a'` or `(runs where …)`"
      : `a source comes first: \`${isClauseWord(token) ? 'runs' : 'runs where'} ${rest}\``;
  return problem('unknown-source', spanOf(token), { word: token.image, nearest, hint });
}

function specialHint(rules: readonly string[], expected: string, token: IToken, previous: IToken): string | undefined {
  const [parent, rule] = [rules.at(-2), rules.at(-1)];
  if (token.image === '*' && previous.image === '/') return 'all names that start so: `val.*`';
  if (expected === 'a source') return `a query starts with ${sourceNames.map((name) => `\`${name}\``).join(', ')}`;
  if (rule === 'Set')
    return token.tokenType === t.Text ? `\`run ${token.image}\`` : "`runs`, `run 'a'` or `(runs where …)`";
  if (rule === 'Point' && token.tokenType === t.Integer) return `\`at step ${token.image}\``;
  if (rule === 'Diff' && expected === '`of`') return `runs: \`diff run ${previous.image}, 'b'\``;
  if (rule === 'OfSet' && previous.tokenType === k.Of) return 'what to draw stands first: `curves val.loss of runs`';
  if (parent === 'IsTail') return '`is missing`, `is nan` or `is finite`';
  if (expected === 'a text in quotes' && isWord(token)) return `in quotes: \`'${token.image}'\``;
  return undefined;
}

function generalHint(expected: string, previous: IToken): string {
  return previous.tokenType === EOF ? expected : `${expected} must follow \`${shortened(previous.image)}\``;
}
