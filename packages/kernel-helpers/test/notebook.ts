import { readFileSync, writeFileSync } from 'node:fs';
import type { Output } from './kernel.ts';

/** A notebook, as far as it is looked at; all else of its file stays as it is. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
}

/** `live` cells are drawn again and again while something runs: their texts and numbers are others each time. */
export interface NotebookCell {
  readonly isCode: boolean;
  readonly isLive: boolean;
  readonly code: string;
  readonly outputs: readonly Output[];
}

/** Reads a notebook's file. */
export function readNotebook(file: string): Notebook {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as RawNotebook;
  return {
    cells: cells.map(({ cell_type, source, metadata, outputs = [] }) => ({
      isCode: cell_type === 'code',
      isLive: metadata.tags?.includes('live') === true,
      code: source.join(''),
      outputs: outputs.map(joined),
    })),
  };
}

/** Writes the outputs of its code cells, in their order, into a notebook's file. */
export function writeOutputs(file: string, outputs: readonly (readonly Output[])[]): void {
  const raw = JSON.parse(readFileSync(file, 'utf8')) as RawNotebook;
  let at = 0;
  const cells = raw.cells.map((cell) => {
    if (cell.cell_type !== 'code') return cell;
    const own = outputs[at++] ?? [];
    return { ...cell, execution_count: at, outputs: own.map(cut) };
  });
  writeFileSync(file, `${JSON.stringify({ ...raw, cells }, null, 1)}\n`);
}

interface RawNotebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: readonly string[];
    readonly metadata: { readonly tags?: readonly string[] };
    readonly outputs?: readonly RawOutput[];
  }[];
}

type RawOutput = {
  readonly output_type: string;
  readonly text?: Lines;
  readonly data?: Readonly<Record<string, unknown>>;
};
type Lines = string | readonly string[];

/** In a file texts are lists of lines, so that differences can be read. */
function cut(output: Output): object {
  if (output.output_type === 'stream') return { ...output, text: linesOf(output.text) };
  const data = Object.entries(output.data).map(([type, value]) => {
    return [type, type.startsWith('text/') ? linesOf(String(value)) : value];
  });
  return { ...output, data: Object.fromEntries(data) };
}

function joined(output: RawOutput): Output {
  if (output.output_type === 'stream') return { ...output, text: textOf(output.text ?? '') } as Output;
  const data = Object.entries(output.data ?? {}).map(([type, value]) => {
    return [type, type.startsWith('text/') ? textOf(value as Lines) : value];
  });
  return { ...output, data: Object.fromEntries(data) } as Output;
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function textOf(lines: Lines): string {
  return typeof lines === 'string' ? lines : lines.join('');
}
