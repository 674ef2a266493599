/** What is asked of the engine with a fault in it. */
export { referencedRuns } from '../../src/bind/referenced-runs.ts';
export { compileParsed } from '../../src/compile.ts';
export { goldenText } from '../golden-text.ts';
export { askOver, textFor } from '../reference/ask.ts';
