import type { Relational } from './store.ts';

/** Whose values are wanted: of params or tags by the ids of their names, of a field of runs, of links to artifacts. */
export type ValuesOf =
  | { readonly kind: 'param' | 'tag'; readonly ids: readonly number[] }
  | { readonly kind: 'field'; readonly field: TextField; readonly projects?: readonly number[] }
  /** What a text that stands for a run may be: names of runs. */
  | { readonly kind: 'run'; readonly projects?: readonly number[] }
  | { readonly kind: 'artifact'; readonly role?: 'used' | 'made'; readonly projects?: readonly number[] }
  /** Names of saved views. */
  | { readonly kind: 'view' };

/** Fields of runs that hold texts; what they are called in the language. */
export type TextField = 'id' | 'name' | 'user' | 'group' | 'kind' | 'host' | 'git.commit' | 'git.branch';

/** A text and how many of the runs that were looked at have it. */
export interface FoundValue {
  readonly text: string;
  readonly runs: number;
}

/** So many of the newest runs are looked at, so that the time is bounded; in a store of no more the counts are exact. */
const sampledRuns = 2_000;
/** Longer texts are nothing to choose from a list. */
const longest = 200;
const mostSampled = 1_000;
const mostListed = 100;

/**
 * Texts that occur, the most frequent first: those of the newest runs, then those that start with what is written,
 * wherever they occur.
 */
export async function lookUpValues(
  relational: Pick<Relational, 'query'>,
  of: ValuesOf,
  written: string,
): Promise<readonly FoundValue[]> {
  const sampled = await ask(relational, ...sampleOf(of));
  const known = new Set(sampled.map(({ text }) => text));
  const listed = (await Promise.all(listsOf(of, written).map((list) => ask(relational, ...list)))).flat();
  const others = [...new Set(listed.map(({ text }) => text))].filter((text) => !known.has(text));
  return [...sampled, ...others.map((text) => ({ text, runs: 0 }))];
}

type Asked = readonly [text: string, parameters: readonly (string | readonly number[] | number | null)[]];

async function ask(
  relational: Pick<Relational, 'query'>,
  text: Asked[0],
  parameters: Asked[1],
): Promise<readonly FoundValue[]> {
  const { rows } = await relational.query({ store: 'postgres', text, parameters });
  return rows.map(([value, runs]) => ({ text: String(value), runs: Number(runs) }));
}

const newest = (projects: string) => `select number from run
  where not deleted and (${projects}::int[] is null or project = any(${projects}::int[]))
  order by number desc limit ${sampledRuns}`;

function sampleOf(of: ValuesOf): Asked {
  switch (of.kind) {
    case 'param':
    case 'tag':
      return [
        counted(`select txt as value from ${of.kind}
          where key = any($1::int[]) and type = 'text' and run = any(array(${newest('$2')}))`),
        [of.ids, null],
      ];
    case 'field':
      return [
        counted(`select ${columns[of.field]} as value from run r where r.number = any(array(${newest('$1')}))`),
        [of.projects ?? null],
      ];
    case 'run':
      return [
        `select coalesce(name, id), 0 from run
          where not deleted and ($1::int[] is null or project = any($1::int[]))
          order by coalesce(created, started, first_time) desc nulls last, number limit ${mostListed}`,
        [of.projects ?? null],
      ];
    case 'artifact':
      return [
        counted(`select name as value from artifact_link
          where ($2 = '' or role = $2) and run = any(array(${newest('$1')}))`),
        [of.projects ?? null, of.role ?? ''],
      ];
    case 'view':
      return [`select name, 0 from saved_view order by name limit ${mostSampled}`, []];
  }
}

const columns: Readonly<Record<TextField, string>> = {
  id: 'r.id',
  name: 'r.name',
  user: 'r."user"',
  group: 'r."group"',
  kind: 'r.kind',
  host: 'r.host',
  'git.commit': 'r.git_commit',
  'git.branch': 'r.git_branch',
};

function counted(values: string): string {
  return `select value, count(*)::int from (${values}) v where length(value) between 1 and ${longest}
    group by value order by count(*) desc, value limit ${mostSampled}`;
}

/** What starts with what is written, out of an index, one value a step. */
function listsOf(of: ValuesOf, written: string): readonly Asked[] {
  switch (of.kind) {
    case 'param':
    case 'tag':
      return of.ids
        .slice(0, 10)
        .map(
          (id): Asked => [
            stepped(`${of.kind} o`, 'substr(o.txt, 1, 256)', "o.key = $2::int and o.type = 'text'"),
            [written, id],
          ],
        );
    case 'field':
      return of.field === 'name' || of.field === 'id' ? [runTexts(of.field, written, of.projects)] : [];
    case 'run':
      return written === ''
        ? []
        : [
            runTexts('name', written, of.projects),
            ...(written.length < 4 ? [] : [runTexts('id', written, of.projects)]),
          ];
    case 'artifact':
      return (of.role === undefined ? ['used', 'made'] : [of.role]).map(
        (role): Asked => [stepped('artifact_link o', 'o.name', 'o.role = $2'), [written, role]],
      );
    case 'view':
      return [];
  }
}

/** Distinct texts in order, each found behind the one before: the work grows with them, not with the rows. */
function stepped(table: string, value: string, condition: string): string {
  const next = (from: string) => `select ${value} as value from ${table}
    where ${condition} and ${value} ${from} and ${value} < $1 || chr(1114111) order by ${value} limit 1`;
  return `with recursive step as (
      (${next('>= $1')})
      union all
      select (${next('> step.value')}) from step where step.value is not null
    )
    select value, 0 from step where length(value) between 1 and ${longest} limit ${mostListed}`;
}

function runTexts(field: 'id' | 'name', written: string, projects: readonly number[] | undefined): Asked {
  return [
    `select distinct ${field}, 0 from run
      where not deleted and ($2::int[] is null or project = any($2::int[])) and ${field} >= $1
        and ${field} < $1 || chr(1114111) order by ${field} limit ${mostListed}`,
    [written, projects ?? null],
  ];
}
