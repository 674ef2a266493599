import type { PathNode } from '@xt/grammar';
import { Refused, type Scene } from '../world.ts';
import { fields } from './fields.ts';

/** What a name means of a run. `kin` is the same of its parent or root. */
export type Named =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'metric'; readonly name: string }
  | { readonly kind: 'param'; readonly name: string; readonly item?: number }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'kin'; readonly of: 'parent' | 'root'; readonly named: Named };

/** What a path names in the reach of a scene; refused if nothing, or if several things. */
export function resolve(path: PathNode, scene: Scene): Named {
  const written = path.parts.map((part) => (part.kind === 'index' ? String(part.key) : part.text));
  const [head] = path.parts;
  const whole = { name: written.join('.'), quoted: head?.kind === 'quoted' };
  if (head?.kind !== 'plain') return bare(whole, scene);
  const last = path.parts.at(-1);
  const item = last?.kind === 'index' && typeof last.key === 'number' ? last.key : undefined;
  if (item !== undefined) return listItem(path, item, scene);
  const [first = '', ...others] = head.text.split('.');
  const rest = [...(others.length > 0 ? [others.join('.')] : []), ...written.slice(1)].join('.');
  const inner = { name: rest, quoted: path.parts.length > 1 };
  if (rest !== '') {
    const said = prefixed(first, inner, scene);
    if (said !== undefined) return said;
  }
  return bare(whole, scene);
}

/** The name of one kind that a text means: the exact spelling, else the only one with `.` and `/` exchanged. */
export function lookUp(
  kind: 'metric' | 'param' | 'tag',
  name: string,
  quoted: boolean,
  scene: Scene,
): string | undefined {
  const all = namesOf(kind, scene);
  if (all.includes(name)) return name;
  if (quoted) return undefined;
  const near = all.filter((each) => folded(each) === folded(name));
  if (near.length > 1) throw new Refused('ambiguous-name', name);
  return near[0];
}

/** All names of one kind that runs in reach have. */
export function namesOf(kind: 'metric' | 'param' | 'tag', scene: Scene): readonly string[] {
  const of = { metric: 'series', param: 'params', tag: 'tags' } as const;
  return [...new Set(scene.runs.flatMap((run) => Object.keys(run[of[kind]])))];
}

export function folded(name: string): string {
  return name.replaceAll('/', '.');
}

interface Written {
  readonly name: string;
  readonly quoted: boolean;
}

function prefixed(prefix: string, { name, quoted }: Written, scene: Scene): Named | undefined {
  switch (prefix) {
    case 'metrics':
    case 'summary':
      return found('metric', name, quoted, scene);
    case 'params':
    case 'config':
      return found('param', name, quoted, scene);
    case 'tags':
      return found('tag', name, quoted, scene);
    case 'run':
      return Object.hasOwn(fields, name) ? { kind: 'field', name } : bare({ name, quoted }, scene);
    case 'parent':
    case 'root': {
      // A relative may be of a project that none of the rows is of.
      const wide = { ...scene, runs: scene.world.runs };
      const [head = ''] = name.split('.');
      const rest = name.slice(head.length + 1);
      const inner = rest === '' || quoted ? undefined : prefixed(head, { name: rest, quoted: false }, wide);
      return { kind: 'kin', of: prefix, named: inner ?? bare({ name, quoted }, wide) };
    }
    default:
      return undefined;
  }
}

function found(kind: 'metric' | 'param' | 'tag', name: string, quoted: boolean, scene: Scene): Named {
  const known = lookUp(kind, name, quoted, scene);
  if (known === undefined) throw new Refused('unknown-name', name);
  return { kind, name: known };
}

/** A bare name: a field wins, else a metric or a param, exact spellings before others. */
function bare({ name, quoted }: Written, scene: Scene): Named {
  if (!quoted && Object.hasOwn(fields, name)) return { kind: 'field', name };
  const exact = (['metric', 'param'] as const).filter((kind) => namesOf(kind, scene).includes(name));
  const kinds =
    exact.length > 0
      ? exact
      : (['metric', 'param'] as const).filter((kind) => lookUp(kind, name, quoted, scene) !== undefined);
  const [kind] = kinds;
  if (kind === undefined) throw new Refused('unknown-name', name);
  if (kinds.length > 1) throw new Refused('ambiguous-name', name);
  return { kind, name: lookUp(kind, name, quoted, scene) ?? name };
}

/** `params.layers[0]`: an item of a list, else the param `layers.0`. */
function listItem(path: PathNode, item: number, scene: Scene): Named {
  return itemOf(resolve({ ...path, parts: path.parts.slice(0, -1) }, scene), item);
}

function itemOf(list: Named, item: number): Named {
  if (list.kind === 'kin') return { ...list, named: itemOf(list.named, item) };
  if (list.kind !== 'param') throw new Refused('unknown-name', String(item));
  return { ...list, item };
}
