import type { Identity } from '../identity.ts';
import { readSocketNote } from '../socket-note.ts';
import { call, type Knock } from './call.ts';
import type { Background } from './start.ts';

/** Calls the process of a folder where it should listen, else where it has noted that it does. */
export async function knock(
  { folder, socket }: Pick<Background, 'folder' | 'socket'>,
  identity: Identity,
  route: string,
  body: unknown,
  signal: AbortSignal,
): Promise<Knock> {
  const first = await call(socket, identity, route, body, signal);
  if (first.kind !== 'nobody') return first;
  const noted = readSocketNote(folder);
  return noted === undefined || noted === socket ? first : call(noted, identity, route, body, signal);
}
