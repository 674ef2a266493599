/** Runs that turn out to be others, and edges to runs that come later. */
export const identity = /* sql */ `
-- Ids that runs had before it was known which run they are: they still lead to it.
create table former_id (
  project int not null references project (id),
  id text collate "C" not null,
  run int not null references run (number),
  primary key (project, id)
);
create index former_id_id on former_id (id);

-- Edges by source ids of which a run is not there yet.
create table edge_waiting (
  project int not null references project (id),
  source text collate "C" not null,
  parent text collate "C" not null,
  child text collate "C" not null,
  kind text collate "C" not null,
  step float8,
  anywhere boolean not null,               -- the other run may be in another project
  primary key (project, source, parent, child, kind)
);
create index edge_waiting_parent on edge_waiting (parent);
create index edge_waiting_child on edge_waiting (child);
`;
