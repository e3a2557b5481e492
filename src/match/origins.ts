import { countryCodeOf } from '../identity/country.ts';
import { isWithin } from '../identity/partial-date.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Component, Identifier, Relation } from '../model/component.ts';
import type { Entity, OriginRule, RuleException } from '../model/knowledge.ts';
import type { MatchNote, UnplacedEvidence, UnplacedMatch } from '../model/match.ts';
import type { Hit } from './hit.ts';

/** What origin rules compare a component with. */
export interface OriginCase {
  readonly component: Component;
  /** Hits on rows of origin rules. */
  readonly hits: readonly Hit[];
  /** What stands of the entities: a country is known through them. Reference entities included. */
  readonly known: readonly KnownEntity[];
  readonly day: string;
}
export interface KnownEntity {
  readonly entity: Entity;
  readonly relation: Relation;
  readonly evidence: readonly UnplacedEvidence[];
}

export type OriginMatch = Omit<UnplacedMatch, 'component' | 'attributes'>;

export interface Origins {
  /** True when a country field alone may fulfil a rule, so that components without any hit must be looked at. */
  readonly readsCountries: boolean;
  readonly match: (about: OriginCase) => readonly OriginMatch[];
}

type CountryKind = 'seat' | 'owner' | 'operating' | 'stated';
interface KnownCountry {
  readonly code: string;
  readonly kind: CountryKind;
  readonly through?: KnownEntity;
  readonly identifier?: Identifier;
}

const none: readonly OriginMatch[] = [];
const usual: readonly CountryKind[] = ['seat', 'owner', 'stated'];

/** Origin rules, filed by the condition that is met least often, so that a component meets only those that may hold. */
export function originsOver(knowledge: Knowledge, isAsked: (id: string) => boolean = () => true): Origins {
  const byCountry = new Map<string, OriginRule[]>();
  const notCountry: OriginRule[] = [];
  for (const rule of knowledge.origins.values()) {
    if (
      !isAsked(rule.id) ||
      isHeld(rule.host) ||
      isHeld(rule.category) ||
      isHeld(rule.region) ||
      Object.keys(rule.identifiers ?? {}).length > 0
    )
      continue;
    if (rule.country !== undefined) {
      for (const code of rule.country) {
        const held = byCountry.get(code);
        if (held === undefined) byCountry.set(code, [rule]);
        else held.push(rule);
      }
    } else if (rule.countryNot !== undefined) notCountry.push(rule);
  }
  return {
    readsCountries: byCountry.size > 0 || notCountry.length > 0,
    match(about) {
      if (byCountry.size === 0 && notCountry.length === 0 && about.hits.length === 0) return none;
      const countries = countriesOf(about);
      const rules = new Set<OriginRule>();
      for (const { row } of about.hits)
        if (row.origin !== undefined && row.condition !== 'except' && isAsked(row.origin.id)) rules.add(row.origin);
      for (const { code } of countries) for (const rule of byCountry.get(code) ?? []) rules.add(rule);
      if (countries.length > 0) for (const rule of notCountry) rules.add(rule);
      const found: OriginMatch[] = [];
      for (const rule of rules) {
        const match = matchRule(rule, about, countries);
        if (match !== undefined) found.push(match);
      }
      return found;
    },
  };
}

function isHeld(values: readonly unknown[] | undefined): boolean {
  return values !== undefined && values.length > 0;
}

function countriesOf({ component, known }: OriginCase): KnownCountry[] {
  const countries: KnownCountry[] = [];
  for (const identifier of component.identifiers ?? []) {
    const code = identifier.kind === 'country' ? countryCodeOf(identifier.value) : undefined;
    if (code !== undefined) countries.push({ code, kind: 'stated', identifier });
  }
  for (const through of known) {
    const { country, ownerCountry, operatingCountry } = through.entity;
    if (country !== undefined) countries.push({ code: country, kind: 'seat', through });
    if (ownerCountry !== undefined) countries.push({ code: ownerCountry, kind: 'owner', through });
    if (operatingCountry !== undefined) countries.push({ code: operatingCountry, kind: 'operating', through });
  }
  return countries;
}

