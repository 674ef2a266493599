import { EOF, type IToken } from 'chevrotain';
import { Name } from '../lex/tokens.ts';

/** A token as messages name it. */
export function described(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the query' : `\`${shortened(token.image)}\``;
}

/** A text that a message can hold. */
export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** True for a name and for every keyword that could be one. */
export function isWord(token: IToken): boolean {
  return token.tokenType === Name || (token.tokenType.CATEGORIES ?? []).includes(Name);
}
