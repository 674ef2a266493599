import type { Source, SyntaxNode } from '@xt/grammar';
import { makeEnvironment } from '../bind/environment.ts';
import { narrowReach, type Reach, reachOfAsker } from '../bind/reach.ts';
import { tableColumns } from '../bind/tables.ts';
import type { Asker, Catalog, NameEntry, NameKind } from '../catalog/catalog.ts';
import { runFields } from '../catalog/run-fields.ts';
import { byUse, type Candidate } from './item.ts';
import { matchOf } from './match.ts';
import type { NamePlace } from './places.ts';
import { type QuoteStyle, spellName } from './spell.ts';

/** What is known where a name is completed. */
export interface NameContext {
  readonly catalog: Catalog;
  /** The projects whose names are meant; undefined: all. */
  readonly reach: Reach;
  readonly style: QuoteStyle;
  readonly limit: number;
}

/** The projects that completions speak of at a place: what the asker may read, asked for, and what the query says. */
export function reachAt(catalog: Catalog, asker: Asker, nodes: readonly SyntaxNode[]): Reach {
  const { environment } = makeEnvironment(catalog, asker);
  const reach = reachOfAsker(environment);
  const query = nodes.findLast((node) => 'kind' in node && node.kind === 'query');
  return query !== undefined && 'clauses' in query ? narrowReach(environment, reach, query.clauses) : reach;
}

/** The names that can stand as an operand, the most used first. `written` has no quotes. */
export function operandNames(
  context: NameContext,
  place: Extract<NamePlace, { kind: 'operand' }>,
  written: string,
): readonly Candidate[] {
  const columns = [...place.aliases, ...columnsOf(place.source)].map((name) => ({
    text: name,
    kind: 'column' as const,
  }));
  const own: Candidate[] = matching(columns, written);
  if (place.besideUser) own.push(...matching([{ text: 'me', kind: 'keyword' as const }], written));
  if (!haveRunNames(place.source)) return own.sort(byUse);
  const { prefix, kinds, rest } = readWritten(written);
  const wanted =
    place.series && kinds === undefined ? (['metric'] as const) : (kinds ?? (['metric', 'param'] as const));
  const names = wanted.flatMap((kind) => namesOf(context, kind, prefix, rest));
  const fields = kinds === undefined && !place.series ? fieldsOf(context, prefix, rest) : [];
  return [...own, ...[...names, ...fields].sort(byUse), ...namespacesOf(prefix, rest, kinds)];
}

/** All metrics, for the axis of curves. */
export function metricNames(context: NameContext, written: string): readonly Candidate[] {
  const { prefix, rest } = readWritten(written);
  return [...namesOf(context, 'metric', prefix, rest)].sort(byUse);
}

const namespaceOf = { metric: 'metrics', param: 'params', tag: 'tags' } as const;
const kindOf: Readonly<Record<string, NameKind>> = { metrics: 'metric', params: 'param', config: 'param', tags: 'tag' };

interface Written {
  /** The namespaces that are written, with their dots. */
  readonly prefix: string;
  /** What they say of the kind of name. */
  readonly kinds?: readonly NameKind[];
  readonly rest: string;
}

function readWritten(written: string): Written {
  const [, prefix = '', namespace = ''] =
    /^((?:(?:parent|root|run)\.)*(?:(metrics|params|config|tags)\.)?)/.exec(written) ?? [];
  const kind = kindOf[namespace];
  return { prefix, rest: written.slice(prefix.length), ...(kind === undefined ? {} : { kinds: [kind] }) };
}

function namesOf(context: NameContext, kind: NameKind, prefix: string, rest: string): readonly Candidate[] {
  const { catalog, reach, style } = context;
  const found = new Map<string, { runs: number; match: number }>();
  const single = (reach?.size ?? catalog.projects.filter(({ runs }) => runs > 0).length) <= 1;
  let best = 0;
  for (const entry of catalog.all(kind)) {
    // The most used come first, and of one project each name comes once.
    if (single && best >= context.limit) break;
    if (reach !== undefined && !reach.has(entry.project)) continue;
    const match = matchOf(rest, entry.name);
    if (match === undefined) continue;
    if (match === 0) best += 1;
    const known = found.get(entry.name);
    if (known === undefined) found.set(entry.name, { runs: entry.runs, match });
    else known.runs += entry.runs;
  }
  const most = [...found]
    .map(([name, { runs, match }]): Candidate => ({ text: name, kind, runs, match }))
    .sort(byUse)
    .slice(0, context.limit);
  return most.map((one) => ({
    ...one,
    text: spellName(one.text, namespaceOf[kind], prefix, isClear(context, kind, one.text), style),
  }));
}

/** True where no name of another kind would be meant too. */
function isClear({ catalog, reach }: NameContext, kind: NameKind, name: string): boolean {
  if (kind === 'tag') return false;
  const others = catalog.exact(kind === 'metric' ? 'param' : 'metric', name);
  return !others.some((entry) => reach?.has(entry.project) ?? true);
}

function fieldsOf({ catalog, reach }: NameContext, prefix: string, rest: string): readonly Candidate[] {
  const runs = catalog.projects.reduce(
    (sum, { id, runs }) => (reach === undefined || reach.has(id) ? sum + runs : sum),
    0,
  );
  const fields = runFields.map(({ name }) => ({ text: name, kind: 'field' as const, runs }));
  return matching(fields, rest).map((field) => ({ ...field, text: prefix + field.text }));
}

function namespacesOf(prefix: string, rest: string, kinds: readonly NameKind[] | undefined): readonly Candidate[] {
  if (kinds !== undefined) return [];
  const words = ['params.', 'metrics.', 'tags.', 'parent.', 'root.'];
  return matching(
    words.map((text) => ({ text, kind: 'namespace' as const })),
    rest,
  ).map((one) => ({ ...one, text: prefix + one.text }));
}

function matching<T extends Omit<Candidate, 'match'>>(items: readonly T[], written: string): (T & { match: number })[] {
  return items.flatMap((item) => {
    const match = matchOf(written, item.text);
    return match === undefined ? [] : [{ ...item, match }];
  });
}

const otherColumns: Readonly<Partial<Record<Source['kind'], readonly string[]>>> = {
  artifacts: ['run', 'name', 'type', 'role', 'step', 'size', 'created', 'digest'],
  lineage: ['depth', 'kind', 'fork_step'],
  diff: ['section', 'name', 'distinct', 'missing', 'values'],
  views: ['name', 'query', 'user', 'created'],
};

/** The columns that the rows of a source have beside what a run has. */
export function columnsOf(source: Source['kind']): readonly string[] {
  const table: readonly { readonly name: string }[] | undefined =
    source === 'metrics' || source === 'params' || source === 'projects' ? tableColumns[source] : undefined;
  return table?.map(({ name }) => name) ?? otherColumns[source] ?? [];
}

/** Whether rows of a source are runs, or have one whose names they know. */
function haveRunNames(source: Source['kind']): boolean {
  return source !== 'metrics' && source !== 'params' && source !== 'projects' && source !== 'views';
}

/** The entries of a written name, whatever its separators. */
export function entriesOf({ catalog, reach }: NameContext, kind: NameKind, name: string): readonly NameEntry[] {
  return catalog.folded(kind, name).filter((entry) => reach?.has(entry.project) ?? true);
}
