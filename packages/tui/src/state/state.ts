import type { CompletionItem } from '@xt/engine';
import type { Diagnostic, Span } from '@xt/grammar';
import type { Change } from '@xt/server';
import type { Ask, Slot } from '../asks/ask.ts';
import type { LineText } from '../editor/line-edit.ts';
import type { Letters } from '../frame/legible.ts';
import type { Size } from '../frame/line.ts';
import type { Binding } from '../keys/key-table.ts';
import type { ShellFlags } from '../query/shell-command.ts';
import type { Sorted } from '../query/sort-by.ts';
import type { Sheet } from '../sheet/sheet.ts';

/** All that the screen shows and all that keys act on; plain data, made anew by each event. */
export interface State {
  readonly size: Size;
  readonly clock: Clock;
  readonly session: Session;
  readonly query: QueryState;
  readonly answers: Answers;
  readonly layout: Layout;
  readonly runs: RunsState;
  readonly curves: CurvesState;
  readonly lists: Readonly<Record<ListPane, ListState>>;
  /** The artifact that is opened in the pane of artifacts. */
  readonly preview: Preview | undefined;
  readonly compared: ComparedState;
  readonly overlay: Overlay | undefined;
  /** What columns a query may have, for whoever chooses them. */
  readonly known: KnownNames | undefined;
  readonly message: Message | undefined;
  /** What takes back the last change of runs that was made here. */
  readonly takeBack?: TakeBack;
  /** How live runs log, by their ids, as far as it was asked. */
  readonly rhythms: Readonly<Record<string, Rhythm>>;
  /** Which keys do what. */
  readonly bindings: readonly Binding[];
  /** Keys of an unfinished sequence, such as the first `g` of `g g`. */
  readonly keys: string;
  /** What is to be done outside, oldest first; whoever does it says so by a `taken` event. */
  readonly effects: readonly Effect[];
}

/** The time, in milliseconds since 1970, and the revision of the store then; it goes on every few seconds. */
export interface Clock {
  readonly now: number;
  readonly revision: number;
}

/** When a run started, when it logged last, in microseconds since 1970, and the points of the metric that has most: as far as they are known. */
export interface Rhythm {
  readonly started?: number | undefined;
  readonly last?: number | undefined;
  readonly points?: number | undefined;
}

/** Where the answers come from; hardly changes. */
export interface Session {
  readonly store: string;
  readonly project: string | undefined;
  /** What commands for the shell need so that they ask the same. */
  readonly flags?: ShellFlags;
  readonly zone: string;
  /** Of the store: grows when something in it changes. */
  readonly revision: number;
  /** The parser, which takes long to be made, is left alone until the first chart is on the screen. */
  readonly unparsed: boolean;
  /** Grows when goals of metrics may be other than before: seldom, and whoever asks for them asks for many. */
  readonly goals: number;
  readonly connection: 'ok' | 'lost';
  /** What letters the terminal shows. */
  readonly letters: Letters;
  /** Dashes tell curves apart where colours cannot. */
  readonly dashes: boolean;
  /** How the terminal is sent pictures: `none` unless it says that it draws some. */
  readonly pictures: 'kitty' | 'sixel' | 'none';
  /** Its cells in pixels, where it says how large they are. */
  readonly cell?: { readonly width: number; readonly height: number };
}

/** What the table needs of its query at each key, read once. */
export interface QueryRead {
  /** The query as the table asks it: with the ids of its runs. */
  readonly asked: string;
  readonly sorted: readonly Sorted[];
}

/** The query of the runs pane, what it was, and what is being typed. */
export interface QueryState {
  readonly text: string;
  /** What the parser reads in it; absent as long as the parser is not there. */
  readonly read?: QueryRead;
  /** Nobody has said what to show: metrics become columns once it is known which there are. */
  readonly isOpen?: boolean;
  readonly past: readonly PastQuery[];
  readonly future: readonly PastQuery[];
  readonly editor: Editor | undefined;
  /** What was run before on this store, the newest last. */
  readonly history: readonly string[];
}

/** A query that was left, and where the cursor was in its rows. */
export interface PastQuery {
  readonly text: string;
  readonly row: number;
  readonly top: number;
}

