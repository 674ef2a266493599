import { ServiceError } from '../failure.ts';

/** What is written wrongly, by a flag, in the environment or in the config file. */
export function wrongWords(message: string, hint?: string): ServiceError {
  return new ServiceError({ kind: 'usage', message, ...(hint === undefined ? {} : { hint }) });
}

/** A store that cannot be opened, with what stood in the way for whoever mends it. */
export function noStore(message: string, hint: string | undefined, cause: unknown): ServiceError {
  const detail = cause instanceof Error ? cause.stack : undefined;
  return new ServiceError(
    {
      kind: 'store',
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(detail === undefined ? {} : { detail }),
    },
    { cause },
  );
}
