import { readFileSync } from 'node:fs';
import { exitStatus } from './exit-status.ts';
import { Problem, usageProblem } from './problem.ts';

// Far beyond what the language accepts: it only keeps a wrong file from being read whole.
const longest = 1024 * 1024;

/** The text of a query: the argument, standard input for `-`, or a file. */
export function readQueryText(argument: string | undefined, file: string | undefined, command: string): string {
  if (file !== undefined && argument !== undefined) {
    throw usageProblem('a query was given twice: as an argument and by `--file`');
  }
  if (file !== undefined) return readText(file, file);
  if (argument === '-') return readText(0, 'standard input');
  if (argument !== undefined && argument.trim() !== '') return argument;
  throw usageProblem(`\`xt ${command}\` needs a query`, `for example: xt ${command} "runs limit 5"`);
}

function readText(source: string | number, name: string): string {
  try {
    const bytes = readFileSync(source);
    if (bytes.length > longest) throw usageProblem(`the query in ${name} is longer than ${longest / 1024 / 1024} MiB`);
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(exitStatus.usage, `${name} cannot be read: ${(error as Error).message}`);
  }
}
