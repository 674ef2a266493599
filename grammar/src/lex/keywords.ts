import { createToken, Lexer, type TokenType, tokenLabel } from 'chevrotain';
import { Joint, Name } from './tokens.ts';

function keyword(word: string, ...categories: TokenType[]): TokenType {
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}Word`;
  return createToken({ name, label: `\`${word}\``, pattern: Lexer.NA, categories: [Name, ...categories] });
}

/** `true`, `nan`, `now` …: values where an operand stands, names elsewhere. */
export const Literal = createToken({ name: 'Literal', pattern: Lexer.NA, categories: [Name] });
/** `like`, `ilike`, `matches`, `contains`. */
export const MatchWord = createToken({ name: 'MatchWord', pattern: Lexer.NA, categories: [Name] });
/** `ancestor`, `child` …: how runs are related. */
export const Kin = createToken({ name: 'KinWord', pattern: Lexer.NA, categories: [Name] });
/** `best`, `min`, `max`: where a series was at its best. */
export const Extremum = createToken({ name: 'Extremum', pattern: Lexer.NA, categories: [Name] });
/** `distinct`, `exists`, `has`: understood before an operand only to say what xt writes. */
export const ForeignPrefix = createToken({ name: 'ForeignWord', pattern: Lexer.NA, categories: [Name] });

export const Runs = keyword('runs');
export const Run = keyword('run');
export const Curves = keyword('curves');
export const Artifacts = keyword('artifacts');
export const Lineage = keyword('lineage');
export const Diff = keyword('diff');
export const Metrics = keyword('metrics');
export const Params = keyword('params');
export const Projects = keyword('projects');
export const Views = keyword('views');
export const CompareWord = keyword('compare');

export const Where = keyword('where');
export const Sort = keyword('sort');
export const Limit = keyword('limit');
export const Select = keyword('select');
export const Top = keyword('top');
export const Group = keyword('group');
export const Vs = keyword('vs');
export const Smooth = keyword('smooth');
export const X = keyword('x');
export const Steps = keyword('steps');
export const Time = keyword('time');
export const Every = keyword('every');
export const Sample = keyword('sample');
export const Band = keyword('band');
export const Relative = keyword('relative');
export const With = keyword('with');
export const Up = keyword('up');
export const Down = keyword('down');
export const By = keyword('by');
export const All = keyword('all');
export const Unified = keyword('unified');
export const Side = keyword('side');
export const At = keyword('at');

export const Of = keyword('of');
export const Per = keyword('per');
export const On = keyword('on');
export const As = keyword('as');
export const Asc = keyword('asc');
export const Desc = keyword('desc');
export const None = keyword('none');
export const To = keyword('to');
export const History = keyword('history');
export const Nulls = keyword('nulls');

export const Or = keyword('or', Joint);
export const And = keyword('and', Joint);
/** No name: `not` where an operand stands always negates. */
export const Not = createToken({ name: 'NotWord', label: '`not`', pattern: Lexer.NA });
export const Between = keyword('between');
export const In = keyword('in');
export const Is = keyword('is');
export const Like = keyword('like', MatchWord);
export const Ilike = keyword('ilike', MatchWord);
export const Matches = keyword('matches', MatchWord);
export const Contains = keyword('contains', MatchWord);
export const Starts = keyword('starts');
export const Ends = keyword('ends');
export const Tagged = keyword('tagged');
export const Used = keyword('used');
export const Made = keyword('made');
export const Within = keyword('within');
export const Over = keyword('over');
export const Step = keyword('step');
export const When = keyword('when');
export const First = keyword('first');
export const Last = keyword('last');
export const Best = keyword('best', Extremum);
export const Min = keyword('min', Extremum);
export const Max = keyword('max', Extremum);
export const Rank = keyword('rank');
export const Ago = keyword('ago');

const own: readonly TokenType[] = [
  ...[Runs, Run, Curves, Artifacts, Lineage, Diff, Metrics, Params, Projects, Views, CompareWord],
  ...[
    Where,
    Sort,
    Limit,
    Select,
    Top,
    Group,
    Vs,
    Smooth,
    X,
    Steps,
    Time,
    Every,
    Sample,
    Band,
    Relative,
    With,
    Up,
    Down,
  ],
  ...[By, All, Unified, Side, At, Of, Per, On, As, Asc, Desc, None, To, History, Nulls],
  ...[Or, And, Not, Between, In, Is, Like, Ilike, Matches, Contains, Starts, Ends, Tagged, Used, Made, Within],
  ...[Over, Step, When, First, Last, Best, Min, Max, Rank, Ago],
];

function words(type: TokenType, ...list: readonly string[]): [string, TokenType][] {
  return list.map((word) => [word, type]);
}

/** The type of each word in lower case; a few of SQL's words stand for xt's own. */
export const keywords: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ...own.flatMap((type) => words(type, tokenLabel(type).slice(1, -1))),
  ...words(Literal, 'true', 'false', 'nan', 'inf', 'now', 'today', 'yesterday'),
  ...words(Kin, 'ancestor', 'descendant', 'child', 'parent', 'sibling'),
  ...words(ForeignPrefix, 'distinct', 'exists', 'has'),
  ...words(Where, 'having'),
  ...words(Sort, 'order'),
  ...words(Matches, 'rlike', 'regexp'),
]);

/** Every token type that is known by its word or is only a category. */
export const wordTokens: readonly TokenType[] = [Literal, MatchWord, Kin, Extremum, ForeignPrefix, ...own];
