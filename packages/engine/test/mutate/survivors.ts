import { existsSync, readFileSync } from 'node:fs';

/** Why each fault that nothing finds is none, or is not looked for: by its name. */
export type Explanations = ReadonlyMap<string, string>;

/** Reads the list of survivors: a line with a fault in bullets, and why below it. */
export function readSurvivors(path: string): Explanations {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line, at) =>
      line.startsWith('- ') ? [[line.slice(2), (lines[at + 1] ?? '').trim()] as const] : [],
    ),
  );
}
