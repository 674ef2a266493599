import type { Span } from '@xt/grammar';
import type { NameKind } from '../catalog/catalog.ts';
import { groupBy } from '../catalog/group-by.ts';
import { nameDistance } from '../catalog/nearest-names.ts';
import { runFields } from '../catalog/run-fields.ts';
import { problem } from './diagnostics.ts';
import { type Environment, muted, withRow } from './environment.ts';
import { type FoundName, foundName } from './names.ts';
import { findPath, formatRuns } from './paths.ts';
import { peersFields, peersPrefixes } from './peers-words.ts';
import { prefixOf, type ReadPath } from './read-path.ts';

/** What would stand well in the place of a name: beside a text, an unquoted word may be one. */
export type Expecting = 'anything' | 'text';

/** Says that nothing has a name, with the likeliest thing that was meant. */
export function reportUnknownName(environment: Environment, path: ReadPath, span: Span, expecting: Expecting): void {
  if (environment.isMuted || environment.saidEnough()) return;
  const { row } = environment;
  const hint = row.ofRun ? hintOfRun(environment, path, expecting) : hintOfRow(environment, path);
  const what = row.ofRun ? `run has a ${kindsOf(path).join(' or ')}` : `column of \`${row.source}\` is`;
  const name = row.ofRun ? nameOf(path) : path.whole;
  environment.report(problem('unknown-name', span, { name, what, hint }));
}

function kindsOf(path: ReadPath): readonly NameKind[] {
  switch (path.prefix?.namespace) {
    case 'metrics':
      return ['metric'];
    case 'params':
    case 'config':
      return ['param'];
    case 'tags':
      return ['tag'];
    default:
      return ['metric', 'param'];
  }
}

function nameOf(path: ReadPath): string {
  const { prefix } = path;
  const text = prefix === undefined ? path.whole : prefix.rest;
  return path.index === undefined ? text : `${text}[${path.index}]`;
}

function hintOfRun(environment: Environment, path: ReadPath, expecting: Expecting): string {
  if (expecting === 'text' && path.prefix === undefined) return `a text needs quotes: \`'${path.whole}'\``;
  if (path.whole === 'me') return 'who asks stands beside `user`: `user = me`';
  const near = nearest(environment, path);
  return (
    otherCase(path, near) ??
    peersWord(path) ??
    operatorWithoutBlanks(environment, path) ??
    otherKind(environment, path) ??
    nearestNames(environment, path, near) ??
    whatThereIs(environment)
  );
}

function otherCase(path: ReadPath, names: readonly FoundName[]): string | undefined {
  const name = nameOf(path);
  const lower = name.toLowerCase();
  const field = runFields.find((known) => known.name === lower);
  if (field !== undefined) {
    return name === field.name ? `\`${name}\` is a field: \`run.${name}\`` : `case counts: \`${field.name}\``;
  }
  const near = names.find((found) => {
    const other = found.name.toLowerCase();
    return other === lower || other.replaceAll('/', '.') === lower.replaceAll('/', '.');
  });
  return near === undefined ? undefined : `case counts: \`${near.name}\``;
}

function peersWord(path: ReadPath): string | undefined {
  const field = peersFields.get(path.whole.toLowerCase());
  if (field !== undefined) return `${field.of}'s \`${path.whole}\` is \`${field.own}\``;
  const dot = path.whole.indexOf('.');
  const word = path.whole.slice(0, Math.max(0, dot));
  const prefix = peersPrefixes.get(word);
  if (prefix === undefined) return undefined;
  const rest = path.whole.slice(dot + 1);
  const own = prefix.own === '' ? (peersFields.get(rest)?.own ?? rest) : `${prefix.own}${rest}`;
  return `${prefix.of}'s \`${path.whole}\` is \`${own}\``;
}

const operators: Readonly<Record<string, string>> = { '/': 'division', '-': 'subtraction' };
const operand = /^(?:\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|(?:\d+(?:ms|[wdhms]))+|now|today|yesterday|nan|inf)$/i;

