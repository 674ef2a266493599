import type { TokenType } from 'chevrotain';
import { Kin, keywords, Literal } from '../src/lex/keywords.ts';
import { patterns } from '../src/lex/patterns.ts';
import { sourceNames } from '../src/problems/clause-names.ts';

/** One rule of a TextMate grammar, as editors read it. */
export interface Rule {
  readonly comment?: string;
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
}

/** A TextMate grammar: `source.xt` for editors, and for fenced blocks of Markdown. */
export interface TextmateGrammar {
  readonly $schema: string;
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

/**
 * The highlighting of xt, made from the token table. No word is reserved, so there are two states: behind an operand a
 * word is a keyword; behind an operator, a comma, a bracket or a word such as `where` an operand must stand, and any
 * word is a name.
 */
export function textmateGrammar(): TextmateGrammar {
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'xt',
    scopeName: 'source.xt',
    fileTypes: ['xt'],
    patterns: [
      { include: '#comment' },
      { include: '#phrases' },
      { include: '#openers' },
      { include: '#values' },
      { include: '#keywords' },
      { include: '#signs' },
      { include: '#names' },
    ],
    repository: { comment, phrases, openers, operand, values, keywords: plainKeywords, signs, names },
  };
}

const before = '(?<![\\p{L}\\p{M}\\p{N}_./@-])';
const after = '(?![\\p{L}\\p{M}\\p{N}_]|[./@-][\\p{L}\\p{M}\\p{N}_])';

/** A pattern of any of the words, in any case, as a whole. */
function anyOf(words: Iterable<string>): string {
  return `${before}(?i:${[...words].join('|')})${after}`;
}

function wordsOf(type: TokenType): readonly string[] {
  return [...keywords].filter(([, known]) => known === type).map(([word]) => word);
}

const doubled = 'constant.character.escape.xt';
const keyword = 'keyword.control.xt';
const operator = 'keyword.operator.xt';
const wordOperator = 'keyword.operator.word.xt';

/** Words behind which an operand stands. */
const operandWords = [
  ...['where', 'having', 'select', 'by', 'on', 'per', 'when', 'between', 'in', 'curves', 'compare', 'x'],
  ...['and', 'or', 'not', 'like', 'ilike', 'matches', 'rlike', 'regexp', 'contains', 'with'],
  ...['as', 'distinct', 'exists', 'has'],
];
const matchWords = ['between', 'in', 'like', 'ilike', 'matches', 'rlike', 'regexp', 'contains'];
const wordOperators = new Set(
  'and or not between in like ilike matches rlike regexp contains starts ends with is'.split(' '),
);

const comment: Rule = { name: 'comment.line.number-sign.xt', match: '#[^\\n\\r]*' };

const listed = '(?i:fork|resume|child|derived|params|tags|environment|code|metrics)';

/** Words that belong together, wherever they stand. */
const phrases: Rule = {
  patterns: [
    {
      comment: 'a word of a fixed list behind the word that asks for it',
      match: `(${anyOf(['smooth', 'band'])})\\s+(${patterns.path})`,
      captures: captured(keyword, keyword),
    },
    {
      match: `(${anyOf(['sample'])})\\s+(\\d[\\d_]*)\\s+(${anyOf(['minmax', 'lttb', 'last'])})`,
      captures: captured(keyword, 'constant.numeric.xt', keyword),
    },
    {
      match: `(${anyOf(['is'])})\\s+(?:(${anyOf(['not'])})\\s+)?(${patterns.path})`,
      captures: captured(wordOperator, wordOperator, keyword),
    },
    {
      match: `(${anyOf(['side'])})\\s+(${anyOf(['by'])})\\s+(${anyOf(['side'])})`,
      captures: captured(keyword, keyword, keyword),
    },
    { match: `(${anyOf(['with'])})\\s+(${anyOf(['history'])})`, captures: captured(keyword, keyword) },
    {
      comment: 'kinds of edges and sections of a difference',
      match: `(${anyOf(['by'])})\\s+(\\(?\\s*${listed}(?:\\s*,\\s*${patterns.path})*\\s*\\)?)(?=\\s*(?:$|[)|#;]|${anyOf(['and', 'or', 'select', 'where', 'sort', 'top', 'limit', 'by'])}))`,
      captures: {
        1: { name: keyword },
        2: {
          patterns: [
            { name: keyword, match: patterns.path },
            { name: 'punctuation.xt', match: '[(),]' },
          ],
        },
      },
    },
    { match: `(${anyOf(['as'])})\\s+(${patterns.path})`, captures: captured(keyword, 'variable.other.xt') },
    {
      match: `(${anyOf(['at'])})\\s+(${anyOf(['best', 'min', 'max'])})(?=\\()`,
      captures: captured(keyword, 'support.function.xt'),
    },
    {
      match: `(${anyOf(['over'])})\\s+(${anyOf(['steps', 'first', 'last'])})`,
      captures: captured(keyword, keyword),
    },
    {
      match: `(${anyOf(['over'])})\\s+(${anyOf(['time'])})`,
      captures: captured(keyword, keyword),
    },
    {
      match: `(${anyOf(['of', 'between', 'and'])})\\s+(${anyOf(['runs', 'run'])})(?=\\s*(?:$|['"#|)]|\\p{L}))`,
      captures: captured(keyword, 'keyword.other.source.xt'),
    },
    { match: `(${anyOf(['to'])})\\s+(${anyOf(['run'])})`, captures: captured(keyword, keyword) },
  ],
};

