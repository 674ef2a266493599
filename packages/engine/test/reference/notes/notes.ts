import type { Clause, Column, Diagnostic, Expression, Query, RunSet } from '@xt/grammar';
import { walk } from '@xt/grammar';
import { queryOf, reachOf } from '../query.ts';
import { choosingClauses } from '../sources/diff.ts';
import type { Scene } from '../world.ts';
import { compareNotes } from './compare.ts';
import { curveNotes } from './curves.ts';
import { diffNotes } from './diff.ts';
import { goalNotes, lastValueNotes } from './goals.ts';
import { nanOverRunsNotes } from './groups.ts';
import { lackingNotes } from './names.ts';
import { endedBefore, nanPointNotes } from './points.ts';
import { spellingNotes } from './spellings.ts';
import { typeNotes } from './types.ts';

/** The notes that the reference knows of a query; undefined where it is of parents, or of things that are no runs. */
export function notesOf(query: Query, wide: Scene): Notes | undefined {
  if (namesRelatives(query)) return undefined;
  const scene = reachOf(query, wide);
  const { source, clauses } = query;
  switch (source.kind) {
    case 'runs':
    case 'run':
    case 'subquery':
    case 'curves':
      return clauses.some(({ kind }) => kind === 'vs') ? undefined : notesOfRuns(query, scene);
    case 'compare':
      return merged([
        ...[source.left, source.right].map((side) => notesOfSide(source.value, side, wide)),
        { notes: compareNotes(source, scene), open: [] },
      ]);
    case 'diff': {
      const points = clauses.filter(({ kind }) => kind === 'at-clause');
      return merged([
        notesOfRuns(queryOf(source.of, choosingClauses(clauses)), scene, points),
        { notes: diffNotes(source, clauses, scene), open: [] },
      ]);
    }
    default:
      return undefined;
  }
}

/** Of one side of a comparison: what is said of its runs, and of the value there. */
function notesOfSide(value: Expression, set: RunSet, wide: Scene): Notes {
  const { span } = value;
  const column: Column = { kind: 'column', span, expression: value };
  const query = queryOf(set, [{ kind: 'select', span, columns: [column] }]);
  return notesOfRuns(query, reachOf(query, wide));
}

/** Of a query of runs, of groups of them or of their curves: its own notes, with what else names something, and those of the queries that choose its runs. */
function notesOfRuns(query: Query, scene: Scene, more: readonly Clause[] = []): Notes {
  const own = withoutSubqueries({ ...query, clauses: [...query.clauses, ...more] });
  const notes = [lackingNotes, spellingNotes, endedBefore, nanPointNotes, goalNotes, lastValueNotes];
  const types = typeNotes(own, scene);
  return merged([
    {
      notes: [
        ...notes.flatMap((each) => each(own, scene)),
        ...[nanOverRunsNotes, curveNotes].flatMap((each) => each(query, scene)),
        ...(types ?? []),
      ],
      open: types === undefined ? ['coerced', 'other-type'] : [],
    },
    ...subqueriesOf(query).map((each) => notesOfRuns(each, scene)),
  ]);
}

function merged(all: readonly Notes[]): Notes {
  const open = [...new Set(all.flatMap((each) => each.open))];
  const notes = all.flatMap((each) => each.notes).filter((note) => !open.some((code) => note.startsWith(`${code} `)));
  return { notes: [...new Set(notes)].toSorted(), open };
}

/** Notes, each as its code, the name that it is of, and its counts; `open` are codes of which there may be more. */
export interface Notes {
  readonly notes: readonly string[];
  readonly open: readonly string[];
}

/** What the engine said, in the same form. */
export function notesTold(diagnostics: readonly Diagnostic[], open: readonly string[]): readonly string[] {
  const told = diagnostics.flatMap(({ code, message }) => {
    if (open.includes(code)) return [];
    const [found, ...parts] = forms[code]?.exec(message.replaceAll(/(\d),(?=\d{3})/g, '$1')) ?? [];
    return found === undefined ? [] : [[code, ...parts].join(' ')];
  });
  return [...new Set(told)].toSorted();
}

/** What is told in the messages that the reference knows: names, then counts. */
const forms: Readonly<Record<string, RegExp>> = {
  lacking: /^(?=.*`(.*)`)(\d+) (of \d+)/,
  'ended-before': /^(?=.* no `(.*)` as late)(\d+)/,
  'nan-skipped': /^`(.*)` has NaN points in (\d+)/,
  'goal-from-name': /^best of `(.*)` is its (\w+)/,
  'last-values': /^`(.*)` is over/,
  'nan-passed-over': /^`(.*)` is NaN in (\d+)/,
  'other-spelling': /^(?=.*, not `(.*)`)(\d+)/,
  shadowed: /^`(.*)` is the run's field; a (\w+)/,
  coerced: /^`(.*)` is text in (\d+) runs?, read as a (\w+)/,
  'other-type': /^`(.*)` has another type in (\d+)/,
  'no-points': /^(?=.* no points of `(.*)`)(\d+) (of \d+)/,
  'no-place': /^(\d+)/,
  'no-partner': /^(\d+)/,
  'uneven-group': /^/,
  'not-compared': /^(?=[^`]*`(.*)`)(\d+) of the (\d+)/,
  'in-both': /^(\d+)/,
  'too-few-runs': /^(\d+)/,
  'no-difference': /^the (\d+) runs/,
  'read-as-others': /^(.*) (?:is|are) text/,
  'same-text': /^/,
  'no-line-feed': /^/,
  sampled: /^(\d+) of the (\d+) points of (\d+)/,
};

/** The queries in parentheses of a query, but for those within them. */
function subqueriesOf(query: Query): readonly Query[] {
  const found: Query[] = [];
  mapQueries(query, (inner) => {
    found.push(inner);
    return inner;
  });
  return found;
}

/** The same with all runs in place of every query in parentheses. */
function withoutSubqueries(query: Query): Query {
  return mapQueries(query, ({ span }) => queryOf({ kind: 'runs', span }, []));
}

function mapQueries(query: Query, replace: (inner: Query) => Query): Query {
  const map = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(map);
    if (typeof part !== 'object' || part === null) return part;
    if (part !== query && 'kind' in part && part.kind === 'query') return replace(part as Query);
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, map(inner)]));
  };
  return map(query) as Query;
}

/** Whether anything is of a parent or root. */
function namesRelatives(query: Query): boolean {
  let found = false;
  walk(query, (node) => {
    found ||= 'kind' in node && node.kind === 'plain' && /^(parent|root)(\.|$)/.test(node.text);
  });
  return found;
}