/** `val.loss/2` is a name by its spelling; where both sides of an operator mean something, blanks were meant. */
function operatorWithoutBlanks(environment: Environment, path: ReadPath): string | undefined {
  if (path.quoted) return undefined;
  const pieces = path.whole.split(/([/-])/);
  if (pieces.length < 3 || pieces.length > 40) return undefined;
  for (const operator of ['/', '-']) {
    for (let at = path.whole.indexOf(operator); at > 0; at = path.whole.indexOf(operator, at + 1)) {
      const sides = [path.whole.slice(0, at), path.whole.slice(at + 1)];
      if (sides.every((side) => operand.test(side) || isKnown(environment, side))) {
        return `${operators[operator]} needs blanks: \`${sides.join(` ${operator} `)}\``;
      }
    }
  }
  return undefined;
}

function isKnown(environment: Environment, text: string): boolean {
  return text !== '' && findPath(muted(environment), plainPath(text), { start: 0, end: 0 }) !== undefined;
}

function plainPath(whole: string): ReadPath {
  const prefix = prefixOf(whole);
  return { whole, quoted: false, ...(prefix === undefined ? {} : { prefix }) };
}

/** The name is there, but is something else. */
function otherKind(environment: Environment, path: ReadPath): string | undefined {
  const { catalog, row } = environment;
  const own = kindsOf(path);
  const name = nameOf(path);
  for (const kind of ['metric', 'param', 'tag'] as const) {
    if (own.includes(kind)) continue;
    const entries = catalog
      .folded(kind, name)
      .filter((entry) => row.reach === undefined || row.reach.has(entry.project));
    if (entries.length === 0) continue;
    const found = foundName(kind, entries, true, []);
    return `a ${kind} has that name: \`${kind}s.${found.name}\` (${formatRuns(found.runs)})`;
  }
  return undefined;
}

function nearestNames(environment: Environment, path: ReadPath, near: readonly FoundName[]): string | undefined {
  const name = nameOf(path);
  const fields = path.prefix === undefined || path.prefix.namespace === 'run' ? runFields : [];
  const nearFields = fields.filter((field) => (nameDistance(name, field.name) ?? 9) <= 2).map((field) => field.name);
  const aliases = [...environment.row.aliases.keys()].filter((alias) => (nameDistance(name, alias) ?? 9) <= 2);
  const plain = [...aliases, ...nearFields].map((known) => `\`${known}\``);
  const names = near.map((found) => `\`${found.name}\` (${formatRuns(found.runs)})`);
  const all = [...plain, ...names].slice(0, 3);
  return all.length === 0 ? undefined : `nearest names: ${all.join(', ')}`;
}

function nearest(environment: Environment, path: ReadPath): readonly FoundName[] {
  const { catalog, row } = environment;
  const entries = catalog.nearest(nameOf(path), kindsOf(path), 12, row.reach);
  const groups = groupBy(entries, (entry) => `${entry.kind} ${entry.name}`);
  return [...groups.values()].slice(0, 5).map((group) => foundName(group[0]?.kind ?? 'metric', group, true, []));
}

function whatThereIs(environment: Environment): string {
  const { projects } = environment.catalog;
  if (projects.every((project) => project.runs === 0))
    return 'the store has no runs yet: `xt import PATH` brings them in';
  return 'the queries `metrics` and `params` list the names that there are';
}

/** A row that is no run: runs are chosen in parentheses. */
function hintOfRow(environment: Environment, path: ReadPath): string {
  const { row } = environment;
  const asRun = withRow(muted(environment), { ofRun: true, columns: [] });
  const known = isKnown(asRun, path.whole);
  if (known && (row.source === 'metrics' || row.source === 'params')) {
    return `choose runs in parentheses: \`${row.source} of (runs where …)\``;
  }
  const near = row.columns.filter((column) => (nameDistance(path.whole, column.name) ?? 9) <= 2);
  const names = (near.length > 0 ? near : row.columns).map((column) => `\`${column.name}\``);
  return `${near.length > 0 ? 'nearest' : 'its columns'}: ${names.join(', ')}`;
}
