export { runTui, type TuiOptions } from './run-tui.ts';
export { readTuiSettings, type TuiSettings } from './settings.ts';
