import { ServiceError } from './failure.ts';

/** Lets a bounded number through at a time; the others wait in the order they came. */
export interface Gate {
  /** Resolves to the function that leaves again; throws where too many wait already, or on abort. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** A gate for `width` at a time and `queue` waiting: what bounds the memory of the process under load. */
export function createGate(width: number, queue: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) inside--;
    else next();
  };
  const once = (): (() => void) => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      leave();
    };
  };
  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (inside < width) {
        inside++;
        return once();
      }
      if (waiting.length >= queue) {
        throw new ServiceError({
          kind: 'store',
          message: `the background process has ${queue} requests waiting`,
          hint: 'asking again in a moment helps',
        });
      }
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener('abort', give);
          resolve();
        };
        const give = () => {
          const at = waiting.indexOf(turn);
          if (at >= 0) waiting.splice(at, 1);
          reject(signal.reason);
        };
        waiting.push(turn);
        signal.addEventListener('abort', give, { once: true });
      });
      return once();
    },
  };
}
