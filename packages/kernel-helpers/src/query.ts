import { inspect } from 'node:util';
import type { Query, Tag } from '../index.d.cts';
import { checkChart } from './check-options.ts';
import { compose } from './compose.ts';
import { describeValue } from './describe-value.ts';
import { queryKey } from './marks.ts';
import { makeResult } from './result.ts';
import type { Session } from './session.ts';
import { XtError } from './xt-error.ts';

/** A tag of that name, whose templates are queries of a session, behind a word that begins all of them. */
export function makeTag(session: Session, name: string, prefix = ''): Tag {
  return (parts, ...values) => makeQuery(session, composeTemplate(name, parts, values, prefix));
}

/** The text of a query from what a tag of that name was called with, which must be a template. */
export function composeTemplate(name: string, parts: unknown, values: readonly unknown[], prefix = ''): string {
  if (isTemplate(parts)) return compose(parts, values, prefix);
  throw new XtError(
    `\`${name}\` is called as a function, with ${describeValue(parts)}, and is a tag of templates`,
    `without parentheses: \`\` ${name}\`${prefix === '' ? 'runs limit 3' : '…'}\` \`\`; values stand in \`\${…}\``,
  );
}

/** Whether a function was called as the tag of a template. */
export function isTemplate(parts: unknown): parts is TemplateStringsArray {
  return Array.isArray(parts) && 'raw' in parts;
}

/** A query of a session. */
export function makeQuery(session: Session, text: string): Query {
  const ask = async () => makeResult(await session.ask(text));
  return {
    text,
    ask,
    chart: async (kind, options = {}) => {
      // Before the store is asked: that may take long.
      checkChart(kind, options);
      return (await ask()).chart(kind, options);
    },
    // Awaiting a query asks it: one word less in every cell.
    // biome-ignore lint/suspicious/noThenProperty: that is what it is for
    then: (done, failed) => ask().then(done, failed),
    [queryKey]: text,
    [inspect.custom]: () => `${text}\n(not asked yet: \`await\` asks it, \`await show(…)\` shows its answer)`,
  } as Query;
}
