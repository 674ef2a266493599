/** The relational store as it began. */
export const start = /* sql */ `
-- Times are microseconds since 1970. Text that is compared or sorted is in code point order on every server.

create table project (
  id serial primary key,
  name text collate "C" not null unique
);

-- number is dense and travels between the stores; id is what people see.
create table run (
  number serial primary key,
  project int not null references project (id),
  id text collate "C" not null,
  source text collate "C" not null,
  source_id text collate "C" not null,
  name text collate "C",
  "user" text collate "C",
  state text collate "C",
  created bigint,
  started bigint,
  ended bigint,
  first_time bigint,                       -- of its points, where the source has no start
  last_time bigint,
  step float8,                             -- the last step of any metric
  "group" text collate "C",
  kind text collate "C",
  host text collate "C",
  notes text collate "C",
  git_commit text collate "C",
  git_branch text collate "C",
  git_dirty boolean,
  parent int,                              -- the first logged parent's number
  children int not null default 0,
  depth int not null default 0,            -- edges to the nearest root
  set_by_user text[] not null default '{}',-- columns that a person has set: an import leaves them
  deleted boolean not null default false,  -- removed by a person, or (sequence 0) not yet committed
  sequence bigint not null default 0,      -- of the last batch that changed it: the change feed
  unique (project, id),
  unique (project, source, source_id)
);
create index run_created on run ((coalesce(created, started, first_time)) desc nulls last, number) where not deleted;
create index run_project on run (project, number) where not deleted;
create index run_id on run (id);
create index run_name on run (name);
create index run_sequence on run (sequence);

-- version is the batch that last changed the row.
create table name (
  id serial primary key,
  project int not null references project (id),
  kind text collate "C" not null,          -- metric, param, tag
  name text collate "C" not null,
  types int not null default 0,            -- bit set of the types of its values
  runs int not null default 0,
  version bigint not null,
  unique (project, kind, name)
);
create index name_version on name (version);

-- One row per run and param. num where it reads as a number, flag where it reads as true or false.
create table param (
  run int not null,
  key int not null,
  type text collate "C" not null,          -- number, text, bool, list, null
  txt text collate "C",                    -- the original text; null only for type null
  num float8,
  flag boolean,
  primary key (run, key)
);
-- Long texts do not fit an index; a comparison with a text shorter than 256 is exact on the prefix.
create index param_text on param (key, (substr(txt, 1, 256)), run);
create index param_number on param (key, num, run);

create table tag (
  run int not null,
  key int not null,
  type text collate "C" not null,          -- text, or null for a label
  txt text collate "C",
  num float8,
  flag boolean,
  origin text collate "C" not null default 'source',
  primary key (run, key)
);
create index tag_text on tag (key, (substr(txt, 1, 256)), run);
create index tag_number on tag (key, num, run);

-- All params and tags of a run as {name: [type, text]}, for output. Environment and code as the source gave them.
create table document (
  run int primary key references run (number),
  params jsonb not null default '{}',
  tags jsonb not null default '{}',
  environment jsonb,
  code jsonb
);

create table edge (
  parent int not null references run (number),
  child int not null references run (number),
  kind text collate "C" not null,          -- fork, resume, child, derived, or any word
  step float8,
  logged bigserial,
  origin text collate "C" not null default 'source',
  primary key (parent, child, kind)
);
create index edge_child on edge (child, parent);

-- What runs used and made, by name and digest; the artifact's other facts are in ClickHouse.
create table artifact_link (
  run int not null references run (number),
  role text collate "C" not null,          -- used, made
  name text collate "C" not null,
  digest text collate "C" not null default '',
  primary key (run, role, name, digest)
);
create index artifact_link_name on artifact_link (role, name, run);
create index artifact_link_digest on artifact_link (role, digest, run);

create table goal (
  name int primary key references name (id),
  goal text collate "C" not null,
  origin text collate "C" not null default 'source'
);

-- Where each source's reader stands.
create table source_position (
  project int not null references project (id),
  source text collate "C" not null,
  key text collate "C" not null,
  position jsonb not null,
  primary key (project, source, key)
);

-- Batches being written: a row goes with the commit of its batch, so one that is still there after a crash tells whose
-- summaries are to be made again.
create table batch (
  sequence bigserial primary key,
  project int not null,
  metrics int[] not null default '{}',
  runs int[] not null default '{}'
);
`;
