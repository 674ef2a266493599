import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type ChartFormatName, chartFormatOfFile, chartFormats } from '@xt/charts/formats';
import { type FormatName, formatOfFile, formats } from '@xt/engine/formats';
import { isSystemError, systemReason } from '@xt/engine/store-folder';
import { quoteWord } from '../query/quote-word.ts';
import { shellCommand } from '../query/shell-command.ts';
import type { Effect, PromptOverlay } from '../state/state.ts';
import type { EffectTools } from './run-effects.ts';

type SaveEffect = Extract<Effect, { kind: 'save-file' }>;

/** A chart to be drawn of an answer as Arrow bytes. */
export interface ChartToDraw {
  readonly bytes: Uint8Array;
  readonly format: ChartFormatName;
  readonly title: string;
  readonly notes: readonly string[];
  /** The values stand on a logarithmic axis. */
  readonly log: boolean;
}

/** The drawn chart, or why there is none. */
export type DrawnChart =
  | { readonly kind: 'drawn'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly message: string; readonly hint?: string };

/**
 * Writes the whole answer of a query into a file in the format that its ending says, a picture of it too; a file that is there
 * is asked about first.
 */
export async function saveFile(tools: EffectTools, effect: SaveEffect): Promise<void> {
  const { file, replace, log } = effect;
  const asked = promptOf(effect);
  const problem = (text: string) => tools.tell({ kind: 'opened', overlay: { ...asked, problem: text } });
  const form = formOf(file);
  if (form === undefined) return problem(`the ending of \`${file}\` names no format · known: ${knownEndings()}`);
  const path = resolve(file.startsWith('~/') ? join(homedir(), file.slice(2)) : file);
  if (existsSync(path)) {
    if (!statSync(path).isFile()) return problem(`\`${file}\` is no file`);
    if (!replace) {
      const yes: SaveEffect = { ...effect, replace: true };
      const details = ['what it holds is lost'];
      return tools.tell({
        kind: 'opened',
        overlay: { kind: 'confirm', question: `replace \`${file}\`?`, details, yes, no: asked },
      });
    }
  }
  const query = form.kind === 'rows' ? (effect.rows ?? effect.query) : effect.query;
  try {
    const rows = await writeWhole(path, (write) => writeAnswer(tools, { ...effect, query }, form, write));
    const scale = form.kind === 'chart' && log ? ' --log y' : '';
    const says = shellCommand(`xt query ${quoteWord(query)} -o ${quoteWord(file)}${scale}`, tools.flags);
    const text = `saved ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} into \`${file}\``;
    tools.tell({ kind: 'said', message: { kind: 'done', text, says } });
  } catch (error) {
    problem(`\`${file}\` is not saved: ${reasonOf(error, file, path)}`);
  }
}

/** The line in which the file was asked for, as it was typed. */
function promptOf({ file, replace, ...what }: SaveEffect): PromptOverlay {
  return { kind: 'prompt', what, text: file, cursor: file.length, untouched: true };
}

function reasonOf(error: unknown, file: string, path: string): string {
  if (!(error instanceof Error)) return String(error);
  if (!isSystemError(error)) return error.message;
  // Named as it was typed.
  if (error.code === 'ENOENT' && !existsSync(dirname(path))) return `the folder \`${dirname(file)}\` does not exist`;
  return systemReason(error, path);
}

type Form =
  | { readonly kind: 'rows'; readonly name: FormatName }
  | { readonly kind: 'chart'; readonly name: ChartFormatName };

// `.vl.json` is a chart, `.json` rows: the longer ending goes first.
function formOf(file: string): Form | undefined {
  const chart = chartFormatOfFile(file);
  if (chart !== undefined) return { kind: 'chart', name: chart.name };
  const rows = formatOfFile(file);
  return rows === undefined ? undefined : { kind: 'rows', name: rows.name };
}

function knownEndings(): string {
  return [...formats, ...chartFormats].flatMap(({ extensions }) => extensions[0] ?? []).join(' ');
}

type Write = (bytes: Uint8Array) => Promise<void>;

/** The file is there when all of it is; before that it has another name. */
async function writeWhole<T>(path: string, work: (write: Write) => Promise<T>): Promise<T> {
  const part = join(dirname(path), `.${basename(path).slice(0, 40)}.${process.pid}.part`);
  const handle = await open(part, 'wx');
  try {
    const done = await work((bytes) => handle.writeFile(bytes));
    await handle.close();
    await rename(part, path);
    return done;
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
}

async function writeAnswer(tools: EffectTools, effect: SaveEffect, form: Form, write: Write): Promise<number> {
  if (form.kind === 'rows') return (await ask(tools, effect.query, form.name, write)).rows;
  const parts: Uint8Array[] = [];
  const keep: Write = async (bytes) => {
    parts.push(bytes);
  };
  // Points tell which runs they are.
  const { rows, notes } = await ask(tools, effect.query, 'arrow', keep, true);
  const title = effect.title ?? effect.query.replace(/^\s*#.*$/gm, '');
  const drawn = await tools.drawChart({
    bytes: Buffer.concat(parts),
    format: form.name,
    title,
    notes,
    log: effect.log,
  });
  if (drawn.kind === 'refused')
    throw new Error(drawn.hint === undefined ? drawn.message : `${drawn.message} · ${drawn.hint}`);
  await write(drawn.bytes);
  return rows;
}

interface Asked {
  readonly rows: number;
  readonly notes: readonly string[];
}

async function ask(
  { service, caller }: EffectTools,
  text: string,
  format: FormatName,
  write: Write,
  names = false,
): Promise<Asked> {
  const request = { text, caller, format, color: false, ...(names ? { names } : {}) };
  for await (const part of service.query(request, new AbortController().signal)) {
    if (part.kind === 'bytes') await write(part.bytes);
    if (part.kind !== 'end') continue;
    const error = part.diagnostics.find(({ severity }) => severity === 'error');
    if (part.failure !== undefined) throw new Error(error?.message ?? part.failure.message);
    const notes = part.diagnostics.filter(({ severity }) => severity === 'note').map(({ message }) => message);
    return { rows: part.report?.shown ?? 0, notes };
  }
  throw new Error('the answer stopped before its end');
}
