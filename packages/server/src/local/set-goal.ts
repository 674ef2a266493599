import { type Catalog, knownGoal, type NameEntry } from '@xt/engine';
import type { Diagnostic } from '@xt/grammar';
import type { Change } from '../change.ts';
import type { Planned } from './change.ts';
import { changeProblem } from './change-diagnostics.ts';
import type { Choosing } from './choose-runs.ts';

type SetGoal = Extract<Change, { readonly kind: 'goal' }>;

/** The edit that sets the goal of a metric, in the caller's project or in every project that has it. */
export async function goalEdit({ catalog: source, asker }: Choosing, asked: SetGoal): Promise<Planned> {
  const catalog = await source.catalogFor([]);
  const reach = asker.project === undefined ? undefined : catalog.projects.find(({ name }) => name === asker.project);
  if (asker.project !== undefined && reach === undefined) return { errors: [unknownProject(catalog, asker.project)] };
  const found = findMetric(catalog, asked.metric, reach?.id);
  const [first, ...others] = [...new Set(found.map(({ name }) => name))];
  if (first === undefined) return { errors: [unknownMetric(catalog, asked.metric, reach?.id)] };
  if (others.length > 0) {
    const hint = [first, ...others].map((name) => `\`${name}\``).join(' or ');
    return { errors: [changeProblem('ambiguous-metric', undefined, { name: asked.metric, hint })] };
  }
  const projects = found.map(({ project }) => catalog.projects.find(({ id }) => id === project)?.name ?? '');
  const told = asked.goal === 'none' ? knownGoal(first) : undefined;
  return {
    edit: { kind: 'goal', metrics: found.map(({ id }) => id), goal: asked.goal },
    report: { found: found.length, examples: projects.sort(), stored: first },
    notes: told === undefined ? [] : [changeProblem('goal-of-name', undefined, { name: first, as: told })],
  };
}

/** The metric in each project: exactly so spelled, else but for `.` and `/`; with or without `metrics.` before it. */
function findMetric(catalog: Catalog, text: string, project: number | undefined): readonly NameEntry[] {
  const inReach = (entries: readonly NameEntry[]) =>
    project === undefined ? entries : entries.filter((entry) => entry.project === project);
  const names = [text, ...(text.startsWith('metrics.') ? [text.slice('metrics.'.length)] : [])];
  const look = [
    ...names.map((name) => catalog.exact('metric', name)),
    ...names.map((name) => catalog.folded('metric', name)),
  ];
  return look.map(inReach).find((entries) => entries.length > 0) ?? [];
}

function unknownMetric(catalog: Catalog, name: string, project: number | undefined): Diagnostic {
  const near = catalog.nearest(name, ['metric'], 3, project === undefined ? undefined : new Set([project]));
  const names = [...new Set(near.map((entry) => `\`${entry.name}\``))];
  const hint = names.length > 0 ? `nearest names: ${names.join(', ')}` : 'the query `metrics` lists them';
  return changeProblem('unknown-metric', undefined, { name, hint });
}

function unknownProject(catalog: Catalog, name: string): Diagnostic {
  const names = catalog.projects.slice(0, 10).map((project) => `\`${project.name}\``);
  const hint = names.length > 0 ? `there is: ${names.join(', ')}` : 'the store has no projects yet: `xt import PATH`';
  return changeProblem('unknown-project', undefined, { name, hint });
}
