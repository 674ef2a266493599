export { ownZone } from '../clock/own-zone.ts';
export { zoneOffset } from '../clock/zone-offset.ts';
export { safeText } from './safe-text.ts';
export { showDuration } from './show-duration.ts';
export { showNumber } from './show-number.ts';
export { type TimePrecision, timeShower } from './show-time.ts';