/** A text being typed in the query bar. */
export interface Editor extends LineText {
  /** What can stand at the cursor, for the text before the cursor that it was asked of. */
  readonly completion: Completions | undefined;
  /** The list of completions is open. */
  readonly listing: boolean;
  /** Tab came before the completion that it takes. */
  readonly taking: boolean;
  /** What the parser says of the text. */
  readonly syntax: readonly Diagnostic[];
  /** What the store said of a text: names, types. */
  readonly checked: { readonly of: string; readonly diagnostics: readonly Diagnostic[] } | undefined;
  /** Enter did not run the text, because of what is wrong with it. */
  readonly refused: boolean;
  /** Where in the history the text is from, counted from the newest, and what was being typed before. */
  readonly walk: { readonly at: number; readonly draft: string } | undefined;
}

export interface Completions {
  readonly of: string;
  readonly span: Span;
  readonly items: readonly CompletionItem[];
  /** The item that Enter takes; -1 is none. */
  readonly chosen: number;
}

/** Names that can be columns of a query, the most used first. */
export interface KnownNames {
  readonly of: string;
  readonly items: readonly CompletionItem[];
}

/** By slot: the newest question, and the last answer that there was. */
export type Answers = Readonly<Partial<Record<Slot, Answered>>>;

export interface Answered {
  readonly asked: Ask;
  /** When that was asked, by the clock. */
  readonly since: number;
  readonly status: 'asked' | 'answered' | 'failed';
  /** The last good answer, perhaps to an older question; it stays visible until a newer is there. */
  readonly good: { readonly ask: Ask; readonly sheet: Sheet } | undefined;
  readonly failure: AskFailure | undefined;
}

