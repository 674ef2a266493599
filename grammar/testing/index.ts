export { arbitraryQuery } from './arbitrary-query.ts';
export { type Marked, mark, unmark } from './mark.ts';
export { type Random, randomOf, randomText } from './random-text.ts';
export { withoutSpans } from './without-spans.ts';
