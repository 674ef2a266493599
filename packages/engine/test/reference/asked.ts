import type { Asker, Catalog } from '../../src/catalog/catalog.ts';
import type { OpenStores } from '../../src/stores/index.ts';
import { askOver, openCatalog, type Told, type Wanted } from './ask.ts';
import { difference } from './differences.ts';
import { type Notes, notesTold } from './notes/notes.ts';
import { day, start } from './random/random-world.ts';
import { type Said, say } from './reference.ts';
import type { World } from './world.ts';
import { writeWorld } from './write-world.ts';

const now = start + 30 * day;

/** Worlds in one store, a few projects each, of which a query sees those of its own world. */
export interface Asked {
  /** What engine and reference differ in over a query of a world; `refused` where both rightly refuse it. */
  disagreement(world: World, template: string, manner: 'few' | 'many'): Promise<string | undefined>;
  /** The same of worlds that are written now. */
  beside(worlds: readonly World[]): Promise<Asked>;
}

/** A question of a world, and what the reference says of it. */
export interface Question extends Wanted {
  readonly said: Said;
}

/** Writes worlds and opens them to questions. */
export async function openAsked(worlds: readonly World[], stores: OpenStores): Promise<Asked> {
  for (const world of worlds) await writeWorld(world, stores.writer);
  const { catalog, catalogFor } = await openCatalog(stores);
  const asks = askOver(stores, catalogFor);
  return {
    beside: (others) => openAsked(others, stores),
    disagreement: async (world, template, manner) => {
      const question = questionOf({ world, template });
      const told = await asks[manner](question, askerOf(world, catalog)).catch((error: unknown) => {
        throw new Error(`the engine fails at ${question.text}`, { cause: error });
      });
      return disagreementOver({ world, template }, question, told, manner);
    },
  };
}

/** A template that is asked of a world. */
export interface Posed {
  readonly world: World;
  readonly template: string;
}

/** The question that a template asks of a world, with `lastDigits` of what is smoothed. */
export function questionOf({ world, template }: Posed, lastDigits?: number): Question {
  const wanted = wantedOf(queryOf(template, world));
  const scene = { world, runs: world.runs, user: 'ann', now, ...(lastDigits === undefined ? {} : { lastDigits }) };
  const { notes, ...said } = say(wanted.text, scene);
  // A view names its columns otherwise, and so do notes of it.
  return { ...wanted, said: notes === undefined || wanted.view !== undefined ? said : { ...said, notes } };
}

/** `@QUERY¦MORE` is a saved view with clauses behind it: it means the same as both together. */
function wantedOf(template: string): Wanted {
  const [, query, more] = /^@(.*)¦(.*)$/s.exec(template) ?? [];
  if (query === undefined || more === undefined) return { text: template };
  return { text: `${query} ${more}`, view: { query, more } };
}

/** Who sees one world of a store. */
export function askerOf(world: World, catalog: Catalog): Asker {
  const readable = catalog.projects.filter(({ name }) => world.projects.includes(name)).map(({ id }) => id);
  return { user: 'ann', now, zone: world.zone.name, readable };
}

/** What the reference's answer to a question and the engine's differ in; `refused` where both rightly refuse it. */
export function disagreementOver(
  posed: Posed,
  question: Question,
  told: Told,
  manner: 'few' | 'many',
): string | undefined {
  const found = disagreement(question, told, manner);
  if (found === undefined || found === 'refused' || !/ smooth /.test(question.text)) return found;
  // Values that are equal but for their last digits may stand in either order.
  const others = Array.from({ length: 16 }, (_, at) => questionOf(posed, at + 1));
  return others.some((other) => disagreement(other, told, manner) === undefined) ? undefined : found;
}

function disagreement(
  { text, said: { table, notes, refusals } }: Question,
  told: Told,
  manner: 'few' | 'many',
): string | undefined {
  const errors = told.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    // That all values are of another type is told of the catalog, which the reference has not.
    if (errors.some(({ code }) => refusals.includes(code) || code === 'type-mismatch')) return 'refused';
    return `${text}\nthe engine refuses it: ${errors.map(({ code, message }) => `${code}: ${message}`).join('; ')}`;
  }
  const found = table === undefined ? `the reference refuses it: ${refusals.join(', ')}` : difference(table, told);
  if (found !== undefined) return `${text}\n${found}`;
  // As for many runs the engine is asked for no notes.
  return notes === undefined || manner === 'many' ? undefined : noteDifference(text, notes, told.diagnostics);
}

function noteDifference(text: string, { notes, open }: Notes, diagnostics: Told['diagnostics']): string | undefined {
  const told = notesTold(diagnostics, open);
  return told.join('\n') === notes.join('\n')
    ? undefined
    : `${text}\nnotes     ${notes.join('; ')}\nengine    ${told.join('; ')}`;
}

/** The query of a world: `«3»` is the name of one of its runs, or the id where another has the name too; `«p»` its first project, `«d»` a digest, `«v»` its views. */
function queryOf(template: string, world: World): string {
  return template
    .replaceAll('«p»', world.projects[0] ?? '')
    .replaceAll('«d»', digestIn(world))
    .replaceAll('«v»', world.views.map(({ name }) => `'${name.replaceAll("'", "''")}'`).join(', '))
    .replaceAll(/«(\d)»/g, (_, digit: string) => {
      const run = world.runs[Number(digit) % world.runs.length];
      const only = world.runs.filter((each) => each.name === run?.name).length === 1;
      return (only ? run?.name : run?.id) ?? '';
    });
}

function digestIn(world: World): string {
  return world.runs.flatMap(({ artifacts }) => artifacts.flatMap(({ digest }) => digest ?? []))[0] ?? 'none';
}
