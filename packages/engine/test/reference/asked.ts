import type { Asker } from '../../src/catalog/catalog.ts';
import type { OpenStores } from '../../src/stores/index.ts';
import { openAsk, type Told } from './ask.ts';
import { difference } from './differences.ts';
import { notesTold } from './notes.ts';
import { day, start } from './random/random-world.ts';
import { say } from './reference.ts';
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

/** Writes worlds and opens them to questions. */
export async function openAsked(worlds: readonly World[], stores: OpenStores): Promise<Asked> {
  for (const world of worlds) await writeWorld(world, stores.writer);
  const asks = await openAsk(stores);
  return {
    beside: (others) => openAsked(others, stores),
    disagreement: async (world, template, manner) => {
      const text = queryOf(template, world);
      const { table, notes, refusals } = say(text, { world, runs: world.runs, user: 'ann', now });
      const readable = asks.catalog.projects.filter(({ name }) => world.projects.includes(name)).map(({ id }) => id);
      const asker: Asker = { user: 'ann', now, zone: 'UTC', readable };
      const told = await asks[manner](text, asker).catch((error: unknown) => {
        throw new Error(`the engine fails at ${text}`, { cause: error });
      });
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
    },
  };
}

function noteDifference(text: string, notes: readonly string[], diagnostics: Told['diagnostics']): string | undefined {
  const told = notesTold(diagnostics);
  return told.join('\n') === notes.join('\n')
    ? undefined
    : `${text}\nnotes     ${notes.join('; ')}\nengine    ${told.join('; ')}`;
}

/** The query of a world: `«3»` is the id of one of its runs, or the name where it is of no other; `«p»` its first project. */
function queryOf(template: string, world: World): string {
  return template.replaceAll('«p»', world.projects[0] ?? '').replaceAll(/«(\d)»/g, (_, digit: string) => {
    const run = world.runs[Number(digit) % world.runs.length];
    const only = world.runs.filter((each) => each.name === run?.name).length === 1;
    return (only && run?.name.startsWith('solo') ? run.name : run?.id) ?? '';
  });
}
