export { readTuiSettings, runTui } from '@xt/tui';
