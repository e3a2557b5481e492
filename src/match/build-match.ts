import { purlOf } from '../identity/purl.ts';
import type { Component } from '../model/component.ts';
import type { Confidence, Entity } from '../model/knowledge.ts';
import type { ComponentSummary, Match, MatchNote, UnplacedEvidence, UnplacedMatch } from '../model/match.ts';
import { evidenceOrder, type Hit, higherConfidence, lowerConfidence, strongerOf } from './hit.ts';
import type { ListingsOf } from './listings.ts';

/**
 * One match a rule and relation. A product takes in what its publisher's own names say about the same component: the app and its
 * publisher are one finding.
 */
export function groupHits(hits: readonly Hit[]): Hit[][] {
  const groups = new Map<string, Hit[]>();
  const products = hits.filter(({ row }) => row.product !== undefined);
  for (const hit of hits) {
    const { row, relation } = hit;
    if (row.entity === undefined || row.role === 'lookalike' || row.role === 'origin') continue;
    const product =
      row.role === 'entity'
        ? products.find((other) => takesIn(other, hit))?.row
        : row.role === 'product'
          ? row
          : undefined;
    const rule = product === undefined ? row : product;
    const key = `${ruleOf(rule)} ${relation}`;
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [hit]);
    else held.push(hit);
  }
  const rank = (hit: Hit): number => (hit.row.role === 'product' ? -1 : 0) + evidenceOrder[hit.source] * 2;
  return [...groups.values()].map((group) =>
    group.sort((a, b) => rank(a) - rank(b) || byStrength(a, b) || b.row.specificity - a.row.specificity),
  );
}

/** An SDK takes in only what other code says: an app with its publisher's SDK in it is still its publisher's app. */
function takesIn(product: Hit, hit: Hit): boolean {
  if (product.row.entity !== hit.row.entity || product.relation !== hit.relation) return false;
  return product.row.product?.kind !== 'sdk' || hit.source === 'code-prefix';
}

function byStrength(left: Hit, right: Hit): number {
  if (left.strength === right.strength) return 0;
  return strongerOf(left.strength, right.strength) === left.strength ? -1 : 1;
}

