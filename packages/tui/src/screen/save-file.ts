import { existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type FormatName, formatOfFile, formats } from '@xt/engine/formats';
import { quoteWord } from '../query/quote-word.ts';
import type { Effect } from '../state/state.ts';
import type { EffectTools } from './run-effects.ts';

type SaveEffect = Extract<Effect, { kind: 'save-file' }>;

/** Writes the whole answer of a query into a file in the format that its ending says; a file that is there is asked about first. */
export async function saveFile(tools: EffectTools, effect: SaveEffect): Promise<void> {
  const { query, file, replace } = effect;
  const problem = (text: string) => tools.tell({ kind: 'said', message: { kind: 'problem', text } });
  const format = formatOfFile(file)?.name;
  if (format === undefined) {
    const known = formats.flatMap(({ extensions }) => extensions[0] ?? []).join(' ');
    return problem(`the ending of \`${file}\` names no format · known: ${known}`);
  }
  const path = resolve(file.startsWith('~/') ? join(homedir(), file.slice(2)) : file);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) return problem(`\`${file}\` is no file`);
    if (!replace) {
      const yes: SaveEffect = { ...effect, replace: true };
      const details = ['what it holds is lost'];
      return tools.tell({
        kind: 'opened',
        overlay: { kind: 'confirm', question: `replace \`${file}\`?`, details, yes },
      });
    }
  }
  try {
    const rows = await writeAnswer(tools, query, format, path);
    const says = `xt query ${quoteWord(query)} -o ${quoteWord(file)}`;
    const text = `saved ${rows.toLocaleString('en-US')} rows into \`${file}\``;
    tools.tell({ kind: 'said', message: { kind: 'done', text, says } });
  } catch (error) {
    problem(`\`${file}\` is not saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The file is there when all of it is; before that it has another name. */
async function writeAnswer(tools: EffectTools, text: string, format: FormatName, path: string): Promise<number> {
  const part = join(dirname(path), `.${basename(path).slice(0, 40)}.${process.pid}.part`);
  const handle = await open(part, 'wx');
  try {
    const rows = await writeParts(tools, text, format, handle);
    await handle.close();
    await rename(part, path);
    return rows;
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
}

async function writeParts(
  { service, caller }: EffectTools,
  text: string,
  format: FormatName,
  handle: FileHandle,
): Promise<number> {
  const request = { text, caller, format, color: false };
  for await (const answer of service.query(request, new AbortController().signal)) {
    if (answer.kind === 'bytes') await handle.writeFile(answer.bytes);
    if (answer.kind !== 'end') continue;
    const error = answer.diagnostics.find(({ severity }) => severity === 'error');
    if (answer.failure !== undefined) throw new Error(error?.message ?? answer.failure.message);
    return answer.report?.shown ?? 0;
  }
  throw new Error('the answer stopped before its end');
}
