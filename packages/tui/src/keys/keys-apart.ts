import type { State } from '../state/state.ts';
import { bindingsOf, resolveKeys } from './key-table.ts';

/**
 * The keys that were pressed where `alt-` with a key means nothing here: an escape and a key that came in one packet, as over a
 * slow connection, read the same. Undefined where the key is what was meant.
 */
export function keysApart(state: State, name: string): readonly string[] | undefined {
  const key = /^alt-(.|enter|tab|space|backspace|ctrl-.)$/su.exec(name)?.[1];
  return key === undefined || isMeant(state, name) ? undefined : ['escape', key];
}

const typing: ReadonlySet<string> = new Set(['alt-b', 'alt-f', 'alt-backspace']);

function isMeant({ overlay, query, keys, layout, bindings }: State, name: string): boolean {
  if (overlay !== undefined) return typing.has(name) && (overlay.kind === 'prompt' || overlay.kind === 'choose');
  if (query.editor !== undefined) return typing.has(name) || name === 'alt-enter';
  const own = bindingsOf(layout.focus, bindings);
  return resolveKeys(name, own) !== undefined || (keys !== '' && resolveKeys(`${keys} ${name}`, own) !== undefined);
}
