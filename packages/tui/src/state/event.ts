import type { Diagnostic } from '@xt/grammar';
import type { StoreChange } from '@xt/server';
import type { Ask } from '../asks/ask.ts';
import type { Size } from '../frame/line.ts';
import type { Key } from '../keys/key.ts';
import type { TerminalAnswer } from '../keys/terminal-answer.ts';
import type { Sheet } from '../sheet/sheet.ts';
import type {
  ArtifactPlace,
  AskFailure,
  Completions,
  ConfirmOverlay,
  Effect,
  KnownNames,
  Message,
  PreviewContent,
  PromptOverlay,
  TakeBack,
} from './state.ts';

/** Everything that can happen to the state. */
export type Event =
  | { readonly kind: 'key'; readonly key: Key }
  | { readonly kind: 'paste'; readonly text: string }
  | { readonly kind: 'clock'; readonly now: number }
  | { readonly kind: 'resized'; readonly size: Size }
  /** What the terminal says of itself. */
  | { readonly kind: 'terminal'; readonly says: TerminalAnswer }
  /** `now` is the time, which the clock says every few seconds alone. */
  | { readonly kind: 'asked'; readonly asks: readonly Ask[]; readonly now?: number }
  | { readonly kind: 'answered'; readonly ask: Ask; readonly sheet: Sheet }
  | { readonly kind: 'failed'; readonly ask: Ask; readonly failure: AskFailure }
  | { readonly kind: 'completed'; readonly completion: Omit<Completions, 'chosen'> }
  | { readonly kind: 'checked'; readonly of: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'named'; readonly known: KnownNames }
  | { readonly kind: 'viewed'; readonly name: string; readonly text: string }
  /** A question that what was asked for leads to, or the line again in which it was asked for, with what is wrong with it. */
  | { readonly kind: 'opened'; readonly overlay: ConfirmOverlay | PromptOverlay }
  | { readonly kind: 'artifact-read'; readonly of: ArtifactPlace; readonly content: PreviewContent }
  /** Without `parts` anything in the store may be other. */
  | { readonly kind: 'changed'; readonly revision: number; readonly parts?: StoreChange['parts'] }
  /** Runs that are in no answer any more. */
  | { readonly kind: 'removed'; readonly ids: readonly string[] }
  | { readonly kind: 'connection'; readonly connection: 'ok' | 'lost' }
  /** From now on queries are parsed to be shown. */
  | { readonly kind: 'parsing' }
  | { readonly kind: 'taken'; readonly effects: readonly Effect[] }
  /** `back` takes back what the message says was done. */
  | { readonly kind: 'said'; readonly message: Message; readonly back?: TakeBack };
