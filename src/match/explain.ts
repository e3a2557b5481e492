import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ComponentKind } from '../model/component.ts';
import type { UnplacedMatch } from '../model/match.ts';
import { createExaminer, type Examination, type TakenBack } from './matcher.ts';
import { nearMissesOf } from './near-misses.ts';
import { type Interpretation, readThing } from './read-thing.ts';

/** The answer to "who is behind this?", as plain data. */
export interface Explanation {
  readonly thing: string;
  readonly day: string;
  /** Every way the thing was understood, those that led to something first. Empty: it could not be read as anything. */
  readonly readings: readonly ExplainedReading[];
}

export interface ExplainedReading {
  readonly as: Interpretation['as'];
  readonly title: string;
  /** As a scan would find them. */
  readonly matches: readonly UnplacedMatch[];
  /** Known, and in the rules only to be ruled out. */
  readonly references: readonly { readonly id: string; readonly name: string; readonly matched: string }[];
  readonly nearMisses: readonly NearMiss[];
}

/** Something that comes close and is no finding. */
export interface NearMiss {
  readonly reason:
    | 'lookalike' // listed as a name that only looks like it; `why` says what it is
    | 'donated' // began at the entity, governed elsewhere now
    | 'not-in-window' // the name or host belonged to it at another time
    | 'other-version' // only other versions belong to it
    | 'other-maker' // the stated maker is another one
    | 'needs-second-hint' // proves too little alone
    | 'needs-publisher' // a general display name
    | 'former-brand' // no longer its brand on that day
    | 'other-brand-owner' // the brand has an owner of its own
    | 'reference' // known, and never a finding
    | 'other-kind' // the same word in another ecosystem or field
    | 'contains' // holds the name inside other words
    | 'boundary' // begins or ends like it, without the boundary of a name
    | 'local-address'; // a MAC address that no maker gave out
  readonly entity?: { readonly id: string; readonly name: string };
  /** `kind:pattern` of the row that came close. */
  readonly matched: string;
  readonly why?: string;
  readonly since?: string;
  readonly until?: string;
}

export interface ExplainOptions {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** Explains any identifier, purl, address or name. Never throws. */
export function explainThing(knowledge: Knowledge, thing: string, options: ExplainOptions): Explanation {
  const examine = createExaminer(knowledge, options);
  const readings = readThing(thing).map((reading) => explainReading(knowledge, reading, examine(reading.component)));
  return { thing, day: options.day, readings: withoutRepeats(readings.sort((a, b) => weightOf(a) - weightOf(b))) };
}

/** What was found first, then what is known and ruled out, then near misses, then nothing. */
function weightOf({ matches, references, nearMisses }: ExplainedReading): number {
  if (matches.length > 0) return 0;
  if (references.length > 0) return 1;
  return nearMisses.length > 0 ? 2 : 3;
}

/** Reasons that only say how the letters lie; what was considered and taken back is told in any case. */
const byLetters: ReadonlySet<NearMiss['reason']> = new Set(['contains', 'boundary', 'other-kind', 'lookalike']);

/**
 * A bare word is read in a dozen ways, and comes close to the same name in each. What was found under one reading is no near miss
 * under another, and a near miss is told once.
 */
function withoutRepeats(readings: readonly ExplainedReading[]): ExplainedReading[] {
  const found = new Set(
    readings.flatMap(({ matches, references }) => [
      ...matches.flatMap(({ entity }) => entity?.id ?? []),
      ...references.map(({ id }) => id),
    ]),
  );
  const told = new Set<string>();
  return readings.map((reading) => ({
    ...reading,
    nearMisses: reading.nearMisses.filter(({ entity, reason, matched }) => {
      const key =
        entity === undefined
          ? matched
          : reason === 'lookalike' || reason === 'donated'
            ? `${entity.id} ${reason}`
            : entity.id;
      if (told.has(key) || (entity !== undefined && found.has(entity.id) && byLetters.has(reason))) return false;
      told.add(key);
      return true;
    }),
  }));
}

function explainReading(knowledge: Knowledge, reading: Interpretation, examined: Examination): ExplainedReading {
  const found = new Set(examined.matches.flatMap(({ entity }) => (entity === undefined ? [] : [entity.id])));
  for (const { entity } of examined.references) found.add(entity.id);
  const takenBack = examined.takenBack.map(nearMissOf);
  return {
    as: reading.as,
    title: reading.title,
    matches: examined.matches,
    references: examined.references.map(({ entity, evidence }) => ({
      id: entity.id,
      name: entity.name,
      matched: evidence[0]?.matched ?? '',
    })),
    nearMisses: distinct([
      ...takenBack,
      ...nearMissesOf(knowledge, reading).filter(({ entity }) => entity === undefined || !found.has(entity.id)),
    ]),
  };
}

function nearMissOf({ hit, refusal, reason, by }: TakenBack): NearMiss {
  const row = hit?.row ?? refusal?.found.row;
  const entity = row?.entity;
  const { since, until } = row?.identifier ?? {};
  const why =
    by?.row.lookalike?.why ??
    (by?.row.donated === undefined
      ? row?.identifier.note
      : `${by.row.donated.name} is governed by ${by.row.donated.governedBy}`);
  return {
    reason: reason === 'brand-of-own-entity' ? 'other-brand-owner' : reason,
    ...(entity !== undefined && { entity: { id: entity.id, name: entity.name } }),
    matched: hit?.matched ?? refusal?.found.matched ?? '',
    ...(why !== undefined && { why }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function distinct(misses: readonly NearMiss[]): NearMiss[] {
  const seen = new Set<string>();
  return misses.filter(({ reason, entity, matched }) => {
    const key = `${reason} ${entity?.id ?? ''} ${matched}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Kinds of component that a bare name, country or category may stand in: origin rules speak of some of them only. */
const anyKind: readonly ComponentKind[] = [
  'device',
  'app',
  'service',
  'package',
  'image',
  'model',
  'os-package',
  'extension',
  'register-entry',
];

/**
 * The rules that a thing matches, `entity/<id>`, `product/<id>/<id>`, `donated/...`, `origin/<id>`, sorted. For the examples of
 * rule files, which promise what matches and what passes.
 */
export function matchedRuleIds(knowledge: Knowledge, thing: string, options: ExplainOptions): string[] {
  const examine = createExaminer(knowledge, options);
  return rulesMatched(examine, thing);
}

/** `matchedRuleIds` for many things over one set of tables. */
export function ruleMatcher(knowledge: Knowledge, options: ExplainOptions): (thing: string) => string[] {
  const examine = createExaminer(knowledge, options);
  return (thing) => rulesMatched(examine, thing);
}

function rulesMatched(examine: ReturnType<typeof createExaminer>, thing: string): string[] {
  const rules = new Set<string>();
  for (const { component, as } of readThing(thing)) {
    const isBare =
      as === 'organisation' ||
      as === 'country' ||
      as === 'category' ||
      as === 'several' ||
      as === 'url' ||
      as === 'region';
    for (const kind of isBare ? anyKind : [component.kind]) {
      const { matches } = examine({ ...component, kind });
      for (const { rule, kind: matchKind } of matches) if (matchKind !== 'note') rules.add(rule);
    }
  }
  return [...rules].sort();
}
