/** What a person says of runs, beside what their sources say; saved views. */
export const said = /* sql */ `
-- What the source says in the columns that a person has set, to go back to.
alter table run add column of_source jsonb not null default '{}';
-- A run that a person removed, and of which an import has read on meanwhile.
alter table run add column missed boolean not null default false;

create index run_deleted on run (number) where deleted;

-- The source's own of the tags that a person has set or taken off; type is null where the source has none.
create table tag_of_source (
  run int not null,
  key int not null,
  type text collate "C",
  txt text collate "C",
  num float8,
  flag boolean,
  primary key (run, key)
);

-- Edges that a person has cut, and (not cut) those of removed runs, which come back with them.
create table edge_removed (
  parent int not null references run (number),
  child int not null references run (number),
  kind text collate "C" not null,
  step float8,
  logged bigint not null,
  origin text collate "C" not null,
  cut boolean not null,
  primary key (parent, child, kind)
);
create index edge_removed_child on edge_removed (child);

create table saved_view (
  name text collate "C" primary key,
  query text collate "C" not null,
  "user" text collate "C" not null,
  created bigint not null,
  sequence bigint not null
);
`;
