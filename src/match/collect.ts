import { isWithin } from '../identity/partial-date.ts';
import { packageOfPurl, parsePurl } from '../identity/purl.ts';
import { satisfies } from '../identity/version-range.ts';
import type { Component, Identifier, Relation } from '../model/component.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { MatchNote } from '../model/match.ts';
import type { Comparers } from './comparers.ts';
import { type Hit, lowerConfidence } from './hit.ts';
import type { RowHit } from './row-tables.ts';

/** Why a row that holds for a value is no hit all the same. For `explain`. */
export interface Refusal {
  readonly found: RowHit;
  readonly reason: 'not-in-window' | 'other-version';
}

/**
 * Everything the rules know about a component, before it is judged as a whole. Undefined without a hit: that is the usual case,
 * and nothing is allocated for it here.
 */
export function collectHits(
  comparers: Comparers,
  component: Component,
  day: string,
  refused?: (refusal: Refusal) => void,
): Hit[] | undefined {
  const { ecosystem, name, source, identifiers } = component;
  let hits: Hit[] | undefined;
  if (ecosystem !== undefined) {
    const found = comparers.package(ecosystem, name);
    if (found !== undefined)
      hits = added(hits, found, component, { source: 'name', field: 'name', value: name }, day, refused);
  } else if (component.purl !== undefined) hits = ofPurl(comparers, component, component.purl, day, refused);
  let isSourceSeen = source === undefined;
  let isNameSeen = component.kind !== 'app';
  if (identifiers !== undefined) {
    for (const identifier of identifiers) {
      const { kind, value } = identifier;
      const found = comparers.byKind[kind](value);
      if (found !== undefined)
        hits = added(
          hits,
          found,
          component,
          { source: kind, field: identifier.field, value, identifier },
          day,
          refused,
        );
      if (!isSourceSeen && kind === 'url' && value === source) isSourceSeen = true;
      if (!isNameSeen && kind === 'app-name') isNameSeen = true;
    }
  }
  if (!isSourceSeen && source !== undefined) {
    const found = comparers.byKind.url(source);
    if (found !== undefined)
      hits = added(
        hits,
        found,
        component,
        { source: 'url', field: 'source', value: source, stated: 'fetched-from' },
        day,
        refused,
      );
  }
  if (!isNameSeen) {
    const found = comparers.byKind['app-name'](name);
    if (found !== undefined)
      hits = added(hits, found, component, { source: 'app-name', field: 'name', value: name }, day, refused);
  }
  return hits;
}

function ofPurl(
  comparers: Comparers,
  component: Component,
  purl: string,
  day: string,
  refused?: (refusal: Refusal) => void,
): Hit[] | undefined {
  const parsed = parsePurl(purl);
  const named = parsed === undefined ? undefined : packageOfPurl(parsed);
  if (named?.ecosystem === undefined) return undefined;
  const found = comparers.package(named.ecosystem, named.name);
  return found === undefined
    ? undefined
    : added(undefined, found, component, { source: 'name', field: 'purl', value: purl }, day, refused);
}

function added(
  hits: Hit[] | undefined,
  found: readonly RowHit[],
  component: Component,
  reading: Reading,
  day: string,
  refused?: (refusal: Refusal) => void,
): Hit[] | undefined {
  const made = found.flatMap((one) => hitOf(one, component, day, reading, refused) ?? []);
  if (made.length === 0) return hits;
  return hits === undefined ? made : [...hits, ...made];
}

interface Reading {
  readonly source: Hit['source'];
  readonly field: string;
  readonly value: string;
  /** Where the value was read from, when that is not the component itself. */
  readonly identifier?: Identifier;
  /** What the place says of the relation, when there is no identifier to say it. */
  readonly stated?: Relation;
}

function hitOf(
  found: RowHit,
  component: Component,
  day: string,
  reading: Reading,
  refused?: (refusal: Refusal) => void,
): Hit | undefined {
  const { row } = found;
  const { identifier } = row;
  const notes: MatchNote[] = [];
  let confidence: Confidence = identifier.confidence;
  // Without any source a row is a draft and proves no more than that.
  if (identifier.evidenceKind === 'general-knowledge') confidence = lowerConfidence(confidence, 'medium');
  if (found.strength === 'weak') confidence = 'low';

  const window = {
    ...(identifier.since !== undefined && { since: identifier.since }),
    ...(identifier.until !== undefined && { until: identifier.until }),
  };
  const isFormer = identifier.brandRelation === 'former';
  // A former brand whose end is not known has ended on every day, as a former owner has.
  const within =
    isFormer && identifier.until === undefined
      ? 'no'
      : isWithin(component.date ?? day, identifier.since, identifier.until);
  if (within === 'no' && !isFormer) {
    refused?.({ found, reason: 'not-in-window' });
    return undefined;
  }
  if (isFormer)
    notes.push({
      code: within === 'no' ? 'former-brand' : 'brand-in-window',
      values: { ...window, name: row.pattern },
    });
  if (within === 'uncertain') {
    notes.push({ code: 'date-uncertain', values: window });
    confidence = lowerConfidence(confidence, 'medium');
  }

  if (identifier.versions !== undefined) {
    const fits =
      component.version === undefined ? 'unknown' : satisfies(row.kind, component.version, identifier.versions);
    if (fits === 'no') {
      refused?.({ found, reason: 'other-version' });
      return undefined;
    }
    if (fits === 'unknown') {
      notes.push({ code: 'version-unknown', values: { versions: identifier.versions } });
      confidence = lowerConfidence(confidence, 'medium');
    }
  }
  return {
    row,
    matched: found.matched,
    strength: found.strength,
    ...(found.closeness !== undefined && { closeness: found.closeness }),
    ...(found.needsHint === true && { needsHint: true }),
    source: reading.source,
    field: reading.field,
    value: reading.value,
    at: reading.identifier?.at ?? component.at,
    relation: relationOf(found, component, reading.source, reading.identifier?.relation ?? reading.stated),
    confidence,
    notes,
  };
}

/**
 * A host says what the input uses it for. A name in a maker or publisher field says how it is meant by what the thing is. All
 * else is as the row says.
 */
function relationOf(
  { row }: RowHit,
  component: Component,
  source: Hit['source'],
  stated: Relation | undefined,
): Relation {
  const own = row.identifier.relation;
  switch (row.kind) {
    case 'domains':
    case 'mirrors':
    case 'helm':
      return source === 'url' ? (stated ?? own) : own;
    case 'vendor':
    case 'oui-name':
    case 'brand':
      if (source !== 'organisation' && source !== 'brand') return own;
      if (stated !== undefined) return stated;
      return own === 'manufactured-by' || own === 'published-by' ? relationByKind[component.kind] : own;
    case 'code-prefix':
      return own;
    default:
      if (source === 'code-prefix') return 'integrates-with';
      return source === 'package' && stated !== undefined ? stated : own;
  }
}

const relationByKind: Readonly<Record<Component['kind'], Relation>> = {
  package: 'published-by',
  image: 'published-by',
  app: 'published-by',
  device: 'manufactured-by',
  service: 'hosted-by',
  model: 'published-by',
  file: 'published-by',
  'os-package': 'published-by',
  extension: 'published-by',
  'register-entry': 'published-by',
};