/** What makes an operand stand next, up to its end. */
const openers: Rule = {
  patterns: [
    { ...expecting(`(${anyOf(['at'])})\\s+(${anyOf(['step', 'time'])})`), beginCaptures: captured(keyword, keyword) },
    {
      ...expecting(`(${anyOf(['not'])})\\s+(${anyOf(matchWords)})`),
      beginCaptures: captured(wordOperator, wordOperator),
    },
    {
      ...expecting(`(${anyOf(['not'])})\\s+(${anyOf(['starts', 'ends'])})\\s+(${anyOf(['with'])})`),
      beginCaptures: captured(wordOperator, wordOperator, wordOperator),
    },
    expecting(anyOf(operandWords.filter((word) => wordOperators.has(word))), wordOperator),
    expecting(anyOf(operandWords.filter((word) => !wordOperators.has(word))), keyword),
    expecting('==|!=|<>|<=|>=|[=!]~|[=<>≠≤≥]|&&|\\|\\||\\*\\*|//|[-+*/%^!:]', operator),
    expecting('[(\\[{,]', 'punctuation.xt'),
    {
      comment: 'a query begins with its source',
      match: `\\A\\s*(${anyOf(sourceNames)})|^\\s*(${anyOf(sourceNames.filter((name) => !operandWords.includes(name)))})`,
      captures: { 1: { name: 'keyword.other.source.xt' }, 2: { name: 'keyword.other.source.xt' } },
    },
  ],
};

function expecting(begin: string, name?: string): Rule {
  return {
    begin,
    end: '(?!\\G)(?<=\\S)',
    ...(name === undefined ? {} : { beginCaptures: { 0: { name } } }),
    patterns: [{ include: '#operand' }],
  };
}

const functionCall = { name: 'support.function.xt', match: `${patterns.path}(?=\\()` };

/** One operand. */
const operand: Rule = {
  patterns: [
    { match: '\\s+' },
    comment,
    expecting(anyOf(['not']), wordOperator),
    expecting('[-!]', operator),
    expecting('[(\\[{]', 'punctuation.xt'),
    { name: 'punctuation.xt', match: '[)\\]}]' },
    { name: operator, match: '\\*' },
    { include: '#values' },
    {
      match: `(${anyOf(wordsOf(Kin))})\\s+(${anyOf(['of'])})`,
      captures: captured(keyword, keyword),
    },
    {
      match: `(${anyOf(['best'])})\\s+(${anyOf(['run'])})(?=\\s+(?i:by)\\b)`,
      captures: captured(keyword, keyword),
    },
    { name: keyword, match: `${anyOf(['tagged', 'used', 'made'])}(?=\\s+(?:(?i:like)\\s+)?['"])` },
    { name: keyword, match: `${anyOf(['step', 'time'])}(?=\\s+(?i:when)${after})` },
    {
      name: keyword,
      match: `${anyOf(['all'])}(?=\\s*(?:$|[#|;)]|(?i:band|select|sort|where|every|x|smooth)${after}))`,
    },
    {
      comment: 'in parentheses, what can only be a source',
      name: 'keyword.other.source.xt',
      match: `(?<=\\()(?:${anyOf(['runs'])}(?=\\s*(?:\\)|$|(?i:where|sort|limit|top|select|group|vs)${after}))|${anyOf(['run'])}(?=\\s+['"]))`,
    },
    functionCall,
    { name: 'constant.language.xt', match: `${anyOf(wordsOf(Literal))}(?!\\s*[\\[.])` },
    { include: '#names' },
  ],
};

const values: Rule = {
  patterns: [
    { name: 'string.quoted.single.xt', begin: "'", end: "'(?!')", patterns: [{ name: doubled, match: "''" }] },
    { name: 'string.quoted.double.xt', begin: '"', end: '"(?!")', patterns: [{ name: doubled, match: '""' }] },
    { name: 'constant.other.date.xt', match: patterns.date },
    { name: 'constant.numeric.percent.xt', match: patterns.percent },
    { name: 'constant.numeric.xt', match: patterns.number },
    { name: 'constant.numeric.duration.xt', match: patterns.duration },
  ],
};

/** Every other word of the table: behind an operand it is what it says. */
const plainKeywords: Rule = {
  patterns: [functionCall, { name: keyword, match: anyOf(longestFirst(keywords.keys())) }],
};

function longestFirst(words: Iterable<string>): readonly string[] {
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

const signs: Rule = {
  patterns: [
    { name: 'punctuation.xt', match: '[)\\]};|]|\\.(?!\\.)' },
    { name: operator, match: '\\.\\.' },
  ],
};

const names: Rule = {
  patterns: [
    { name: 'variable.other.xt', match: `${patterns.prefixColumns}|${patterns.path}` },
    { name: 'variable.other.quoted.xt', begin: '`', end: '`(?!`)', patterns: [{ name: doubled, match: '``' }] },
  ],
};

function captured(...scopes: readonly string[]): Readonly<Record<string, { readonly name: string }>> {
  return Object.fromEntries(scopes.map((name, i) => [String(i + 1), { name }]));
}