function matchRule(rule: OriginRule, about: OriginCase, countries: readonly KnownCountry[]): OriginMatch | undefined {
  const { component, hits, day } = about;
  if (rule.kinds !== undefined && !rule.kinds.includes(component.kind)) return undefined;
  const own = hits.filter(({ row }) => row.origin === rule && row.condition !== 'except');
  for (const condition of ['host', 'category', 'region'] as const) {
    if (isHeld(rule[condition]) && !own.some(({ row }) => row.condition === condition)) return undefined;
  }
  if (Object.keys(rule.identifiers ?? {}).length > 0 && !own.some(({ row }) => row.condition === 'identifiers'))
    return undefined;
  const meant = countries.filter(
    ({ kind, through }) =>
      (rule.countryOf ?? usual).includes(kind) &&
      (through === undefined || (rule.countryThrough?.includes(through.relation) ?? true)),
  );
  const within = rule.country === undefined ? undefined : meant.find(({ code }) => rule.country?.includes(code));
  if (rule.country !== undefined && within === undefined) return undefined;
  const foreign =
    rule.countryNot === undefined ? undefined : meant.find(({ code }) => rule.countryNot?.includes(code) === false);
  // One known country inside is enough to be let off: "produced in any foreign country" is about where all is known.
  if (
    rule.countryNot !== undefined &&
    (foreign === undefined || meant.some(({ code, kind }) => kind === foreign.kind && rule.countryNot?.includes(code)))
  )
    return undefined;

  const country = within ?? foreign;
  const evidence = [...own.map(evidenceOf), ...(country === undefined ? [] : countryEvidence(country, component))];
  const entity = country?.through?.entity;
  const relation =
    rule.relation ??
    own[0]?.relation ??
    country?.through?.relation ??
    (component.kind === 'device' ? 'manufactured-by' : 'originated-by');
  const notes: MatchNote[] =
    country === undefined ? [] : [{ code: 'country', values: { country: country.code, of: country.kind } }];
  const base = {
    rule: `origin/${rule.id}`,
    ...(entity !== undefined && {
      entity: { id: entity.id, name: entity.name, ...(entity.country !== undefined && { country: entity.country }) },
    }),
    relation,
    strength: 'exact' as const,
    confidence: rule.confidence ?? (country?.kind === 'operating' ? 'medium' : 'high'),
    evidence,
  };
  const exception = rule.except?.find((one, at) => isExcepted(one, at, rule, about, countries, day));
  if (exception !== undefined) {
    return {
      ...base,
      kind: 'note',
      listings: [],
      notes: [...notes, { code: 'excepted', values: { reason: exception.reason } }],
    };
  }
  const use = useNote(rule, component);
  if (use === 'other-use') return undefined;
  return {
    ...base,
    kind: isHeld(rule.category) ? 'category' : 'origin',
    listings: rule.listing === undefined ? [] : [{ listing: rule.listing }],
    notes: use === undefined ? notes : [...notes, use],
    own: {
      reason: rule.reason,
      ...(rule.severity !== undefined && { severity: rule.severity }),
      ...(rule.remedy !== undefined && { remedy: rule.remedy }),
    },
  };
}

function isExcepted(
  one: RuleException,
  at: number,
  rule: OriginRule,
  about: OriginCase,
  countries: readonly KnownCountry[],
  day: string,
): boolean {
  if (isWithin(about.component.date ?? day, one.since, one.until) === 'no') return false;
  if (one.country !== undefined && !countries.some(({ code }) => one.country?.includes(code))) return false;
  if (one.entity !== undefined && !about.known.some(({ entity }) => one.entity?.includes(entity.id))) return false;
  if (one.identifier === undefined) return one.country !== undefined || one.entity !== undefined;
  return about.hits.some(({ row }) => row.origin === rule && row.condition === 'except' && row.exception === at);
}

/** Rules that bite for stated uses only: a row that says its use is in or out, a row that does not is answered with "unknown use". */
function useNote(rule: OriginRule, component: Component): MatchNote | 'other-use' | undefined {
  const scopes = rule.useScopes ?? rule.listing?.useScopes;
  if (scopes === undefined || scopes.length === 0) return undefined;
  const use = component.attributes?.use;
  if (use === undefined || use.trim() === '') return { code: 'unknown-use', values: { uses: scopes.join('; ') } };
  const folded = use.trim().toLowerCase();
  return scopes.some((scope) => scope.toLowerCase() === folded) ? undefined : 'other-use';
}

function evidenceOf(hit: Hit): UnplacedEvidence {
  return { field: hit.field, value: hit.value, matched: hit.matched, at: hit.at };
}

function countryEvidence(country: KnownCountry, component: Component): UnplacedEvidence[] {
  if (country.identifier !== undefined) {
    const { field, value, at } = country.identifier;
    return [{ field, value, matched: `country:${country.code}`, at: at ?? component.at }];
  }
  return (country.through?.evidence ?? []).slice(0, 1);
}
