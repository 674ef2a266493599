import { expect, test } from 'vitest';
import { failureOf, ServiceError } from './failure.ts';

const going = new AbortController().signal;

test('a failure says who must act: the store, the person, or whoever mends xt', () => {
  const store = Object.assign(new Error('no'), { store: 'folder' });
  const disk = Object.assign(new Error('ENOSPC: no space left on device'), { syscall: 'write', code: 'ENOSPC' });
  const path = Object.assign(new Error('nothing there'), { name: 'ImportError' });
  expect(failureOf(store, going)).toEqual({ kind: 'store', message: 'no' });
  expect(failureOf(disk, going)).toEqual({ kind: 'store', message: 'the disk of the store is full' });
  expect(failureOf(path, going)).toEqual({ kind: 'usage', message: 'nothing there' });
  expect(failureOf(new ServiceError({ kind: 'denied', message: 'no' }), going)).toMatchObject({ kind: 'denied' });
  expect(failureOf(new TypeError('x is undefined'), going)).toMatchObject({ kind: 'fault', message: 'x is undefined' });
});

test('whatever comes after Ctrl-C is the end of a cancelled command', () => {
  const stopped = new AbortController();
  stopped.abort();
  const late = new ServiceError({ kind: 'store', message: 'cut off' });
  expect(failureOf(late, stopped.signal)).toEqual({ kind: 'cancelled', message: 'cancelled' });
});
