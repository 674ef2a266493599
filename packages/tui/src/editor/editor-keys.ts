/** A key of a place where text is typed, for the help. */
export interface TypingKey {
  readonly keys: readonly string[];
  readonly help: string;
}

/** The keys of every line that is typed in, by the habits of readline. */
export const lineKeys: readonly TypingKey[] = [
  { keys: ['left', 'right', 'ctrl-b', 'ctrl-f'], help: 'Go a character' },
  { keys: ['alt-b', 'alt-f', 'ctrl-left', 'ctrl-right'], help: 'Go a word' },
  { keys: ['home', 'end', 'ctrl-a', 'ctrl-e'], help: 'Go to the start, to the end' },
  { keys: ['ctrl-w', 'ctrl-u', 'ctrl-k'], help: 'Delete the word before, all before, all after' },
];

/** What the query bar has beyond those. */
export const editorKeys: readonly TypingKey[] = [
  { keys: ['enter'], help: 'Run the query, or take what is chosen in the list' },
  { keys: ['tab'], help: 'Complete: what is chosen, what all have in common, else the best' },
  { keys: ['ctrl-space'], help: 'List what can stand at the cursor' },
  { keys: ['down', 'up'], help: 'Choose in the list; else go through the history' },
  { keys: ['ctrl-p', 'ctrl-n'], help: 'Go through the history' },
  { keys: ['alt-enter'], help: 'A new line' },
  { keys: ['escape', 'ctrl-c'], help: 'Close the list, then leave the query as it was' },
];
