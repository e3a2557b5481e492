import type { List, Listing, Profile } from '../src/model/knowledge.ts';
import type { Attribution, ChainStep, Match } from '../src/model/match.ts';
import type { Policy } from '../src/model/policy.ts';

/** Builders of the smallest well-formed value, each field to be overridden where a test is about it. */

export const day = '2026-11-22';

export function list(over: Partial<List> = {}): List {
  return {
    id: 'list-a',
    title: 'List A',
    authority: 'Authority A',
    jurisdiction: 'US',
    effect: 'use-ban',
    status: 'in-force',
    affiliates: { test: 'named-only' },
    url: 'https://lists.example/a',
    asOf: '2026-10-01',
    evidence: 'primary',
    sources: [{ kind: 'primary', url: 'https://lists.example/a' }],
    ...over,
  };
}

export function listing(over: Partial<Listing> = {}): Listing {
  return {
    list: 'list-a',
    status: 'in-force',
    since: '2024-01-01',
    sources: [{ kind: 'primary', url: 'https://sources.example/a' }],
    ...over,
  };
}

export function profile(over: Partial<Profile> = {}): Profile {
  return {
    id: 'profile-a',
    title: 'Profile A',
    binds: 'Everybody.',
    notCovered: 'Nothing.',
    lists: ['*'],
    origins: ['*'],
    duties: ['*'],
    severity: { 'use-ban': 'critical', 'procurement-ban': 'high', advisory: 'low' },
    listSeverity: {},
    relationLimit: {},
    countriesOfConcern: ['XX'],
    sources: [],
    ...over,
  };
}

export function policy(over: Partial<Policy> & { readonly list?: readonly List[] } = {}): Policy {
  const { list: lists = [list()], ...rest } = over;
  return {
    profiles: [profile()],
    lists: new Map(lists.map((each) => [each.id, each])),
    failOn: 'high',
    asOf: day,
    waivers: [],
    baseline: new Set(),
    allowed: new Map(),
    ...rest,
  };
}

export function match(over: Partial<Match> = {}): Match {
  return {
    rule: 'entity/acme',
    kind: 'entity',
    entity: { id: 'acme', name: 'Acme', country: 'XX' },
    relation: 'published-by',
    strength: 'exact',
    confidence: 'high',
    component: { kind: 'package', name: '@acme/ui', version: '1.2.0', purl: 'pkg:npm/%40acme/ui@1.2.0' },
    evidence: [
      {
        path: 'web/package-lock.json',
        line: 12,
        column: 5,
        field: 'packages',
        value: '@acme/ui',
        matched: 'npm:@acme/*',
      },
    ],
    listings: [{ listing: listing() }],
    paths: [['web', 'mid', '@acme/ui']],
    notes: [],
    ...over,
  };
}

export function chain(over: Partial<ChainStep> = {}): ChainStep {
  return {
    owner: 'Holding',
    owned: 'Acme',
    kind: 'majority',
    percent: 60,
    since: '2020',
    sources: [{ kind: 'filing', url: 'https://sources.example/chain' }],
    ...over,
  };
}

export function attribution(over: Partial<Attribution> = {}): Attribution {
  return {
    listedEntity: 'Holding',
    verdict: 'yes',
    test: '50 percent aggregate',
    chain: [chain()],
    confidence: 'high',
    ...over,
  };
}
