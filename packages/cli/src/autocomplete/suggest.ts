import type { CompleteReport, CompleteRequest, Service } from '@xt/server';
import { callerOf, chooseStore, storeExists } from '@xt/server/open';
import type { Command, CommonFlags } from '../command.ts';
import { openService } from '../open-service.ts';
import type { Terminal } from '../terminal.ts';
import { findView } from '../view-text.ts';
import { type Asked, beforeView, completeQuery, nameIn } from './complete-query.ts';
import { type GivenFlags, type LinePlace, linePlace } from './line-place.ts';
import type { ShellWord } from './shell-words.ts';

/** What can stand in place of the end of the word at the cursor. */
export interface Suggestion {
  /** From where on it takes the place of the word's value. */
  readonly start: number;
  readonly text: string;
  /** What is said of it beside it. */
  readonly about?: string;
}

export type Suggested =
  | { readonly kind: 'files' | 'folders' }
  /** `query`: of a query, which stands in quotes and goes on. */
  | { readonly kind: 'texts'; readonly query: boolean; readonly list: readonly Suggestion[] };

// More is nothing to choose from at a prompt.
const most = 60;

/** What completes the last word of a command line: commands, flags, files, or the query in it, of which the store is asked. */
export async function suggest(
  line: readonly [...ShellWord[], ShellWord],
  commands: readonly Command[],
  flags: CommonFlags,
  terminal: Terminal,
): Promise<Suggested> {
  const place = linePlace(line, commands);
  switch (place.kind) {
    case 'files':
    case 'folders':
      return place;
    case 'nothing':
      return { kind: 'texts', query: false, list: [] };
    case 'words':
      return { kind: 'texts', query: false, list: wordsThatGoOn(place, line.at(-1)?.value ?? '') };
    case 'names':
      return { kind: 'texts', query: false, list: await names(place, line, flags, terminal) };
    case 'query': {
      const word = line.at(-1);
      const text = word?.value ?? '';
      const style =
        word?.open === "'" ? ({ text: '"', name: 'backquotes' } as const) : ({ text: "'", name: 'brackets' } as const);
      const request = { text, cursor: text.length, style, limit: most };
      const { span, items } = await withStore(withGiven(flags, place.given), terminal, (store) =>
        completeQuery(request, store),
      );
      const list = items.map(({ text: item, kind, runs }) => ({
        start: span.start,
        text: goesOn(item) ? `${item} ` : item,
        about: runs === undefined ? kind : `${kind}, ${runs.toLocaleString('en')} ${runs === 1 ? 'run' : 'runs'}`,
      }));
      return { kind: 'texts', query: true, list };
    }
  }
}

function wordsThatGoOn(
  { words, written }: Extract<LinePlace, { kind: 'words' }>,
  value: string,
): readonly Suggestion[] {
  const start = value.length - written.length;
  return words.filter(({ text }) => text.startsWith(written)).map((word) => ({ ...word, start }));
}

/** A word is followed by a blank; what opens something is not. */
function goesOn(item: string): boolean {
  return !/[(.]$/.test(item);
}

async function names(
  { of, written, given }: Extract<LinePlace, { kind: 'names' }>,
  line: readonly ShellWord[],
  flags: CommonFlags,
  terminal: Terminal,
): Promise<readonly Suggestion[]> {
  const start = (line.at(-1)?.value.length ?? 0) - written.length;
  const text = beforeNames[of] + written.replaceAll("'", "''");
  const { items } = await withStore(withGiven(flags, given), terminal, (store) =>
    store.complete({ text, cursor: text.length, limit: most }),
  );
  return items.map((item) => ({ start, text: nameIn(item.text) }));
}

/** Queries that go on with such a name. */
const beforeNames = {
  project: "runs where project = '",
  metric: "runs where metrics['",
  run: "run '",
  view: beforeView,
} as const;

function withGiven(flags: CommonFlags, given: GivenFlags): CommonFlags {
  const text = (name: string) => {
    const value = given.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    ...flags,
    store: text('store') ?? flags.store,
    project: text('project') ?? flags.project,
    'in-process': given.has('in-process') || flags['in-process'],
  };
}

/** Asks the store; where there is none yet, only what the language itself has can complete. */
async function withStore(
  flags: CommonFlags,
  terminal: Terminal,
  use: (store: Asked) => Promise<CompleteReport>,
): Promise<CompleteReport> {
  if (!storeExists(chooseStore(flags.store, terminal.environment, process.cwd()))) {
    const { completeWords } = await import('../language.ts');
    return use({ complete: async ({ text, cursor }) => completeWords(text, cursor), view: async () => undefined });
  }
  const { service } = await openService(flags, terminal);
  const caller = callerOf(flags, terminal);
  try {
    return await use({
      complete: (request) => askedOf(service, { ...request, caller }, terminal),
      view: (name) => findView(service, name, caller, terminal),
    });
  } finally {
    await service.close();
  }
}

async function askedOf(service: Service, request: CompleteRequest, terminal: Terminal): Promise<CompleteReport> {
  for await (const part of service.complete(request, terminal.signal)) {
    if (part.kind !== 'end') continue;
    if (part.failure !== undefined) throw new Error(part.failure.message);
    if (part.report !== undefined) return part.report;
  }
  throw new Error('the reply has no end');
}
