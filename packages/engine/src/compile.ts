import { type Diagnostic, hasErrors, type Outcome, parse, type Query } from '@xt/grammar';
import { bind } from './bind/bind.ts';
import type { BoundQuery } from './bind/bound.ts';
import type { Asker, Catalog } from './catalog/catalog.ts';
import { withNames } from './names-of-runs.ts';
import { lower } from './plan/lower.ts';
import type { Plan } from './plan/plan.ts';
import { split } from './plan/split.ts';
import type { Steps } from './plan/steps.ts';
import { type BuiltStep, build } from './sql/build.ts';
import { type BuiltCheck, buildChecks } from './sql/build-checks.ts';

/** Every stage of a query, from what was written to the statements that answer it. */
export interface Compiled {
  readonly syntax: Query;
  readonly bound: BoundQuery;
  readonly plan: Plan;
  readonly steps: Steps;
  readonly statements: readonly BuiltStep[];
  readonly checks: readonly BuiltCheck[];
}

export interface CompileOptions {
  /** At most so many rows are shown; all are counted. */
  readonly limit?: number;
  /** So many runs at the beginning are not shown; of other rows the first always are. */
  readonly skip?: number;
  /** Of rows that are runs, ids and names are read too, for `takeNames`. */
  readonly names?: boolean;
}

/** Compiles a query without asking any store: text, then syntax, names, plan, steps, statements. */
export function compile(text: string, catalog: Catalog, asker: Asker, options: CompileOptions = {}): Outcome<Compiled> {
  return compileParsed(parse(text), catalog, asker, options);
}

/** The same of a text that is parsed already. */
export function compileParsed(
  parsed: Outcome<Query>,
  catalog: Catalog,
  asker: Asker,
  options: CompileOptions = {},
): Outcome<Compiled> {
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return { diagnostics: parsed.diagnostics };
  const bound = bind(parsed.value, catalog, asker);
  const diagnostics: readonly Diagnostic[] = [...parsed.diagnostics, ...bound.diagnostics];
  if (bound.value === undefined || hasErrors(diagnostics)) return { diagnostics };
  const asked = options.names === true ? withNames(bound.value) : bound.value;
  const plan = lower(asked);
  return { value: { syntax: parsed.value, bound: asked, ...compilePlan(plan, asker, options) }, diagnostics };
}

/** The stages after the plan. */
export function compilePlan(
  plan: Plan,
  asker: Pick<Asker, 'now'>,
  options: CompileOptions = {},
): Omit<Compiled, 'syntax' | 'bound'> {
  const steps = split(plan, options.limit, options.skip);
  return { plan, steps, statements: build(steps, { now: asker.now }), checks: buildChecks(steps.checks) };
}
