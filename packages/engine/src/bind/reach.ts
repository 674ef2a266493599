import type { Clause, Expression } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import type { Scope } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

/** Ids of the projects that rows may come from; absent: every project. */
export type Reach = ReadonlySet<number> | undefined;

/** What the asker may read: where relatives of rows may be, whatever project is asked for. */
export function readableBy({ asker }: Environment): Reach {
  return asker.readable === undefined ? undefined : new Set(asker.readable);
}

/** What the asker may read and asked for; reports a project that is not there. */
export function reachOfAsker(environment: Environment): Reach {
  const { catalog, asker } = environment;
  const readable = readableBy(environment);
  if (asker.project === undefined) return readable;
  const projects = catalog.projects.filter((project) => readable?.has(project.id) ?? true);
  const found = projects.filter((project) => project.name === asker.project);
  if (found.length === 0) {
    const name = asker.project;
    const hint = hintOf(
      name,
      projects.map((project) => project.name),
    );
    environment.report(problem('unknown-project', undefined, { name, hint }));
  } else if (found.every(({ runs }) => runs === 0)) {
    environment.report(problem('empty-project', undefined, { name: asker.project }));
  }
  return new Set(found.map((project) => project.id));
}

const mostNear = 3;
const mostOthers = 10;

/** The nearest projects, nearest first, else the first by name. */
function hintOf(name: string, projects: readonly string[]): string {
  if (projects.length === 0) return 'the store has no projects yet: `xt import PATH`';
  const byName = projects.toSorted();
  const distances = new Map(byName.map((project) => [project, nameDistance(name, project)]));
  const near = byName.filter((project) => distances.get(project) !== undefined);
  near.sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
  const shown = near.length > 0 ? near.slice(0, mostNear) : byName.slice(0, mostOthers);
  const more = near.length === 0 && byName.length > mostOthers ? ', …' : '';
  return `there is: ${shown.map((project) => `\`${project}\``).join(', ')}${more}`;
}

/** Narrowed by `project = '...'` or `in (...)` that all rows must meet: where nothing before has cut rows off. */
export function narrowReach(environment: Environment, reach: Reach, clauses: readonly Clause[]): Reach {
  if (environment.asker.project !== undefined) return reach;
  let narrowed = reach;
  for (const clause of clauses) {
    if (clause.kind === 'select' && clause.columns.some(renamesProject)) break;
    if (clause.kind === 'limit' || clause.kind === 'top' || clause.kind === 'group') break;
    if (clause.kind !== 'where') continue;
    for (const names of projectsIn(clause.condition)) narrowed = intersect(narrowed, idsOf(environment, names));
  }
  return narrowed;
}

/** The scope as the later stages see it. */
export function scopeOf(environment: Environment, reach: Reach): Scope {
  const projects = environment.catalog.projects.filter((project) => reach?.has(project.id) ?? true);
  const several = projects.filter((project) => project.runs > 0).length > 1;
  return reach === undefined ? { several } : { projects: [...reach].sort((a, b) => a - b), several };
}

/** The projects that are in both. */
export function intersect(a: Reach, b: Reach): Reach {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((id) => b.has(id)));
}

function idsOf(environment: Environment, names: readonly string[]): Reach {
  const projects = environment.catalog.projects.filter((project) => names.includes(project.name));
  // A project that is not there is reported where the condition is bound; names are then looked up everywhere.
  return projects.length === 0 ? undefined : new Set(projects.map((project) => project.id));
}

/** One list of project names for each conjunct that fixes the project. */
function projectsIn(node: Expression): readonly (readonly string[])[] {
  if (node.kind === 'and') return node.items.flatMap(projectsIn);
  if (node.kind === 'compare' && node.op === '=') {
    const text = isProject(node.left) ? node.right : isProject(node.right) ? node.left : undefined;
    return text?.kind === 'text' ? [[text.value]] : [];
  }
  if (node.kind !== 'in' || node.negated || !isProject(node.item)) return [];
  const texts = node.values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  return texts.length === node.values.length ? [texts] : [];
}

function isProject(node: Expression): boolean {
  const [part, ...more] = node.kind === 'path' ? node.parts : [];
  return part?.kind === 'plain' && more.length === 0 && (part.text === 'project' || part.text === 'run.project');
}

function renamesProject(column: Extract<Clause, { readonly kind: 'select' }>['columns'][number]): boolean {
  return (column.kind === 'column' || column.kind === 'best-run') && column.alias?.name === 'project';
}
