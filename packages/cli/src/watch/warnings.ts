import { join } from 'node:path';
import type { Look, Report } from '@xt/ingest';
import type { Failure } from '@xt/server';
import { harmlessLine } from '../harmless.ts';
import { shownPath, skippedLine } from '../import-lines.ts';
import { sayNote } from '../say.ts';
import type { Terminal } from '../terminal.ts';

/** Says what goes wrong during a watch, each thing once. */
export interface Warnings {
  look(news: Look): Promise<void>;
  /** What an import of everything found is told as it is. */
  whole(report: Report): Promise<void>;
  /**
   * Of a part, only what is damaged still when it is read again: a file may be seen half written. Returns whether something
   * is to be read again.
   */
  part(report: Report): Promise<boolean>;
  failure(failure: Failure): Promise<void>;
}

export function createWarnings(terminal: Terminal): Warnings {
  const told = new Set<string>();
  let suspects = new Set<string>();
  const once = async (line: string, say: (line: string) => Promise<void>): Promise<void> => {
    if (told.has(line)) return;
    told.add(line);
    await say(line);
  };
  const note = (text: string): Promise<void> => sayNote(text, terminal);
  const warn = async (line: string): Promise<void> => {
    await terminal.err.write(`${harmlessLine(line)}\n`);
  };
  return {
    look: async ({ gone, unreadable }) => {
      for (const path of gone) await note(`\`${shownPath(path)}\` is not there any more; what came in of it stays`);
      for (const { reason } of unreadable) await once(`damaged: ${reason}`, warn);
    },
    whole: async ({ sources }) => {
      for (const { path, skipped, notes } of sources) {
        for (const place of skipped) await once(skippedLine(path, place), warn);
        for (const text of notes) await once(text, note);
      }
    },
    part: async ({ sources }) => {
      const found = new Set<string>();
      for (const { path, skipped, lasting } of sources) {
        for (const text of lasting) await once(text, note);
        for (const place of skipped) {
          const key = `${join(path, place.file)} ${place.reason}`;
          const line = skippedLine(path, place);
          if (told.has(line)) continue;
          if (suspects.has(key)) await once(line, warn);
          else found.add(key);
        }
      }
      suspects = new Set([...suspects, ...found]);
      return found.size > 0;
    },
    failure: ({ message }) => once(`${message}; trying again`, note),
  };
}
