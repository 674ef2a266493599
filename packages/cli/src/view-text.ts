import type { Caller, Service } from '@xt/server';
import { exitStatus } from './exit-status.ts';
import { Problem } from './problem.ts';
import type { Terminal } from './terminal.ts';

/** The text of a query: `@name` at its start stands for the view saved under that name; clauses may follow. */
export async function withView(service: Service, text: string, caller: Caller, terminal: Terminal): Promise<string> {
  const [, name, rest = ''] = /^\s*@([\p{L}\p{N}_.-]+)(.*)$/su.exec(text) ?? [];
  return name === undefined ? text : `${await readView(service, name, caller, terminal)}${rest}`;
}

/** The query saved under a name. */
export async function readView(service: Service, name: string, caller: Caller, terminal: Terminal): Promise<string> {
  const query = await findView(service, name, caller, terminal);
  if (query !== undefined) return query;
  throw new Problem(exitStatus.wrong, `no view is named \`${name}\``, '`xt view list` lists them');
}

/** The same; undefined where there is none of that name. */
export async function findView(
  service: Service,
  name: string,
  caller: Caller,
  terminal: Terminal,
): Promise<string | undefined> {
  const text = `views where name = '${name.replaceAll("'", "''")}' select query`;
  const chunks: Uint8Array[] = [];
  for await (const part of service.query({ text, caller, format: 'json', color: false }, terminal.signal)) {
    if (part.kind === 'bytes') chunks.push(part.bytes);
    if (part.kind !== 'end' || part.failure === undefined) continue;
    throw new Problem(exitStatus.store, `the view \`${name}\` cannot be read: ${part.failure.message}`);
  }
  const rows = JSON.parse(Buffer.concat(chunks).toString('utf8')) as readonly { readonly query: string }[];
  return rows[0]?.query;
}
