import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** So many queries are kept; the file is cut to them when it has half as many more. */
const mostKept = 1000;

/** The queries that were run before, the newest last; without a file, or where it cannot be read, there are none. */
export function readHistory(file: string): readonly string[] {
  const lines = linesOf(file);
  // What was run again stands where it was run last.
  return [...new Set(lines.toReversed())].reverse().slice(-mostKept);
}

/** Adds a query to the file, which its user alone may read. */
export function addToHistory(file: string, query: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, `${JSON.stringify(query)}\n`, { mode: 0o600 });
  const lines = linesOf(file);
  if (lines.length <= mostKept * 1.5) return;
  const kept = lines.slice(-mostKept).map((line) => `${JSON.stringify(line)}\n`);
  const part = `${file}.${process.pid}.part`;
  writeFileSync(part, kept.join(''), { mode: 0o600 });
  renameSync(part, file);
}

/** A query a line, as a JSON text since queries may have several lines; a line that was cut off is passed over. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').flatMap(textOf);
  } catch {
    return [];
  }
}

function textOf(line: string): readonly string[] {
  try {
    const text: unknown = JSON.parse(line);
    return typeof text === 'string' && text !== '' ? [text] : [];
  } catch {
    return [];
  }
}
