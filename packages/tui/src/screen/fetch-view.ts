import { quoteText } from '../query/splice.ts';
import type { Effect } from '../state/state.ts';
import type { EffectTools } from './run-effects.ts';

type ViewEffect = Extract<Effect, { kind: 'open-view' }>;

/** Asks for the query of a saved view and tells it, with what is to follow, or that there is none of that name. */
export async function fetchView({ service, caller, tell }: EffectTools, { name, rest }: ViewEffect): Promise<void> {
  const problem = (text: string) => tell({ kind: 'said', message: { kind: 'problem', text } });
  const text = `views where name = ${quoteText(name)} select query`;
  const chunks: Uint8Array[] = [];
  try {
    const request = { text, caller, format: 'json' as const, color: false };
    for await (const part of service.query(request, new AbortController().signal)) {
      if (part.kind === 'bytes') chunks.push(part.bytes);
      if (part.kind !== 'end') continue;
      if (part.failure !== undefined) return problem(part.failure.message);
      const rows = JSON.parse(Buffer.concat(chunks).toString('utf8')) as readonly { readonly query: string }[];
      const query = rows[0]?.query;
      if (query === undefined) return problem(`no view is named \`${name}\``);
      return tell({ kind: 'viewed', name, text: `${query}${rest}` });
    }
    problem('the store gave no answer');
  } catch (error) {
    problem(error instanceof Error ? error.message : String(error));
  }
}