export interface AskFailure {
  readonly message: string;
  readonly hint?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export type PaneName = 'runs' | 'curves' | 'compare' | 'lineage' | 'artifacts' | 'details';

/** Panes that are a list of lines with a cursor. */
export type ListPane = 'compare' | 'lineage' | 'artifacts' | 'details';

export interface Layout {
  /** The pane beside the runs. */
  readonly side: Exclude<PaneName, 'runs'>;
  readonly focus: PaneName;
  /** The focused pane has the screen for itself. */
  readonly zoomed: boolean;
  /** What stood beside the runs before one of them was opened. */
  readonly before?: Layout['side'] | undefined;
}

export interface RunsState {
  /** Row of the cursor and the id of its run, which it stays on when the order changes. */
  readonly row: number;
  readonly id: string | undefined;
  /** The run that the panes beside show instead, until the cursor goes on: one that was opened in its lineage. */
  readonly visited: string | undefined;
  /** Index of the first visible row. */
  readonly top: number;
  /** Index of the column of the cursor. */
  readonly column: number;
  /** The column to which the cursor goes once the query that was just written has its answer; absent: it stays on its own. */
  readonly toColumn?: string | undefined;
  /** Where the cursor goes once the query that was just written has its answer, if its row is not there; else absent. */
  readonly landing?: Landing | undefined;
  /** Ids of marked runs in the order in which they were marked; the colours of their curves follow it. */
  readonly marked: readonly string[];
  readonly baseline: string | undefined;
  /** Keys of the rows whose rows below are shown: a run's id, a group's keys. */
  readonly open: readonly string[];
  /** Widths that a person chose, by the column's name. */
  readonly widths: Readonly<Record<string, number>>;
}

/** A row of an answer that is not there yet. */
export interface Landing {
  readonly row: number;
  readonly top: number;
  /** The rows come in another order: a run that is not among those that are seen from `top` on is not followed. */
  readonly isSorted: boolean;
}

export type Axis = 'step' | 'time' | 'relative';

/** How curves are drawn; the pane's query follows from it. */
export interface CurvesState {
  /** The query of curves from which they are; absent: the query is none of curves. */
  readonly of?: string;
  /** Which metrics, in order; empty until it is known which there are. */
  readonly metrics: readonly string[];
  /** A person chose the metrics: other runs do not change them. */
  readonly picked: boolean;
  /** But they are all that there are, which a person goes through. */
  readonly stepped?: boolean;
  /** Weight of the exponential smoothing; 0 is none. */
  readonly smooth: number;
  readonly axis: Axis;
  readonly log: boolean;
  /** The scale has room for so many percent of the values; absent: all. */
  readonly most?: number | undefined;
  /** The part of the axis that is shown; absent: all. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** Where on the axis the shared cursor stands, as a share of the shown part; absent: nowhere. */
  readonly cursor: number | undefined;
  readonly table: boolean;
}

/** An artifact of a run. */
export interface ArtifactPlace {
  readonly run: string;
  readonly name: string;
  readonly role: string;
  readonly step: number | null;
}

export interface Preview {
  readonly of: ArtifactPlace;
  readonly content: PreviewContent;
}

export type PreviewContent =
  | { readonly kind: 'asked' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'text'; readonly lines: readonly string[]; readonly isWhole: boolean }
  | {
      readonly kind: 'image';
      readonly format: 'PNG' | 'JPEG' | 'GIF';
      readonly width: number;
      readonly height: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'bytes'; readonly size: number; readonly why: string };

/** What the pane of differences shows: of the runs, or of a text of two of them. */
export interface ComparedState {
  readonly text: string | undefined;
  readonly sideBySide: boolean;
}

export interface ListState {
  readonly row: number;
  readonly top: number;
  /** Columns on the left that are out of sight, where a list has columns. */
  readonly left: number;
  /** What is searched and marked in the list. */
  readonly search: string;
}

/** What lies over the panes and takes the keys. */
export type Overlay = ReadOverlay | ChooseOverlay | PromptOverlay | ConfirmOverlay;

/** A text that is read: the keys, or all that is to be said at full length. */
export interface ReadOverlay {
  readonly kind: 'help' | 'notes';
  readonly top: number;
}

/** A question to which only a yes does something. */
export interface ConfirmOverlay {
  readonly kind: 'confirm';
  readonly question: string;
  readonly details: readonly string[];
  readonly yes: Effect;
  /** What a no leads back to; absent: to the panes. */
  readonly no?: PromptOverlay;
}

/** A list from which one thing is chosen, or several. */
export interface ChooseOverlay {
  readonly kind: 'choose';
  readonly what: Choice;
  readonly search: LineText;
  readonly row: number;
  readonly picked: readonly string[];
  /** Nothing was picked or taken away since the list opened. */
  readonly untouched: boolean;
}

/** What is chosen from a list. */
export type Choice = 'action' | 'columns' | 'metrics' | 'view';

/** One line being typed over the panes. */
export interface PromptOverlay extends LineText {
  readonly kind: 'prompt';
  readonly what: Prompt;
  /** Nothing was typed yet. */
  readonly untouched: boolean;
  /** Why Enter did not take the text. */
  readonly problem?: string;
}

/** What is typed into one line. */
export type Prompt =
  | { readonly kind: 'search'; readonly pane: ListPane }
  | { readonly kind: 'filter'; readonly column: string }
  | { readonly kind: 'save-view' }
  /** `names` are what people call the runs. */
  | {
      readonly kind: 'tag' | 'untag' | 'note' | 'rename';
      readonly ids: readonly string[];
      readonly names: readonly string[];
    }
  | ({ readonly kind: 'save-file' } & SavedAnswer);

/** An answer that goes into a file. */
export interface SavedAnswer {
  readonly query: string;
  /** The query of its rows, where a picture shows fewer of them. */
  readonly rows?: string;
  /** What stands over a picture; the query where it is absent. */
  readonly title?: string;
  /** In a picture the values stand on a logarithmic axis. */
  readonly log: boolean;
}

export interface Message {
  readonly kind: 'done' | 'problem';
  readonly text: string;
  /** The same as text of the language or of the shell. */
  readonly says?: string;
  /** It is what this slot asks, which answers to other slots may change. */
  readonly asks?: Slot;
}

/** Something outside of the state that an action asks for. */
export type Effect =
  | { readonly kind: 'copy'; readonly text: string }
  | ChangeEffect
  /** Asks how many runs would be removed, and which: then the person is asked. */
  | { readonly kind: 'plan-remove'; readonly ids: readonly string[] }
  | ({ readonly kind: 'save-file'; readonly file: string; readonly replace: boolean } & SavedAnswer)
  /** Keeps a query in the history of the store. */
  | { readonly kind: 'remember'; readonly query: string }
  /** Opens a saved view, with clauses that follow it. */
  | { readonly kind: 'open-view'; readonly name: string; readonly rest: string }
  | { readonly kind: 'read-artifact'; readonly of: ArtifactPlace }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'quit' };

/** A change of the store, what is said when it is done, and the command that does the same. */
export interface ChangeEffect {
  readonly kind: 'change';
  readonly change: Change;
  /** Before and after the number of runs. */
  readonly done: string;
  readonly after: string;
  readonly says: string;
  readonly back?: TakeBack;
}

/** What takes a change of runs back: the change that does it, or the question before one that may take back more. */
export type TakeBack = ChangeEffect | ConfirmOverlay;
