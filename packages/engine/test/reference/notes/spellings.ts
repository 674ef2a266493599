import { type Expression, type Query, walk } from '@xt/grammar';
import { fields } from '../runs/fields.ts';
import { folded, namesOf, resolve } from '../runs/names.ts';
import { Refused, type Run, type Scene } from '../world.ts';

/** Of how many runs a name is there in another spelling only, and which fields hide a metric or param of their name. */
export function spellingNotes(query: Query, scene: Scene): readonly string[] {
  const paths: Path[] = [];
  const axes: unknown[] = query.clauses.flatMap((clause) => (clause.kind === 'x' ? [clause.axis] : []));
  walk(query, (node) => {
    if ('kind' in node && node.kind === 'path' && !isAxis(node, axes)) paths.push(node);
  });
  return paths.flatMap((path) => [...otherSpelling(path, scene), ...shadowed(path, scene)]);
}

type Path = Extract<Expression, { readonly kind: 'path' }>;

/** A word for an axis is no name. */
function isAxis(path: Path, axes: readonly unknown[]): boolean {
  const [part] = path.parts;
  return axes.includes(path) && part?.kind === 'plain' && ['step', 'time', 'relative'].includes(part.text);
}

const partsOf = { metric: 'series', param: 'params', tag: 'tags' } as const;

function otherSpelling(path: Path, scene: Scene): readonly string[] {
  const named = resolved(path, scene);
  if (named === undefined || (named.kind !== 'metric' && named.kind !== 'param' && named.kind !== 'tag')) return [];
  // A name between quotes is exact.
  if (path.parts.some(({ kind }) => kind === 'quoted' || kind === 'index')) return [];
  const others = namesOf(named.kind, scene).filter(
    (name) => name !== named.name && folded(name) === folded(named.name),
  );
  const part = partsOf[named.kind];
  const hasOne = (run: Run, names: readonly string[]) => names.some((name) => Object.hasOwn(run[part], name));
  const runs = scene.runs.filter((run) => !hasOne(run, [named.name]) && hasOne(run, others)).length;
  return runs === 0 ? [] : [`other-spelling ${named.name} ${runs}`];
}

function shadowed(path: Path, scene: Scene): readonly string[] {
  const [part] = path.parts;
  if (path.parts.length !== 1 || part?.kind !== 'plain' || !Object.hasOwn(fields, part.text)) return [];
  const kind = (['metric', 'param'] as const).find((each) =>
    namesOf(each, scene).some((name) => folded(name) === folded(part.text)),
  );
  return kind === undefined ? [] : [`shadowed ${part.text} ${kind}`];
}

/** What a path names of the data; a column has a name of its own. */
function resolved(path: Path, scene: Scene) {
  try {
    return resolve(path, scene);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
