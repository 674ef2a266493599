export { type BackgroundOptions, background } from './background.ts';
