import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureRuntimeDirectory, socketPath } from './runtime-directory.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the runtime directory', () => {
  test('is below the one that the environment names, for this user alone', () => {
    const made = ensureRuntimeDirectory({ XDG_RUNTIME_DIR: folder });
    expect(made).toBe(join(folder, 'xt'));
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  test('is refused where others may enter it', () => {
    mkdirSync(join(folder, 'xt'));
    chmodSync(join(folder, 'xt'), 0o755);
    expect(() => ensureRuntimeDirectory({ XDG_RUNTIME_DIR: folder })).toThrow('mode 700');
  });

  test('is one of the temporary folder where the named one is gone or too long for a socket', () => {
    const own = join(tmpdir(), `xt-${process.getuid?.()}`);
    expect(ensureRuntimeDirectory({ XDG_RUNTIME_DIR: join(folder, 'x'.repeat(120)) })).toBe(own);
    expect(ensureRuntimeDirectory({ XDG_RUNTIME_DIR: '/dev/null' })).toBe(own);
    expect(ensureRuntimeDirectory({})).toBe(own);
  });
});

test('a socket has a short name of its own for each folder, whatever the path', () => {
  const [ann, bob] = ['ann', 'bob'].map((name) => join(folder, name)) as [string, string];
  for (const made of [ann, bob]) mkdirSync(made);
  symlinkSync(ann, join(folder, 'link'));
  expect(socketPath('/run/xt', join(folder, 'link'))).toBe(socketPath('/run/xt', ann));
  expect(socketPath('/run/xt', ann)).not.toBe(socketPath('/run/xt', bob));
  expect(socketPath('/run/xt', ann)).toMatch(/^\/run\/xt\/[0-9a-z]{1,13}-[0-9a-z]{1,13}\.sock$/);
});
