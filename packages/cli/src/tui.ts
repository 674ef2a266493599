export { runTui } from '@xt/tui';
