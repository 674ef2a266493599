import type { CompleteReport, CompleteRequest } from '@xt/server';

type Request = Omit<CompleteRequest, 'caller'>;

/** What is asked of a store on the way. */
export interface Asked {
  readonly complete: (request: Request) => Promise<CompleteReport>;
  /** The query of a saved view; undefined if there is none of that name. */
  readonly view: (name: string) => Promise<string | undefined>;
}

/** Completes a query at its end: `@na` becomes the name of a view, and behind `@name` it goes on as the view's query would. */
export async function completeQuery(request: Request, asked: Asked): Promise<CompleteReport> {
  const { text } = request;
  const [, blank = '', name = '', rest = ''] = /^(\s*)@([\p{L}\p{N}_.-]*)(.*)$/su.exec(text) ?? [];
  if (!text.trimStart().startsWith('@')) return asked.complete(request);
  if (rest === '') {
    const views = beforeView + name.replaceAll("'", "''");
    const { items } = await asked.complete({ ...request, text: views, cursor: views.length, style: plain });
    const named = items.map((item) => ({ ...item, text: `@${nameIn(item.text)}` }));
    return { span: { start: blank.length, end: text.length }, items: named };
  }
  const before = blank.length + 1 + name.length;
  const query = await asked.view(name);
  if (query === undefined) return { span: { start: text.length, end: text.length }, items: [] };
  const whole = query + rest;
  const { span, items } = await asked.complete({ ...request, text: whole, cursor: whole.length });
  const shift = before - query.length;
  return { span: { start: Math.max(span.start + shift, before), end: span.end + shift }, items };
}

/** A query that goes on with the name of a view. */
export const beforeView = "views where name = '";

const plain = { text: "'", name: 'backquotes' } as const;

/** The name that a completed text in quotes is. */
export function nameIn(text: string): string {
  return text.replace(/^'|'\]?$/g, '').replaceAll("''", "'");
}
