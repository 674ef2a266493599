/** The bounds of a query (docs/language.md): what is beyond is an error, never a hang. */
export const limits = { bytes: 65_536, nesting: 200, listValues: 100_000 } as const;
