/** Positions are found by the digests of what they are of, in whatever project. */
export const digests = /* sql */ `
create index source_position_digest on source_position (source, (position ->> 'digest')) where position ? 'digest';
`;
