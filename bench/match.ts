// What matching costs: `node scripts/run-ts.js bench/match.ts [knowledge.json]`. Prints how long the compiled knowledge takes to open,
// how long the 200,000 packages of a package-lock.json take to match beside reading that file, and what ten times as many rules do to
// it. Targets: 25 ms, 25 percent, 1.2 times.
import { readFileSync } from 'node:fs';
import { npmLock } from '../src/formats/javascript/npm-lock.ts';
import { openKnowledge } from '../src/knowledge/artefact.ts';
import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { createMatcher } from '../src/match/matcher.ts';
import type { Component } from '../src/model/component.ts';
import type { Entity, RuleIdentifier, RuleIdentifierKind } from '../src/model/knowledge.ts';
import { fastest } from './measure.ts';

const day = '2026-11-22';
const count = 200_000;

/** The same numbers on every machine (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words =
  'array async babel cache chalk client color core data date debug deep emitter error event express fast file flow fs glob graph hash http icon image index io is json jest key lazy lib list load lodash log map merge mime module net node object option parse path plugin promise proxy query react regex request resolve router sass schema server shim source stream string style table text time token tree type ui url util vue web wrap yaml zip'.split(
    ' ',
  );

/** A lockfile of version 3 with as many packages, each under a name of its own. */
function lockfile(): string {
  const next = random(7);
  const word = (): string => words[Math.floor(next() * words.length)] as string;
  const known = ['@alicloud/', '@ant-design/', '@antv/', '@umijs/'];
  const packages: Record<string, object> = { '': { name: 'bench', version: '1.0.0' } };
  for (let at = 0; at < count; at++) {
    const kind = next();
    const scope = kind < 0.005 ? known[at % known.length] : kind < 0.3 ? `@${word()}-${word()}/` : '';
    const name = `${scope}${word()}-${word()}-${at}`;
    const version = `${Math.floor(next() * 9)}.${Math.floor(next() * 30)}.${Math.floor(next() * 9)}`;
    packages[`node_modules/${name}`] = {
      version,
      resolved: `https://registry.npm.example/${name}/-/${word()}-${version}.tgz`,
      integrity: `sha512-${name.padEnd(86, 'x')}==`,
      dependencies: { [word()]: `^${version}` },
      engines: { node: '>=18' },
    };
  }
  return JSON.stringify({ name: 'bench', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2);
}

/** The rules and nine copies of each entity under other names, so that every table is ten times as long. */
function tenTimes(knowledge: Knowledge): Knowledge {
  const entities = knowledge.entityIds().map((id) => knowledge.entity(id) as Entity);
  const all = [...entities];
  for (let copy = 1; copy < 10; copy++) for (const entity of entities) all.push(copied(entity, copy));
  return buildKnowledge(
    {
      lists: [...knowledge.lists.values()],
      entities: all,
      origins: [...knowledge.origins.values()],
      profiles: [],
      duties: [],
    },
    { version: knowledge.version },
  );
}

/** Kinds whose patterns stay good patterns with letters put in front. */
const renamed: ReadonlySet<string> = new Set([
  'npm',
  'pypi',
  'maven',
  'nuget',
  'cargo',
  'gem',
  'cocoapods',
  'pub',
  'github',
  'vendor',
  'brand',
  'android',
  'huggingface',
]);

function copied(entity: Entity, copy: number): Entity {
  const mark = String.fromCharCode(0x61 + copy);
  const identifiers: Partial<Record<RuleIdentifierKind, readonly RuleIdentifier[]>> = {};
  for (const [kind, rows] of Object.entries(entity.identifiers) as [RuleIdentifierKind, readonly RuleIdentifier[]][]) {
    if (kind === 'domains' || kind === 'mirrors') {
      identifiers[kind] = rows.map((row) => ({ ...row, match: row.match.replace(/^(\*\.)?/, `$1${mark}x`) }));
    } else if (kind === 'golang') {
      identifiers[kind] = rows.map((row) => ({ ...row, match: row.match.replace('/', `/${mark}x`) }));
    } else if (renamed.has(kind)) {
      // Behind the first letters, so that the copies share beginnings as real names do.
      identifiers[kind] = rows.map((row) => ({ ...row, match: row.match.replace(/^(@?.{2})/, `$1${mark}x`) }));
    }
  }
  return {
    ...entity,
    id: `${entity.id}-${mark}`,
    name: `${entity.name} ${mark}${mark}x`,
    aliases: [],
    products: [],
    donated: [],
    lookalikes: [],
    identifiers,
  };
}

function matchAll(knowledge: Knowledge, made: readonly Component[]): () => number {
  const { match } = createMatcher(knowledge, { day });
  return () => {
    let found = 0;
    for (const component of made) found += match(component).length;
    return found;
  };
}

const path = process.argv[2] ?? 'dist/knowledge.json';
const open = (): Knowledge => openKnowledge(readFileSync(path, 'latin1'));
const knowledge = open();
const text = lockfile();
const read = () => npmLock.parse({ path: 'package-lock.json', text, companions: new Map() });
const made = read().components;
const once = matchAll(knowledge, made);
const more = tenTimes(knowledge);
const tenfold = matchAll(more, made);
const found = [once(), tenfold()];
const [opening = 0, parsing = 0, reading = 0, plain = 0, tenTimesPlain = 0] = fastest(
  [
    {
      name: 'open',
      run: () =>
        createMatcher(open(), { day }).match({ kind: 'package', ecosystem: 'npm', name: 'left-pad', at: { line: 1 } }),
    },
    { name: 'JSON.parse', run: () => JSON.parse(text) },
    { name: 'read', run: read },
    { name: 'match', run: once },
    { name: 'match with ten times as many rules', run: tenfold },
  ],
  9,
);
const rows = (of: Knowledge): number => of.index.data.rowPath.length;
process.stdout.write(
  [
    `open              ${opening.toFixed(1)} ms for ${knowledge.entityIds().length} entities, ${rows(knowledge)} rows, ${knowledge.index.data.exact.oui?.key.length ?? 0} maker prefixes`,
    `read              ${reading.toFixed(0)} ms for ${made.length} packages, ${(text.length / 1e6).toFixed(0)} MB (JSON.parse alone ${parsing.toFixed(0)} ms)`,
    `match             ${plain.toFixed(0)} ms, ${Math.round((plain / reading) * 100)} percent of reading, ${found[0]} matches`,
    `ten times rules   ${tenTimesPlain.toFixed(0)} ms, ${(tenTimesPlain / plain).toFixed(2)} times the same (${rows(more)} rows instead of ${rows(knowledge)}, ${found[1]} matches)`,
    '',
  ].join('\n'),
);
