import type { TextNode } from '@xt/grammar';
import type { RunEntry, RunMatch } from '../catalog/catalog.ts';
import { formatCount, problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';

/** The run that each text means; reports every text that means none or several. */
export function findRuns(environment: Environment, texts: readonly TextNode[]): readonly RunEntry[] | undefined {
  const found = texts.map((text) => findRun(environment, text));
  return found.every((run) => run !== undefined) ? found : undefined;
}

/** So many runs of a project are listed at most. */
const mostListed = 20;

/** What means a run before what else would. */
const ways = ['id', 'name', 'prefix'] as const;

function findRun(environment: Environment, text: TextNode): RunEntry | undefined {
  const { catalog, reach } = environment;
  const matches = catalog.runsNamed(text.value);
  const inReach = matches.runs.filter((run) => reach === undefined || reach.has(run.project));
  const wayOf = (run: RunMatch) => ways.indexOf(run.by ?? 'id');
  const first = Math.min(...inReach.map(wayOf));
  const runs = inReach.filter((run) => wayOf(run) === first);
  const [run, ...more] = runs;
  const name = text.value;
  if (run !== undefined && more.length === 0) return run;
  if (run === undefined) {
    const near = matches.nearest.map((each) => `\`'${each}'\``);
    const hint = near.length > 0 ? `nearest: ${near.join(', ')}` : 'an id, a name, or the first 6 characters of an id';
    environment.report(problem('unknown-run', text.span, { name, hint }));
    return undefined;
  }
  const several = runs.some((each) => each.project !== run.project);
  const list = runs.slice(0, 8).map((each) => describeRun(environment, each, several));
  const rest = runs.length > 8 ? ', …' : '';
  const all = runs.every((each) => each.name === name)
    ? `; all of them: \`(runs where name = '${name.replaceAll("'", "''")}')\``
    : '';
  const apart = several ? '; `--project` asks one project alone' : '';
  const hint = `${list.join(', ')}${rest}${apart}${all}`;
  const count = `${matches.more === true && runs.length >= mostListed ? 'more than ' : ''}${formatCount(runs.length)}`;
  environment.report(problem('ambiguous-run', text.span, { name, count, hint }));
  return undefined;
}

function describeRun(environment: Environment, run: RunEntry, several: boolean): string {
  const created = run.created === null ? 'no time' : new Date(run.created / 1000).toISOString().slice(0, 16);
  const project = environment.catalog.projects.find((each) => each.id === run.project);
  const where = several && project !== undefined ? `, in ${project.name}` : '';
  return `\`${run.id}\` (${created}, ${run.state}${where})`;
}
