import { type ReadPath, readPath } from '../bind/read-path.ts';
import { tableColumns } from '../bind/tables.ts';
import type { ProjectEntry } from '../catalog/catalog.ts';
import { runFields } from '../catalog/run-fields.ts';
import type { ValuesOf } from '../stores/look-up-values.ts';
import type { CompletionItem } from './item.ts';
import { entriesOf, type NameContext } from './names.ts';
import { plainName, type TextPlace } from './places.ts';

/** The texts that can stand somewhere: known already, or to be asked of the store. */
export type TextsOf =
  | {
      readonly kind: 'known';
      readonly texts: readonly { readonly text: string; readonly runs?: number }[];
      readonly as: CompletionItem['kind'];
    }
  | { readonly kind: 'stored'; readonly of: ValuesOf; readonly as: CompletionItem['kind'] };

/** Which texts can stand at a place; undefined where any can. */
export function textsAt(context: NameContext, place: TextPlace): TextsOf | undefined {
  switch (place.kind) {
    case 'run':
      return stored(context, { kind: 'run' }, 'run');
    case 'label':
      return { kind: 'known', as: 'tag', texts: usedNames(context, 'tag') };
    case 'artifact':
      return stored(context, { kind: 'artifact', ...(place.role === undefined ? {} : { role: place.role }) }, 'value');
    case 'key':
      return keysOf(context, plainName({ ...place.path, parts: place.path.parts.slice(0, 1) }));
    case 'value':
      return valuesOf(context, place);
    case 'any':
      return undefined;
  }
}

function stored(context: NameContext, of: ValuesOf, as: CompletionItem['kind']): TextsOf {
  if ('ids' in of || of.kind === 'view' || context.reach === undefined) return { kind: 'stored', of, as };
  return { kind: 'stored', of: { ...of, projects: [...context.reach] }, as };
}

function keysOf(context: NameContext, namespace: string | undefined): TextsOf | undefined {
  if (namespace === 'metrics') return { kind: 'known', as: 'metric', texts: usedNames(context, 'metric') };
  if (namespace === 'params' || namespace === 'config')
    return { kind: 'known', as: 'param', texts: usedNames(context, 'param') };
  return namespace === 'tags' ? { kind: 'known', as: 'tag', texts: usedNames(context, 'tag') } : undefined;
}

function usedNames({ catalog, reach }: NameContext, kind: 'metric' | 'param' | 'tag') {
  const runs = new Map<string, number>();
  for (const entry of catalog.all(kind))
    if (reach?.has(entry.project) ?? true) runs.set(entry.name, (runs.get(entry.name) ?? 0) + entry.runs);
  return [...runs].map(([text, count]) => ({ text, runs: count }));
}

function valuesOf(context: NameContext, { of, source }: Extract<TextPlace, { kind: 'value' }>): TextsOf | undefined {
  const path = readPath(of);
  if (source === 'metrics' || source === 'params') return fixedOf(source, path.whole);
  if (source === 'artifacts' && path.whole === 'role') return known(['used', 'made']);
  if (source === 'artifacts' && path.whole === 'name') return stored(context, { kind: 'artifact' }, 'value');
  if (source === 'views' && path.whole === 'name') return { kind: 'stored', of: { kind: 'view' }, as: 'value' };
  return source === 'projects' || source === 'views' ? undefined : valuesOfRun(context, path.prefix, path.whole);
}

function fixedOf(source: 'metrics' | 'params', column: string): TextsOf | undefined {
  const columns: readonly { readonly name: string; readonly values?: readonly string[] }[] = tableColumns[source];
  const values = columns.find(({ name }) => name === column)?.values;
  return values === undefined ? undefined : known(values);
}

function known(texts: readonly string[]): TextsOf {
  return { kind: 'known', as: 'value', texts: texts.map((text) => ({ text })) };
}

function valuesOfRun(context: NameContext, prefix: ReadPath['prefix'], name: string): TextsOf | undefined {
  switch (prefix?.namespace) {
    case 'params':
    case 'config':
      return valuesOfKey(context, 'param', prefix.rest);
    case 'tags':
      return valuesOfKey(context, 'tag', prefix.rest);
    case 'run':
    case 'parent':
    case 'root': {
      const rest = readPath({
        kind: 'path',
        span: nowhere,
        parts: [{ kind: 'plain', span: nowhere, text: prefix.rest }],
      });
      return valuesOfRun(context, rest.prefix, rest.whole);
    }
    default:
      return valuesOfField(context, name) ?? valuesOfKey(context, 'param', name);
  }
}

const nowhere = { start: 0, end: 0 };

function valuesOfKey(context: NameContext, kind: 'param' | 'tag', name: string): TextsOf | undefined {
  const ids = entriesOf(context, kind, name).map(({ id }) => id);
  return ids.length === 0 ? undefined : stored(context, { kind, ids }, 'value');
}

function valuesOfField(context: NameContext, name: string): TextsOf | undefined {
  switch (name) {
    case 'state':
      return known(runFields.flatMap((field) => (field.name === 'state' ? field.values : [])));
    case 'project': {
      const inReach = ({ id, runs }: ProjectEntry) => runs > 0 && (context.reach?.has(id) ?? true);
      const projects = context.catalog.projects.filter(inReach);
      return { kind: 'known', as: 'value', texts: projects.map(({ name: text, runs }) => ({ text, runs })) };
    }
    case 'tags':
      return { kind: 'known', as: 'tag', texts: usedNames(context, 'tag') };
    case 'parent':
      return stored(context, { kind: 'field', field: 'id' }, 'value');
    case 'id':
    case 'name':
    case 'user':
    case 'group':
    case 'kind':
    case 'host':
    case 'git.commit':
    case 'git.branch':
      return stored(context, { kind: 'field', field: name }, 'value');
    default:
      return undefined;
  }
}
