import type { Relational } from '../../store.ts';

/** An open transaction and the number that everything in it has in the change feed. */
export interface Change {
  readonly tx: Pick<Relational, 'query'>;
  readonly sequence: number;
}
