/** The source, in the store, of runs that have turned out to be others. */
export const absorbedSource = 'absorbed';
