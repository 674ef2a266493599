export { arbitraryQuery } from './arbitrary-query.ts';
export { type Marked, mark, unmark } from './mark.ts';
export { withoutSpans } from './without-spans.ts';
