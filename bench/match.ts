// What matching costs: `node scripts/run-ts.js bench/match.ts [knowledge.json]`. Prints how long the compiled knowledge takes to open,
// how long 200,000 components take to match beside a bare JSON.parse of the same components, and what ten times as many rules do to
// that. Targets: 25 ms, 25 percent of reading them, 1.2 times.
import { readFileSync } from 'node:fs';
import { openKnowledge } from '../src/knowledge/artefact.ts';
import { buildKnowledge } from '../src/knowledge/build-knowledge.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { createMatcher } from '../src/match/matcher.ts';
import type { Component, Ecosystem } from '../src/model/component.ts';
import type { Entity, RuleIdentifier, RuleIdentifierKind } from '../src/model/knowledge.ts';

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

function components(): Component[] {
  const next = random(7);
  const word = (): string => words[Math.floor(next() * words.length)] as string;
  const hit = ['@alicloud/openapi-client', '@ant-design/icons', 'antd', 'element-ui'];
  const made: Component[] = [];
  for (let at = 0; at < count; at++) {
    const [ecosystem, name, host] = named(next, word, hit);
    const version = `${Math.floor(next() * 9)}.${Math.floor(next() * 30)}.${Math.floor(next() * 9)}`;
    const source = `https://${host}/${name}/-/${name}-${version}.tgz`;
    made.push({
      kind: 'package',
      ecosystem,
      name,
      version,
      source,
      identifiers: [{ kind: 'url', value: source, field: 'resolved', relation: 'fetched-from' }],
      at: { line: at + 1 },
    });
  }
  return made;
}

function named(next: () => number, word: () => string, hits: readonly string[]): [Ecosystem, string, string] {
  const kind = next();
  if (kind < 0.005) return ['npm', hits[Math.floor(next() * hits.length)] as string, 'registry.npm.example'];
  if (kind < 0.2) return ['npm', `@${word()}-${word()}/${word()}-${word()}`, 'registry.npm.example'];
  if (kind < 0.6) return ['npm', `${word()}-${word()}-${word()}`, 'registry.npm.example'];
  if (kind < 0.75) return ['pypi', `${word()}-${word()}`, 'files.pypi.example'];
  if (kind < 0.88) return ['maven', `org.${word()}.${word()}:${word()}-${word()}`, 'maven.example'];
  return ['golang', `git.example/${word()}${word()}/${word()}`, 'goproxy.example'];
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

/** The fastest of several turns for each, taken in turn so that a busy machine is busy for all. */
function fastest(turns: number, runs: readonly (() => void)[]): number[] {
  const times = runs.map(() => Number.POSITIVE_INFINITY);
  for (let turn = 0; turn < turns; turn++) {
    runs.forEach((run, at) => {
      const begin = performance.now();
      run();
      times[at] = Math.min(times[at] as number, performance.now() - begin);
    });
  }
  return times;
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
const text = JSON.stringify(components());
// As a scan gets them: fresh from a parser, no string ever hashed.
const made = JSON.parse(text) as Component[];
const once = matchAll(knowledge, made);
const more = tenTimes(knowledge);
const tenfold = matchAll(more, made);
const found = [once(), tenfold()];
const [opening = 0, parsing = 0, plain = 0, tenTimesPlain = 0] = fastest(9, [
  () => createMatcher(open(), { day }).match({ kind: 'package', ecosystem: 'npm', name: 'left-pad', at: { line: 1 } }),
  () => JSON.parse(text),
  once,
  tenfold,
]);
const rows = (of: Knowledge): number => of.index.data.rowPath.length;
process.stdout.write(
  [
    `open              ${opening.toFixed(1)} ms for ${knowledge.entityIds().length} entities, ${rows(knowledge)} rows, ${knowledge.index.data.exact.oui?.key.length ?? 0} maker prefixes`,
    `JSON.parse        ${parsing.toFixed(0)} ms for ${count} components, ${(text.length / 1e6).toFixed(0)} MB`,
    `match             ${plain.toFixed(0)} ms, ${(plain / parsing).toFixed(2)} times JSON.parse, ${found[0]} matches`,
    `ten times rules   ${tenTimesPlain.toFixed(0)} ms, ${(tenTimesPlain / plain).toFixed(2)} times the same with ${rows(knowledge)} rows (${rows(more)} rows, ${found[1]} matches)`,
    '',
  ].join('\n'),
);
