-- older-runner: must-not
-- What coverage over all runs is folded from: measurements, imported results, and what judgements rested on.
-- The new tables are then filled from what the ledger holds already (sqlite/fill-outcomes.ts).

-- SHA-256 of the file that the results of this run were read from.
alter table runs add column imported text;
create index runs_imported on runs (imported) where imported is not null;

-- Read from the events: judged measurements of cases and aggregates, of the last time each row finished.
create table measurements (
  run integer not null,
  execution text not null,
  attempt integer not null,
  section text not null,
  row text not null,
  position integer not null,
  seq integer not null,
  at text not null,
  measure text not null,
  body text not null,
  primary key (run, execution, attempt, section, row, position)
) strict, without rowid;
create index measurements_by_measure on measurements (measure, run);

-- Read from the events: results that were recorded elsewhere.
create table imported_results (
  run integer not null,
  line integer not null,
  seq integer not null,
  verdict text not null,
  primary key (run, line)
) strict, without rowid;

-- What people say of runs is seldom asked for one run alone.
create index events_said on events (kind, seq)
  where kind in ('reviewed', 'explained', 'snapshot-taken');

-- Read from the definitions, so that no whole definition is read to know what a result was judged against.
create table definition_heads (
  hash text primary key references definitions (hash),
  content_hash text not null,
  basis text not null
) strict, without rowid;
create index definition_heads_by_content on definition_heads (content_hash);
create index run_definitions_by_key on run_definitions (run, key, hash);

-- Requirements, parameters and elements by their content hash; stored once, whatever runs rest on them.
create table records (
  hash text primary key,
  -- SHA-256 of the body: the hash above is of what the catalog says, which may be more or less than is kept.
  digest text not null,
  body text not null
) strict, without rowid;

create table run_records (
  run integer not null,
  position integer not null,
  hash text not null references records (hash),
  primary key (run, position)
) strict, without rowid;