function ruleOf(row: Hit['row']): string {
  const entity = row.entity?.id ?? '';
  if (row.product !== undefined) return `product/${entity}/${row.product.id}`;
  if (row.donated !== undefined) return `donated/${entity}/${slug(row.donated.name)}`;
  return `entity/${entity}`;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The match that a group of hits on one entity makes. */
export function matchOf(
  group: readonly Hit[],
  entity: Entity,
  evidence: readonly UnplacedEvidence[],
  component: Component,
  tools: { readonly listingsOf: ListingsOf; readonly day: string },
): Omit<UnplacedMatch, 'component' | 'attributes'> {
  const first = (group.find(({ row }) => row.role === 'product') ?? group[0]) as Hit;
  const { row, relation } = first;
  const strength = group.map((hit) => hit.strength).reduce(strongerOf);
  const day = component.kind === 'device' || component.kind === 'service' ? (component.date ?? tools.day) : tools.day;
  const product = row.product;
  const listings =
    row.role === 'donated'
      ? []
      : [...(product?.listings ?? []).map((listing) => ({ listing })), ...tools.listingsOf(entity, day)];
  const confidence =
    strength === 'weak'
      ? 'low'
      : group.map((hit) => hit.confidence).reduce<Confidence>((best, one) => higherConfidence(best, one), 'low');
  const doubted = group.some(({ notes }) => notes.some(({ code }) => code === 'oui-differs'));
  return {
    rule: ruleOf(row),
    kind: kindOf(first),
    entity: {
      id: entity.id,
      name: entity.name,
      ...(entity.country !== undefined && { country: entity.country }),
      ...(entity.ownerCountry !== undefined && { ownerCountry: entity.ownerCountry }),
    },
    ...(product !== undefined && { product: { id: product.id, name: product.name } }),
    relation,
    strength,
    confidence: doubted ? lowerConfidence(confidence, 'medium') : confidence,
    ...(group.every(isDraft) && { weakEvidence: true }),
    evidence,
    listings,
    notes: notesOf(group, component, day, tools.day, listings),
    ...(entity.reason !== undefined && {
      own: {
        reason: entity.reason,
        ...(entity.severity !== undefined && { severity: entity.severity }),
        ...(entity.remedy !== undefined && { remedy: entity.remedy }),
      },
    }),
  };
}

function kindOf({ row, source }: Hit): Match['kind'] {
  if (row.role === 'donated') return 'donated';
  if (row.product !== undefined) return row.product.kind === 'sdk' ? 'sdk' : 'product';
  return source === 'code-prefix' ? 'sdk' : 'entity';
}

/** No source was seen for the row, and it was rated low for that. */
function isDraft({ row }: Hit): boolean {
  return row.identifier.evidenceKind === 'general-knowledge' && row.identifier.confidence === 'low';
}

/** One row of evidence a value and kind: an entity's several names say one thing. */
export function evidenceOf(group: readonly Hit[]): UnplacedEvidence[] {
  const evidence: UnplacedEvidence[] = [];
  const seen = new Set<string>();
  for (const { field, value, matched, at, row } of group) {
    const key = JSON.stringify([
      field,
      value,
      row.kind === 'oui-name' && !matched.startsWith('oui:') ? 'vendor' : row.kind,
    ]);
    if (seen.has(key)) continue;
    seen.add(key);
    evidence.push({ field, value, matched, at });
  }
  return evidence;
}

function notesOf(
  group: readonly Hit[],
  component: Component,
  day: string,
  asOf: string,
  listings: Match['listings'],
): MatchNote[] {
  const notes: MatchNote[] = [];
  const add = (note: MatchNote): void => {
    const text = JSON.stringify(note);
    if (!notes.some((seen) => JSON.stringify(seen) === text)) notes.push(note);
  };
  for (const hit of group) for (const note of hit.notes) add(note);
  const donated = group[0]?.row.donated;
  if (donated !== undefined) {
    add({
      code: 'donated',
      values: {
        project: donated.name,
        governedBy: donated.governedBy,
        ...(donated.since !== undefined && { since: donated.since }),
      },
    });
  }
  if (day !== asOf) add({ code: 'as-of-date', values: { date: day } });
  const uses = listings.flatMap(({ listing }) => listing.useScopes ?? []);
  if (uses.length > 0 && component.attributes?.use === undefined)
    add({ code: 'unknown-use', values: { uses: [...new Set(uses)].join('; ') } });
  // Doubts are said once something else than the doubtful row speaks for the entity as well.
  const proven = group.some(({ source }) => source !== 'mac' && source !== 'brand' && source !== 'app-name');
  return proven ? notes.filter(({ code }) => code !== 'oui-only') : notes;
}

/** What reports print of a component. */
export function summaryOf(component: Component): ComponentSummary {
  const purl = purlOf(component);
  const site = component.attributes?.site ?? component.attributes?.zone ?? component.attributes?.location;
  return {
    kind: component.kind,
    name: component.name,
    ...(component.version !== undefined && { version: component.version }),
    ...(purl !== undefined && { purl }),
    ...(component.scope !== undefined && { scope: component.scope }),
    ...(component.direct !== undefined && { direct: component.direct }),
    ...(component.source !== undefined && { source: component.source }),
    ...(site !== undefined && { site }),
    ...roleOf(component),
  };
}

function roleOf({ attributes }: Component): Pick<ComponentSummary, 'role'> {
  if (attributes?.row === 'component') return { role: 'part' };
  return attributes?.row === 'catalogue' ? { role: 'catalogue-entry' } : {};
}

/** Only what messages and profiles ask for: other attributes of a row may hold names and passwords. */
const passed = ['use', 'zone', 'site', 'data_category', 'data_class', 'data_sensitiveness', 'region', 'duty'] as const;

/** The attributes that messages and profiles ask for; undefined when the row has none of them. */
export function attributesOf(component: Component): Record<string, string> | undefined {
  const { attributes } = component;
  if (attributes === undefined) return undefined;
  const kept: [string, string][] = [];
  for (const key of passed) {
    const value = attributes[key];
    if (value !== undefined) kept.push([key, value]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
