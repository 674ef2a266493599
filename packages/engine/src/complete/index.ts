export { type CompleteOptions, type Completion, complete, type LookUpValues } from './complete.ts';
export type { CompletionItem } from './item.ts';
export { plainStyle, type QuoteStyle } from './spell.ts';
