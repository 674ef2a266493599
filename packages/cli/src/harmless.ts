// Names, messages and paths are other people's text: what could move a terminal's cursor or turn its text around is shown.
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A text for one line of a terminal: characters that do more than show themselves become `·`. */
export function harmlessLine(text: string): string {
  return text.replaceAll(controls, '·');
}

/** A text of several lines for a terminal; line ends and tabs stay. */
export function harmlessText(text: string): string {
  return text.replaceAll(controls, (character) => (/[\n\r\t]/.test(character) ? character : '·'));
}
