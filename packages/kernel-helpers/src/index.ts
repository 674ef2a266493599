import type { Connection } from '../index.d.cts';
import { connect } from './connect.ts';

export { connect } from './connect.ts';
export { name } from './name.ts';
export { show } from './show.ts';
export { XtError } from './xt-error.ts';

const usual: Connection = connect();

/** Tags and displays of the store that `xt` would choose; it is opened by the first query. */
export const { xt, runs, curves, watch, close } = usual;
