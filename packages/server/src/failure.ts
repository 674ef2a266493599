import { isSystemError } from '@xt/engine/store-folder';
import type { End, Failure } from './service.ts';

/** A failure on its way to the end of a reply. */
export class ServiceError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'ServiceError';
    this.failure = failure;
  }
}

/** The end of a reply that has no answer because of this error; anything unknown is a fault of xt itself. */
export function endOf(error: unknown, signal: AbortSignal): End<never> {
  return { kind: 'end', diagnostics: [], failure: failureOf(error, signal) };
}

/** Why there is no answer, from whatever was thrown, by the same build or by another copy of its modules. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return { kind: 'cancelled', message: 'cancelled' };
  if (error instanceof Error && error.name === 'ServiceError') return (error as ServiceError).failure;
  if (error instanceof Error && error.name === 'ImportError') return { kind: 'usage', message: error.message };
  if (isStoreError(error)) {
    return { kind: 'store', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
  }
  // What the system refuses (no space, no permission) is refused to the store.
  if (isSystemError(error)) {
    const isFull = error.code === 'ENOSPC' || error.code === 'EDQUOT';
    return { kind: 'store', message: isFull ? 'the disk of the store is full' : error.message };
  }
  if (!(error instanceof Error)) return { kind: 'fault', message: String(error) };
  return { kind: 'fault', message: error.message, ...(error.stack === undefined ? {} : { detail: error.stack }) };
}

// By its shape, so that a client that knows no store can use this file.
function isStoreError(error: unknown): error is Error & { readonly hint?: string | undefined } {
  return error instanceof Error && 'store' in error && typeof error.store === 'string';
}
