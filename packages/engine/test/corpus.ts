import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../grammar/corpus');

/** One query of the corpus: `topic/name`, and its text; the marks of the wrong ones are left out. */
export interface CorpusQuery {
  readonly name: string;
  readonly text: string;
}

/** Every query of the corpus, by name. */
export function corpus(): readonly CorpusQuery[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.xt'))
    .map((path) => path.replaceAll('\\', '/').replace(/\.xt$/, ''))
    .sort()
    .map((name) => ({ name, text: readQuery(name) }));
}

function readQuery(name: string): string {
  const text = readFileSync(join(folder, `${name}.xt`), 'utf8').trimEnd();
  if (!name.startsWith('wrong/')) return text;
  return text.replaceAll(/[«»]/g, '').replace(/\n# (?:parse|bind) [\s\S]*$/, '');
}
