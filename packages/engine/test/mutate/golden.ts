import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A golden file: the query at its head, and what the stages make of it. */
export interface Golden {
  readonly name: string;
  readonly text: string;
  readonly expected: string;
}

/** All golden files below the root of the repository. */
export function goldens(root: string): readonly Golden[] {
  const folder = join(root, 'packages/engine/test/golden');
  if (!existsSync(folder)) throw new Error(`no golden files in ${folder}`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.golden'))
    .sort()
    .map((path) => {
      const expected = readFileSync(join(folder, path), 'utf8');
      const [, text] = /^-- query --\n([\s\S]*?)\n\n(?:--|$)/.exec(`${expected}\n`) ?? [];
      if (text === undefined) throw new Error(`no query in ${path}`);
      return { name: path.replaceAll('\\', '/').replace(/\.golden$/, ''), text, expected };
    });
}
