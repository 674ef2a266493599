import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller, CompleteReport, Service } from '@xt/server';
import { errorsOf } from '../editor/editor.ts';
import { editorBefore } from '../editor/text-before.ts';
import { selectPlace } from '../overlay/columns-offered.ts';
import { quoteText } from '../query/splice.ts';
import type { Event } from '../state/event.ts';
import type { State } from '../state/state.ts';
import { viewReference } from '../views/view-reference.ts';
import type { AskRunner } from './run-asks.ts';

/** After so long without a key the store is asked what it thinks of the text. */
const pauseMs = 250;
const mostItems = 200;
const mostNames = 20_000;
/** Beyond this nobody waits for what could stand in a text. */
const mostText = 10_000;

/** Asks a service what helps while somebody types: what can stand at the cursor, what is wrong, which columns there are. */
export function runCompletions(service: Service, caller: Caller, tell: (event: Event) => void): AskRunner {
  const completing = newest(async (text: string, signal) => {
    const report = await completeAny(service, caller, text, signal);
    return report === undefined ? undefined : { kind: 'completed', completion: { of: text, ...report } };
  }, tell);
  const checking = newest(async (text: string, signal) => {
    await sleep(pauseMs, undefined, { signal });
    for await (const part of service.explain({ text, caller }, signal)) {
      if (part.kind !== 'end') continue;
      // A store that cannot be asked says nothing of the text.
      if (part.failure !== undefined && part.failure.kind !== 'query') return undefined;
      const diagnostics = part.diagnostics.filter(({ severity }) => severity === 'error');
      return { kind: 'checked', of: text, diagnostics };
    }
    return undefined;
  }, tell);
  const naming = newest(async (place: string, signal) => {
    const report = await complete(service, caller, place, mostNames, signal);
    return { kind: 'named', known: { of: place, items: report?.items ?? [] } };
  }, tell);
  return {
    update: (state) => {
      completing.want(completedText(state));
      checking.want(checkedText(state));
      naming.want(namedPlace(state));
    },
    close: () => {
      for (const each of [completing, checking, naming]) each.want(undefined);
    },
  };
}

function completedText({ query }: State): string | undefined {
  const { editor } = query;
  return editor === undefined || editor.text.length > mostText ? undefined : editorBefore(editor);
}

function checkedText({ query }: State): string | undefined {
  const { editor } = query;
  if (editor === undefined || editor.text.length > mostText || editor.text.trim() === '') return undefined;
  if (viewReference(editor.text) !== undefined) return undefined;
  return errorsOf(editor).length > 0 ? undefined : editor.text;
}

function namedPlace({ overlay, query }: State): string | undefined {
  return overlay?.kind === 'choose' && overlay.what === 'columns' ? selectPlace(query.text) : undefined;
}

/** At its start a text may be the name of a view. */
async function completeAny(
  service: Service,
  caller: Caller,
  text: string,
  signal: AbortSignal,
): Promise<CompleteReport | undefined> {
  const view = viewReference(text);
  if (view === undefined) return complete(service, caller, text, mostItems, signal);
  if (view.rest !== '') return undefined;
  const report = await complete(
    service,
    caller,
    `views where name = ${quoteText(view.name).slice(0, -1)}`,
    mostItems,
    signal,
  );
  const items = (report?.items ?? []).map((item) => ({
    ...item,
    text: `@${item.text.slice(1, -1).replaceAll("''", "'")}`,
  }));
  return { span: { start: text.indexOf('@'), end: text.length }, items };
}

async function complete(
  service: Service,
  caller: Caller,
  text: string,
  limit: number,
  signal: AbortSignal,
): Promise<CompleteReport | undefined> {
  for await (const part of service.complete({ text, cursor: text.length, caller, limit }, signal)) {
    if (part.kind === 'end') return part.report;
  }
  return undefined;
}

/** One question at a time: another text ends the one before, none ends it without a new one. */
function newest(
  ask: (text: string, signal: AbortSignal) => Promise<Event | undefined>,
  tell: (event: Event) => void,
): { readonly want: (text: string | undefined) => void } {
  let asked: string | undefined;
  let abort = new AbortController();
  return {
    want: (text) => {
      if (text === asked) return;
      asked = text;
      abort.abort();
      if (text === undefined) return;
      const own = new AbortController();
      abort = own;
      ask(text, own.signal).then(
        (event) => {
          if (!own.signal.aborted && event !== undefined) tell(event);
        },
        (error: unknown) => {
          if (own.signal.aborted) return;
          tell({
            kind: 'said',
            message: { kind: 'problem', text: error instanceof Error ? error.message : String(error) },
          });
        },
      );
    },
  };
}
