import { UsageError } from '../../model/problem.ts';
import type { Database } from './database.ts';

const version = 1;

/**
 * What a fleet's runs leave in the database. `row` keeps the text of a result byte for byte (`json`, not `jsonb`), so a report made from
 * the database is the one made from files; `findings` holds the same findings as columns, to be asked in SQL.
 */
const tables = `
create schema if not exists wherefrom;
create table if not exists wherefrom.version (version integer not null);
create table if not exists wherefrom.runs (
  run text primary key,
  begun timestamptz not null default now(),
  description json not null,
  setup json not null
);
create table if not exists wherefrom.targets (
  run text not null references wherefrom.runs on delete cascade,
  target text not null,
  kind text not null,
  place text not null,
  primary key (run, target)
);
create table if not exists wherefrom.results (
  run text not null,
  target text not null,
  commit text,
  status text not null,
  complete boolean not null,
  components integer not null,
  inventory text,
  -- A second result of the target was another one; the first stands.
  differing boolean not null default false,
  finished timestamptz not null default now(),
  row json not null,
  primary key (run, target),
  foreign key (run, target) references wherefrom.targets on delete cascade
);
create table if not exists wherefrom.findings (
  run text not null,
  target text not null,
  finding text not null,
  severity text not null,
  status text not null,
  rule text not null,
  entity text,
  entity_name text,
  country text,
  component text not null,
  component_version text,
  purl text,
  path text,
  line integer,
  primary key (run, target, finding),
  foreign key (run, target) references wherefrom.results on delete cascade
);
create index if not exists findings_entity on wherefrom.findings (run, entity);
create index if not exists findings_component on wherefrom.findings (run, component);
create table if not exists wherefrom.inventories (
  name text primary key,
  body bytea not null
);
create table if not exists wherefrom.workers (
  worker text primary key,
  seen timestamptz not null
);
create table if not exists wherefrom.claims (
  job uuid primary key,
  run text not null,
  target text not null,
  worker text not null
);
`;

/** Makes the tables where they are missing. @throws UsageError for those of a newer version of wherefrom. */
export async function prepareTables(database: Database): Promise<void> {
  await database.transaction(async (send) => {
    // Two that come at once wait for each other: "if not exists" alone does not.
    await send("select pg_advisory_xact_lock(hashtext('wherefrom tables'))");
    await send(tables);
    const [held] = await send<{ version: number }>('select version from wherefrom.version');
    if (held === undefined) await send(`insert into wherefrom.version values (${version})`);
    else if (held.version !== version)
      throw new UsageError(`--store: its tables are of version ${held.version}, this wherefrom knows ${version}`);
  });
}
