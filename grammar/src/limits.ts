/** The bounds of a query (docs/language.md): what is beyond is an error, never a hang; so many problems are reported. */
export const limits = { bytes: 65_536, nesting: 200, listValues: 100_000, problems: 100 } as const;
