-- older-runner: must-not
-- The first schema. Events are the truth; what is under "Read from the events" can be made again from them.

create table events (
  seq integer primary key,
  run integer not null,
  at text not null,
  kind text not null,
  body text not null,
  -- SHA-256 over the digest before and every other column: changing one event breaks the chain there.
  digest text not null
) strict;
create index events_by_run on events (run, seq);
create trigger events_are_never_changed before update on events
begin select raise(abort, 'events are never changed'); end;
create trigger events_are_never_deleted before delete on events
begin select raise(abort, 'events are never deleted'); end;

create table seals (
  seq integer primary key,
  through integer not null,
  hash text not null,
  previous text,
  at text not null
) strict;
create trigger seals_are_never_changed before update on seals
begin select raise(abort, 'seals are never changed'); end;
create trigger seals_are_never_deleted before delete on seals
begin select raise(abort, 'seals are never deleted'); end;

-- What was planned. The event that starts a run carries one hash over all of it.

create table definitions (
  hash text not null unique,
  body text not null
) strict;

create table run_definitions (
  run integer not null,
  position integer not null,
  key text not null,
  hash text not null references definitions (hash),
  primary key (run, position)
) strict, without rowid;

create table planned (
  run integer not null,
  position integer not null,
  execution text not null,
  role text not null,
  case_key text not null,
  fingerprint text not null,
  body text not null,
  primary key (run, position)
) strict, without rowid;
create unique index planned_by_execution on planned (run, execution);

create table plans (
  run integer primary key,
  body text not null
) strict;

-- Read from the events.

create table runs (
  run integer primary key,
  graph text not null,
  started_seq integer not null,
  started_at text not null,
  cases integer not null,
  finished_at text,
  verdict text,
  exit_code integer,
  interrupted integer not null,
  software_seq integer
) strict;

create table executions (
  run integer not null,
  execution text not null,
  attempt integer not null,
  latest integer not null,
  position integer not null,
  role text not null,
  case_key text not null,
  state text not null,
  starts integer not null,
  verdict text,
  creditable integer not null,
  fingerprint text not null,
  fresh_key text,
  shared_run integer,
  shared_execution text,
  shared_attempt integer,
  started_at text,
  finished_at text,
  -- Event with outputs, elements and message: of the execution that is shared, where one is.
  finished_seq integer,
  primary key (run, execution, attempt)
) strict, without rowid;
create index executions_fresh on executions (fingerprint, fresh_key, finished_at)
  where fresh_key is not null;
create index executions_by_case on executions (case_key, finished_at) where finished_at is not null;

create table script_rows (
  run integer not null,
  execution text not null,
  attempt integer not null,
  section text not null,
  row text not null,
  state text not null,
  effect text,
  try integer not null,
  -- Event that first named the row: rows are shown in this order.
  first_seq integer not null,
  started_at text not null,
  finished_at text,
  finished_seq integer,
  record_seq integer,
  primary key (run, execution, attempt, section, row)
) strict, without rowid;

create table evidence_uses (
  seq integer not null,
  position integer not null,
  run integer not null,
  execution text not null,
  attempt integer not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  size integer not null,
  primary key (seq, position)
) strict, without rowid;
create index evidence_uses_by_content on evidence_uses (sha256, seq);

-- Content is needed again when an event after `seq` names it.
create table pruned (
  sha256 text not null,
  seq integer not null,
  primary key (sha256)
) strict, without rowid;

-- Who holds what at this moment: no part of the record.

create table owners (
  id text primary key,
  host text not null,
  pid integer not null,
  started_at text not null,
  heartbeat_at text not null
) strict, without rowid;

create table claims (
  run integer primary key,
  owner text not null references owners (id)
) strict;

create table leases (
  id text primary key,
  owner text not null references owners (id),
  environment text not null,
  cpus real not null,
  memory real not null
) strict, without rowid;
create index leases_by_environment on leases (environment);

create table lease_locks (
  environment text not null,
  name text not null,
  lease text not null references leases (id) on delete cascade,
  primary key (environment, name)
) strict, without rowid;
create index lease_locks_by_lease on lease_locks (lease);
