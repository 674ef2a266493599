/** The columnar store as it began. */
export const start = /* sql */ `
-- One point per (metric, run, step) survives: the one with the greatest seq, the source's own order. A metric's id
-- implies its project. Times are microseconds since 1970.
CREATE TABLE IF NOT EXISTS xt.points (
  project UInt32 CODEC(ZSTD(1)),
  metric UInt32 CODEC(ZSTD(1)),
  run UInt32 CODEC(ZSTD(1)),
  step Float64 CODEC(DoubleDelta, ZSTD(1)),
  time Int64 CODEC(Delta, T64('bit'), ZSTD(1)),
  value Float64 CODEC(Gorilla, ZSTD(1)),
  seq UInt64 CODEC(DoubleDelta, ZSTD(1))
) ENGINE = ReplacingMergeTree(seq) ORDER BY (project, metric, run, step)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

-- One row per metric and run, always equal to the aggregates over its surviving points. The extrema, argmin, argmax, sum
-- and m2 (sum of squared differences from the mean) are over points that are not NaN, null where there are none.
CREATE TABLE IF NOT EXISTS xt.summary (
  project UInt32,
  metric UInt32,
  run UInt32,
  n UInt64,
  n_nan UInt64,
  first Float64,
  last Float64,
  first_step Float64,
  last_step Float64,
  first_time Int64,
  last_time Int64,
  min Nullable(Float64),
  max Nullable(Float64),
  argmin Nullable(Float64),
  argmax Nullable(Float64),
  sum Nullable(Float64),
  m2 Nullable(Float64),
  ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project, metric, run)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

-- The run dimension: the outside id breaks ties.
CREATE TABLE IF NOT EXISTS xt.run (
  run UInt32,
  project UInt32,
  id String
) ENGINE = ReplacingMergeTree ORDER BY run
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;

CREATE TABLE IF NOT EXISTS xt.artifact (
  project UInt32,
  run UInt32,
  role LowCardinality(String),
  type LowCardinality(String),
  name String,
  step Nullable(Float64),
  created Nullable(Int64),
  size Nullable(UInt64),
  digest String,
  inline String,                 -- the bytes, up to 4 KiB
  ver UInt64
) ENGINE = ReplacingMergeTree(ver) ORDER BY (project, run, role, name, ifNull(step, -inf))
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1;
`;
