import type { Progress } from '@xt/ingest';
import type { Terminal } from './terminal.ts';

/** A line on stderr that is drawn over again. */
export interface ProgressBar {
  readonly show: (event: Progress) => void;
  /** Takes the line away, so that what follows starts in the first column. */
  readonly clear: () => void;
}

const redrawMs = 100;

/** The progress of an import on a terminal; nothing elsewhere, and nothing with `--quiet`. */
export function progressBar(terminal: Terminal): ProgressBar {
  if (!terminal.err.isTerminal || terminal.quiet) return { show: () => {}, clear: () => {} };
  const began = Date.now();
  let drawn = 0;
  return {
    show: (event) => {
      const now = Date.now();
      if (now - drawn < redrawMs) return;
      drawn = now;
      void terminal.err.write(`\r${progressLine(event, now - began, (terminal.err.width ?? 80) - 1)}\x1b[K`);
    },
    clear: () => {
      if (drawn > 0) void terminal.err.write('\r\x1b[K');
    },
  };
}

const barWidth = 24;

/** One line of at most `width` columns: a bar where the end is known, points, and points per second. */
export function progressLine({ bytes, totalBytes, points }: Progress, elapsedMs: number, width: number): string {
  const share = totalBytes === 0 ? undefined : Math.min(1, bytes / totalBytes);
  const full = Math.floor((share ?? 0) * barWidth);
  const bar = share === undefined ? '' : `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${percent(share)}  `;
  const rate = elapsedMs < 1 ? 0 : points / (elapsedMs / 1000);
  const line = `${bar}${short(points)} points  ${short(rate)} points/s`;
  return line.length <= width ? line : line.slice(0, Math.max(0, width));
}

function percent(share: number): string {
  return `${Math.floor(share * 100)}%`.padStart(4);
}

function short(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)}G`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`;
  if (count >= 1e4) return `${(count / 1e3).toFixed(0)}k`;
  return String(Math.round(count));
}
