import type { ProcessIdentity } from './process-identity.ts';

/** Who holds a folder; the token is the lock's own, never used again. */
export interface LockHolder extends ProcessIdentity {
  readonly token: string;
}

/** The holder that a lock names; undefined where the text is no lock's. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const { host, boot, pid, started, token } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof host !== 'string' || typeof boot !== 'string' || typeof started !== 'string') return undefined;
    if (typeof pid !== 'number' || typeof token !== 'string' || !/^[\w-]+$/.test(token)) return undefined;
    return { host, boot, pid, started, token };
  } catch {
    return undefined;
  }
}

/** Whether a power loss has taken the text, which left a file that is empty or holds nothing but zeros. */
export function isTorn(text: string): boolean {
  return text.replaceAll('\0', '').trim() === '';
}
