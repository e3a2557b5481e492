import { describe, expect, it } from 'vitest';
import { decide, type Warning } from '../src/decide/decide.ts';
import { compileGlob } from '../src/identity/glob.ts';
import type { Effect, List, Profile } from '../src/model/knowledge.ts';
import type { Attribution, Match, MatchNote } from '../src/model/match.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Finding } from '../src/model/report.ts';
import { attribution, chain, list, listing, match, policy, profile } from './decide-examples.ts';

function one(about: Match, under: Policy = policy()): Finding {
  const { findings } = decide([about], under, compileGlob);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

function severityOf(about: Partial<Match>, under: Policy = policy()): string {
  return decide([match(about)], under, compileGlob).findings[0]?.severity ?? 'no finding';
}

function through(over: Partial<Attribution>): Partial<Match> {
  return { listings: [{ listing: listing(), through: attribution(over) }] };
}

function origin(over: Partial<Match> = {}): Match {
  return match({
    rule: 'origin/no-xx',
    kind: 'origin',
    entity: undefined,
    relation: 'originated-by',
    listings: [],
    own: { reason: 'procurement policy 7.2' },
    notes: [{ code: 'country', values: { country: 'XX', of: 'stated' } }],
    ...over,
  });
}

describe('severity', () => {
  it.each<[Effect, string]>([
    ['use-ban', 'critical'],
    ['procurement-ban', 'high'],
    ['advisory', 'low'],
  ])('of a live, exact match on a list with the effect %s is what the profile says: %s', (effect, severity) => {
    expect(severityOf({}, policy({ list: [list({ effect })] }))).toBe(severity);
  });
  it('comes from the default profile where the chosen one is silent, and from the program where both are', () => {
    const sanctions = [list({ effect: 'sanctions' })];
    expect(severityOf({}, policy({ list: sanctions, defaults: profile({ severity: { sanctions: 'medium' } }) }))).toBe(
      'medium',
    );
    expect(severityOf({}, policy({ list: sanctions }))).toBe('high');
  });
  it('of a single list stands above that of its effect', () => {
    expect(severityOf({}, policy({ profiles: [profile({ listSeverity: { 'list-a': 'medium' } })] }))).toBe('medium');
  });
  it('is the worst over the lists and profiles that bind', () => {
    const lists = [list({ effect: 'advisory' }), list({ id: 'list-b', effect: 'procurement-ban' })];
    const both: Partial<Match> = { listings: [{ listing: listing() }, { listing: listing({ list: 'list-b' }) }] };
    const low = profile({ lists: ['list-a'] });
    const medium = profile({ lists: ['list-b'], severity: { 'procurement-ban': 'medium' } });
    expect(severityOf(both, policy({ list: lists }))).toBe('high');
    expect(severityOf(both, policy({ list: lists, profiles: [profile({ lists: ['*', '!list-b'] })] }))).toBe('low');
    expect(severityOf(both, policy({ list: lists, profiles: [low, medium] }))).toBe('medium');
  });
  it('is nothing where no profile binds the list, the list is an allow list, or there is no listing', () => {
    expect(severityOf({}, policy({ profiles: [profile({ lists: ['other-*'] })] }))).toBe('no finding');
    expect(severityOf({}, policy({ list: [list({ effect: 'allow-list' })] }))).toBe('no finding');
    expect(severityOf({ listings: [] }, policy({ profiles: [profile({ countriesOfConcern: [] })] }))).toBe(
      'no finding',
    );
  });

  it('is low for an origin without a list, where the profile watches the country, and info for a doubtful one', () => {
    const watching = policy({ profiles: [profile({ countriesOfConcern: ['XX'] })] });
    expect(severityOf({ listings: [] }, watching)).toBe('low');
    expect(severityOf({ listings: [], strength: 'weak' }, watching)).toBe('info');
    expect(severityOf({ listings: [], relation: 'integrates-with' }, watching)).toBe('info');
  });

  it('is at most low for what a lockfile names and nothing builds with', () => {
    expect(severityOf({ notes: [{ code: 'extraneous' }] })).toBe('low');
  });

  it('is at most low where the list speaks of other things', () => {
    const apps = policy({ list: [list({ speaksOf: ['app', 'service'] })] });
    expect(severityOf({}, apps)).toBe('low');
    expect(severityOf({}, policy({ list: [list({ speaksOf: ['package'] })] }))).not.toBe('low');
  });

  const listings: readonly (readonly [string, Partial<List>, Parameters<typeof listing>[0]])[] = [
    ['revoked', {}, { status: 'revoked', until: '2025-01-01' }],
    ['expired list', { status: 'expired', ends: '2025-01-01' }, {}],
    ['suspended list', { status: 'suspended' }, {}],
    ['proposed', {}, { status: 'proposed' }],
    ['guidance', { status: 'guidance' }, {}],
    ['under investigation', {}, { status: 'under-investigation' }],
    ['not begun', {}, { appliesFrom: '2027-01-01' }],
    ['uncertain day', {}, { since: '2026' }],
    ['general knowledge only', {}, { sources: [{ kind: 'general-knowledge' }] }],
    ['no source but a list on general knowledge', { sources: [{ kind: 'general-knowledge' }] }, { sources: [] }],
  ];
  it.each(listings)('of a listing that does not act (%s) is info', (_name, overList, overListing) => {
    expect(severityOf({ listings: [{ listing: listing(overListing) }] }, policy({ list: [list(overList)] }))).toBe(
      'info',
    );
  });
  it('was that of a live list on a day when it was in force', () => {
    const listed: Partial<Match> = { listings: [{ listing: listing({ status: 'revoked', until: '2025-01-01' }) }] };
    expect(severityOf(listed, policy({ asOf: '2024-06-01' }))).toBe('critical');
  });

  it.each<[string, Partial<Match>, string]>([
    ['exact and high', {}, 'critical'],
    ['named by its maker', { strength: 'strong' }, 'high'],
    ['of medium confidence', { confidence: 'medium' }, 'high'],
    ['both', { strength: 'strong', confidence: 'medium' }, 'high'],
    ['weak', { strength: 'weak' }, 'low'],
    ['of low confidence', { confidence: 'low' }, 'low'],
    ['resting on general knowledge', { weakEvidence: true }, 'info'],
  ])('of a match that is %s', (_name, about, severity) => {
    expect(severityOf(about)).toBe(severity);
  });
  it('takes no step down where the profile gives the list a severity of its own, save for weak matches', () => {
    const fixed = policy({ profiles: [profile({ listSeverity: { 'list-a': 'high' } })] });
    expect(severityOf({ strength: 'strong', confidence: 'medium' }, fixed)).toBe('high');
    expect(severityOf({ strength: 'weak' }, fixed)).toBe('low');
  });

  it.each<[string, Partial<Attribution>, string]>([
    ['yes', {}, 'critical'],
    ['yes, of medium confidence', { confidence: 'medium' }, 'high'],
    ['yes, of low confidence', { confidence: 'low' }, 'low'],
    ['unknown', { verdict: 'unknown' }, 'low'],
    ['former', { verdict: 'former' }, 'info'],
    ['pending', { verdict: 'pending' }, 'info'],
    ['yes, without a source', { weakEvidence: true }, 'info'],
  ])('through ownership with the verdict %s', (_name, over, severity) => {
    expect(severityOf(through(over))).toBe(severity);
  });

  it.each<[string, Partial<Match>, string]>([
    ['an integration', { relation: 'integrates-with' }, 'info'],
    ['a project that began there', { relation: 'originated-by' }, 'info'],
    ['a donated project, even on a list', { kind: 'donated', relation: 'published-by' }, 'info'],
    ['a donated project without a listing', { kind: 'donated', listings: [] }, 'info'],
    ['a mirror', { relation: 'fetched-from' }, 'critical'],
  ])('of %s has the limit of its relation', (_name, about, severity) => {
    expect(severityOf(about)).toBe(severity);
  });
  it('has the limit that a profile gives a relation, above the usual one too', () => {
    expect(
      severityOf(
        { relation: 'integrates-with' },
        policy({ profiles: [profile({ relationLimit: { 'integrates-with': 'medium' } })] }),
      ),
    ).toBe('medium');
    expect(
      severityOf({ relation: 'hosted-by' }, policy({ defaults: profile({ relationLimit: { 'hosted-by': 'low' } }) })),
    ).toBe('low');
  });

  it.each<[string, Partial<Match>, string]>([
    ['says', { own: { reason: 'r', severity: 'high' } }, 'high'],
    ['leaves open', { own: { reason: 'r' } }, 'medium'],
    ['says of a weak match', { own: { reason: 'r', severity: 'critical' }, strength: 'weak' }, 'low'],
    [
      'says, milder than a list',
      { own: { reason: 'r', severity: 'low' }, listings: [{ listing: listing() }] },
      'critical',
    ],
    ['says of an integration', { own: { reason: 'r', severity: 'high' }, relation: 'integrates-with' }, 'high'],
  ])("is what a team's own entity %s", (_name, about, severity) => {
    expect(severityOf({ listings: [], ...about })).toBe(severity);
  });

  const silent = profile({ origins: [] });
  it.each<[string, Match, Policy, string]>([
    ['no profile asks for', origin(), policy({ profiles: [silent] }), 'no finding'],
    [
      'no profile asks for, though it carries out a list that binds',
      origin({ listings: [{ listing: listing() }] }),
      policy({ profiles: [silent] }),
      'no finding',
    ],
    ['a profile asks for', origin(), policy(), 'low'],
    [
      'a profile asks for with a severity',
      origin(),
      policy({ profiles: [profile({ originSeverity: 'high' })] }),
      'high',
    ],
    ['a profile asks for, on general knowledge', origin({ weakEvidence: true }), policy(), 'info'],
    ['the team wrote', origin(), policy({ profiles: [silent], ownOrigins: new Set(['no-xx']) }), 'medium'],
    [
      'the team wrote with a severity',
      origin({ own: { reason: 'r', severity: 'high' } }),
      policy({ profiles: [silent], ownOrigins: new Set(['no-xx']) }),
      'high',
    ],
    [
      'carries out a list',
      origin({ listings: [{ listing: listing() }] }),
      policy({ profiles: [profile({ originSeverity: 'low' })] }),
      'critical',
    ],
    ['lets somebody off', origin({ kind: 'note', own: undefined }), policy(), 'info'],
    [
      'lets somebody off and nobody asks for',
      origin({ kind: 'note', own: undefined }),
      policy({ profiles: [silent] }),
      'no finding',
    ],
  ])('of an origin rule that %s', (_name, about, under, severity) => {
    expect(decide([about], under, compileGlob).findings[0]?.severity ?? 'no finding').toBe(severity);
  });

  it.each<[string, Readonly<Record<string, string>>, string, string[]]>([
    [
      'sensitive data',
      { data_category: 'Personal health data' },
      'high',
      ['Sensitive data raises it one step: personal-health-data'],
    ],
    ['important data', { data_class: 'core' }, 'high', ['Sensitive data raises it one step: core']],
    ['plain data', { data_category: 'product catalogue' }, 'medium', []],
    ['an isolated zone', { zone: 'Isolated' }, 'low', ['Its network zone lowers it one step: isolated']],
    [
      'both',
      { data_category: 'biometric; other', zone: 'segmented' },
      'medium',
      ['Sensitive data raises it one step: biometric', 'Its network zone lowers it one step: segmented'],
    ],
    ['an office zone', { zone: 'office' }, 'medium', []],
  ])('moves with its surroundings: %s', (_name, attributes, severity, notes) => {
    const finding = one(match({ attributes }), policy({ profiles: [profile({ severity: { 'use-ban': 'medium' } })] }));
    expect(finding.severity).toBe(severity);
    expect(finding.notes ?? []).toEqual(notes);
  });
  it('of what is info is not moved by its surroundings', () => {
    expect(severityOf({ weakEvidence: true, attributes: { data_category: 'health', zone: 'isolated' } })).toBe('info');
  });
});

describe('finding', () => {
  it('carries the match in the words of the report', () => {
    expect(one(match())).toEqual({
      id: 'wf-938311e2a905e6cb',
      rule: 'entity/acme',
      severity: 'critical',
      confidence: 'high',
      message: 'npm package @acme/ui 1.2.0 is published by Acme (List A, since 2024-01-01).',
      status: 'open',
      entity: { id: 'acme', name: 'Acme', country: 'XX' },
      relation: 'published-by',
      listings: [
        {
          list: 'list-a',
          title: 'List A',
          status: 'in-force',
          effect: 'use-ban',
          since: '2024-01-01',
          url: 'https://lists.example/a',
          state: 'live',
          why: 'in force since 2024-01-01',
          asOf: '2026-10-01',
        },
      ],
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
      paths: [['web', 'mid', '@acme/ui']],
      remedy:
        'Its use is barred for those the list binds. Replace it with one from another publisher, or record an exemption with a reason and an end date.',
      references: ['https://lists.example/a', 'https://sources.example/a'],
      control: 'GV.SC-07',
    });
  });
  it('has fields in the order of the contract', () => {
    expect(Object.keys(one(match({ notes: [{ code: 'as-of-date', values: { date: '2020-01-01' } }] })))).toEqual([
      'id', 'rule', 'severity', 'confidence', 'message', 'status', 'entity', 'relation', 'listings', 'component', 'evidence', 'paths', 'remedy',
      'references', 'notes', 'control',
    ]); // biome-ignore format: a list
  });
  it('lists what acts before what does not, then by weight, then directly before through owners', () => {
    const lists = [
      list(),
      list({ id: 'list-b', effect: 'advisory' }),
      list({ id: 'list-c', status: 'revoked' }),
      list({ id: 'list-d' }),
    ];
    const about = match({
      listings: [
        { listing: listing({ list: 'list-c' }) },
        { listing: listing({ list: 'list-b' }) },
        { listing: listing(), through: attribution() },
        { listing: listing({ list: 'list-d' }) },
      ],
    });
    expect(one(about, policy({ list: lists })).listings.map((shown) => shown.list)).toEqual([
      'list-d',
      'list-a',
      'list-b',
      'list-c',
    ]);
  });
  it('refers to at most ten sources, official pages first, each once', () => {
    const many = listing({
      sources: Array.from({ length: 12 }, (_, at) => ({
        kind: 'press' as const,
        url: `https://sources.example/${at % 11}`,
      })),
    });
    const { references } = one(match({ listings: [{ listing: many, through: attribution() }] }));
    expect(references).toHaveLength(10);
    expect(references[0]).toBe('https://lists.example/a');
    expect(new Set(references).size).toBe(10);
  });

  const base = one(match()).id;
  it.each<[string, Partial<Match>]>([
    [
      'line, column, value and field',
      { evidence: [{ path: 'web/package-lock.json', line: 99, column: 1, field: 'x', value: 'y', matched: 'npm:z' }] },
    ],
    [
      'version',
      { component: { kind: 'package', name: '@acme/ui', version: '2.0.0', purl: 'pkg:npm/%40acme/ui@2.0.0' } },
    ],
    [
      'listings, confidence, path and notes',
      { listings: [{ listing: listing({ since: '2020' }) }], confidence: 'medium', paths: [], notes: [{ code: 'x' }] },
    ],
    ['name of the entity', { entity: { id: 'acme', name: 'Acme Holdings' } }],
  ])('keeps its id when only %s changes', (_name, over) => {
    expect(one(match(over)).id).toBe(base);
  });
  it.each<[string, Partial<Match>]>([
    [
      'path',
      {
        evidence: [
          { path: 'api/package-lock.json', line: 12, field: 'packages', value: '@acme/ui', matched: 'npm:@acme/*' },
        ],
      },
    ],
    ['component', { component: { kind: 'package', name: '@acme/uj', purl: 'pkg:npm/%40acme/uj@1' } }],
    ['ecosystem', { component: { kind: 'package', name: '@acme/ui', purl: 'pkg:pypi/%40acme/ui@1' } }],
    ['kind', { component: { kind: 'app', name: '@acme/ui' } }],
    ['entity', { entity: { id: 'other', name: 'Acme' } }],
    ['rule', { rule: 'product/acme/ui' }],
    ['relation', { relation: 'hosted-by' }],
  ])('has another id with another %s', (_name, over) => {
    expect(one(match(over)).id).not.toBe(base);
  });

  it('of one component in several versions and places keeps each, and the gravest speaks', () => {
    const place = (line: number) => [
      { path: 'web/package-lock.json', line, field: 'packages', value: '@acme/ui', matched: 'npm:@acme/*' },
    ];
    const version = (text: string) => ({
      kind: 'package',
      name: '@acme/ui',
      version: text,
      purl: `pkg:npm/%40acme/ui@${text}`,
    });
    const matches = [
      match({
        evidence: place(40),
        component: version('1.0.0'),
        confidence: 'low',
        paths: [['web', 'a', 'b', '@acme/ui']],
      }),
      match({ evidence: place(20), component: version('2.0.0'), paths: [['web', '@acme/ui']] }),
      match({ evidence: place(10), component: version('1.0.0'), strength: 'strong', paths: [['web', '@acme/ui']] }),
    ];
    for (const order of [matches, matches.toReversed()]) {
      const { findings } = decide(order, policy(), compileGlob);
      expect(findings).toHaveLength(1);
      expect(findings[0]?.severity).toBe('critical');
      expect(findings[0]?.confidence).toBe('high');
      expect(findings[0]?.evidence.map(({ line }) => line)).toEqual([20, 10, 40]);
      expect(findings[0]?.component).toEqual({ ...version('2.0.0'), versions: ['1.0.0', '2.0.0'], count: 3 });
      expect(findings[0]?.paths).toEqual([
        ['web', '@acme/ui'],
        ['web', 'a', 'b', '@acme/ui'],
      ]);
      expect(findings[0]?.message).toBe(
        'npm package @acme/ui 1.0.0, 2.0.0 is published by Acme (List A, since 2024-01-01).',
      );
    }
  });
  it('counts the components it stands for, by site, and says the days of their rows in one note', () => {
    const camera = (line: number, site: string | undefined, date: string | undefined): Match =>
      match({
        component: { kind: 'device', name: 'Cam 1', ...(site !== undefined && { site }) },
        relation: 'manufactured-by',
        evidence: [
          { path: 'a.csv', line, field: 'Maker', value: 'Acme', matched: 'vendor:Acme' },
          { path: 'a.csv', line, column: 9, field: 'Model', value: 'Cam 1', matched: 'model:Cam*' },
        ],
        notes: date === undefined ? [] : [{ code: 'as-of-date', values: { date } }],
      });
    const [finding, ...others] = decide(
      [
        camera(2, 'North', '2022-05-01'),
        camera(3, 'South', '2019-01-01'),
        camera(4, 'North', '2024-12-31'),
        camera(5, undefined, undefined),
      ],
      policy(),
      compileGlob,
    ).findings;
    expect(others).toEqual([]);
    expect(finding?.component).toMatchObject({
      count: 4,
      sites: [
        { site: '', count: 1 },
        { site: 'North', count: 2 },
        { site: 'South', count: 1 },
      ],
    });
    expect(finding?.notes).toEqual(['Each row judged by the ownership of its own date, 2019-01-01 to 2024-12-31']);
    const [alone] = decide([camera(2, 'North', '2022-05-01')], policy(), compileGlob).findings;
    expect(alone?.component).toEqual({ kind: 'device', name: 'Cam 1', site: 'North' });
    expect(alone?.notes).toEqual(['Judged by the ownership of 2022-05-01, the date of the row']);
    const [nowhere] = decide(
      [camera(2, undefined, undefined), camera(3, undefined, undefined)],
      policy(),
      compileGlob,
    ).findings;
    expect(nowhere?.component).toEqual({ kind: 'device', name: 'Cam 1', count: 2 });
  });
  it('counts sites beyond a limit together', () => {
    const matches = Array.from({ length: 2_500 }, (_, at) =>
      match({ component: { kind: 'device', name: 'Cam 1', site: `s${at}` } }),
    );
    const sites = decide(matches, policy(), compileGlob).findings[0]?.component.sites ?? [];
    expect(sites).toHaveLength(2_001);
    expect(sites.find(({ site }) => site === 'other sites')?.count).toBe(500);
    expect(sites.reduce((sum, { count }) => sum + count, 0)).toBe(2_500);
  });
  it('stands in the order severity, path, line, id', () => {
    const at = (path: string, line: number, name: string, over: Partial<Match> = {}) =>
      match({
        component: { kind: 'app', name },
        evidence: [{ path, line, field: 'f', value: 'v', matched: 'npm:v' }],
        ...over,
      });
    const matches = [
      at('b', 1, 'p'),
      at('a', 10, 'q'),
      at('a', 9, 'r', { strength: 'weak' }),
      at('a', 2, 's'),
      at('a', 2, 't'),
    ];
    const { findings } = decide(matches, policy(), compileGlob);
    const [first, second] = findings;
    expect(new Set([first?.component.name, second?.component.name])).toEqual(new Set(['s', 't']));
    expect((first?.id ?? '') < (second?.id ?? '')).toBe(true);
    expect(findings.slice(2).map(({ component }) => component.name)).toEqual(['q', 'p', 'r']);
    expect(decide(matches.toReversed(), policy(), compileGlob).findings).toEqual(findings);
  });
});

describe('message', () => {
  const say = (over: Partial<Match>, under?: Policy): string => one(match(over), under).message;
  const device = { kind: 'device', name: 'Cam 1' };
  it.each<[string, Partial<Match>, string]>([
    [
      'a device',
      { component: device, relation: 'manufactured-by' },
      'Device Cam 1 is made by Acme (List A, since 2024-01-01).',
    ],
    [
      'a mirror',
      { relation: 'fetched-from' },
      'npm package @acme/ui 1.2.0 is fetched from Acme (List A, since 2024-01-01).',
    ],
    [
      'an app',
      { kind: 'product', product: { id: 'chat', name: 'AcmeChat' }, component: { kind: 'app', name: 'Chat' } },
      'App Chat is a product of Acme: AcmeChat (List A, since 2024-01-01).',
    ],
    [
      'an SDK',
      { kind: 'sdk', product: { id: 'ads', name: 'AcmeAds' }, component: { kind: 'app', name: 'Game' } },
      'App Game contains an SDK of Acme: AcmeAds (List A, since 2024-01-01).',
    ],
    [
      'an SDK without a name',
      { kind: 'sdk', component: { kind: 'app', name: 'Game' } },
      'App Game contains an SDK of Acme (List A, since 2024-01-01).',
    ],
    [
      'a brand only',
      {
        component: device,
        strength: 'weak',
        relation: 'manufactured-by',
        evidence: [{ path: 'a.csv', line: 2, field: 'Brand', value: 'AC', matched: 'brand:AC' }],
      },
      'Device Cam 1 carries a brand or product name of Acme (List A, since 2024-01-01). Brand only: the maker itself was not stated.',
    ],
    [
      'a name only',
      { strength: 'weak' },
      'npm package @acme/ui 1.2.0 has a name like one of Acme (List A, since 2024-01-01). Name only: nothing that identifies the maker was seen.',
    ],
    [
      'an address prefix only',
      { component: device, relation: 'manufactured-by', notes: [{ code: 'oui-only' }] },
      'Device Cam 1 has a network address registered to Acme (List A, since 2024-01-01). The MAC address prefix alone speaks for it; a prefix names the maker of the network part.',
    ],
    [
      'a part in a host',
      {
        component: device,
        relation: 'manufactured-by',
        notes: [{ code: 'component-of', values: { part: 'usb', maker: 'Host Ltd' } }],
      },
      'Device Cam 1 contains a part made by Acme (List A, since 2024-01-01). It is about a part (its USB controller); the device is by "Host Ltd".',
    ],
    [
      'a row about a part',
      {
        component: { ...device, name: 'EC25-E', role: 'part' },
        relation: 'manufactured-by',
        notes: [{ code: 'component-of', values: { row: 'component', part: 'modem', host: 'gw-12' } }],
      },
      'Part EC25-E is made by Acme (List A, since 2024-01-01). It is a part (modem) of "gw-12"; it does not say who made that device.',
    ],
    [
      'an entry of a catalogue',
      {
        component: { ...device, role: 'catalogue-entry' },
        relation: 'manufactured-by',
        notes: [{ code: 'catalogue-entry' }],
      },
      'Catalogue entry Cam 1 is made by Acme (List A, since 2024-01-01). It is an entry of a catalogue: whether there is one of it this table does not say.',
    ],
    [
      'another brand',
      {
        component: device,
        relation: 'manufactured-by',
        notes: [{ code: 'oem-rebrand', values: { brand: 'LTS', since: '2015', until: '2021-06' } }],
      },
      'Device Cam 1 is made by Acme (List A, since 2024-01-01). Made for another brand ("LTS") from 2015 until 2021-06: seller and maker differ.',
    ],
    [
      'a former brand',
      { notes: [{ code: 'former-brand', values: { brand: 'Eagle', former: 'Acme', until: '2022' } }] },
      'npm package @acme/ui 1.2.0 is published by Acme (List A, since 2024-01-01). "Eagle" was a brand of Acme until 2022.',
    ],
    [
      'a use that is not known',
      { notes: [{ code: 'unknown-use', values: { uses: 'public-safety' } }] },
      'npm package @acme/ui 1.2.0 is published by Acme (List A, since 2024-01-01). The list speaks of certain uses (public-safety); the use here is not known.',
    ],
    [
      'ownership',
      {
        listings: [
          {
            listing: listing(),
            through: attribution({
              chain: [
                chain({ ownerName: 'Holding Ltd', ownedName: 'Acme', percent: 41.55, since: '2017', kind: 'minority' }),
              ],
            }),
          },
        ],
      },
      'npm package @acme/ui 1.2.0 is published by Acme. List A, since 2024-01-01 names Holding: Holding Ltd 41.55 % of Acme since 2017 (test: 50 percent aggregate).',
    ],
    [
      'ownership that is not known',
      {
        listings: [
          {
            listing: listing(),
            through: attribution({
              verdict: 'unknown',
              contested: true,
              chain: [chain({ percent: undefined, votes: 57.3, kind: 'parent', since: undefined })],
            }),
          },
        ],
      },
      'npm package @acme/ui 1.2.0 is published by Acme. List A, since 2024-01-01 names Holding: Holding is the parent of Acme (57.3 % of votes) (test: 50 percent aggregate; result not known; control is contested).',
    ],
    [
      'ownership that is over',
      {
        listings: [
          {
            listing: listing(),
            through: attribution({
              verdict: 'former',
              chain: [chain({ kind: 'former', percent: undefined, since: '2018-02-06', until: '2022-11-23' })],
            }),
          },
        ],
      },
      'npm package @acme/ui 1.2.0 is published by Acme. List A, since 2024-01-01 names Holding: Holding was an owner of Acme from 2018-02-06 until 2022-11-23 (test: 50 percent aggregate; over).',
    ],
    [
      'history',
      { listings: [{ listing: listing({ status: 'revoked', until: '2025-05-05' }) }] },
      'npm package @acme/ui 1.2.0 is published by Acme. Shown as history: List A, revoked 2025-05-05.',
    ],
    [
      "a team's reason",
      { listings: [], own: { reason: 'supplier offboarded.' } },
      'npm package @acme/ui 1.2.0 is published by Acme. Flagged by your own list: supplier offboarded.',
    ],
    [
      'a donated project',
      {
        kind: 'donated',
        listings: [],
        relation: 'originated-by',
        notes: [{ code: 'donated', values: { project: 'Acme UI', governedBy: 'Neutral Foundation', since: '2020' } }],
      },
      'npm package @acme/ui 1.2.0 began at Acme and is governed elsewhere now. Acme UI is governed by Neutral Foundation since 2020.',
    ],
  ])('about %s', (_name, over, message) => {
    expect(say(over)).toBe(message);
  });
  it('about an origin rule gives its reason', () => {
    expect(one(origin()).message).toBe(
      'npm package @acme/ui 1.2.0 meets the rule no-xx: procurement policy 7.2. Country XX, as stated in the input.',
    );
  });
  it('names up to three more lists and counts the rest', () => {
    const lists = Array.from({ length: 6 }, (_, at) => list({ id: `list-${at}`, title: `List ${at}` }));
    const about: Partial<Match> = { listings: lists.map(({ id }) => ({ listing: listing({ list: id }) })) };
    expect(say(about, policy({ list: lists }))).toBe(
      'npm package @acme/ui 1.2.0 is published by Acme (List 0, since 2024-01-01). Also on list-1, list-2, list-3 and 2 more.',
    );
  });
  it('shows a note it has no sentence for, and is not led astray by its name', () => {
    for (const code of ['brand-new', '__proto__', 'constructor', 'toString']) {
      const notes: MatchNote[] = [{ code, values: { a: 'b' } }];
      expect(say({ notes })).toMatch(/: a b\.$/);
    }
  });
  it('never judges', () => {
    const judging = /\b(?:malicious|dangerous|suspicious|risky|bad|unsafe|hostile|threat|violat\w*|illegal)\b/i;
    for (const over of [
      {},
      { strength: 'weak' as const },
      { own: { reason: 'r' } },
      through({}),
      through({ verdict: 'former' }),
    ])
      expect(say(over)).not.toMatch(judging);
  });
});

describe('remedy', () => {
  const remedy = (over: Partial<Match>, under?: Policy): string => one(match(over), under).remedy;
  it.each<[string, Partial<Match>, RegExp]>([
    ['a package', {}, /Replace it with one from another publisher/],
    ['an app', { component: { kind: 'app', name: 'Chat' } }, /Remove it from managed devices/],
    ['an image', { component: { kind: 'image', name: 'x/y' } }, /Rebuild on a base image/],
    [
      'a device',
      { relation: 'manufactured-by', component: { kind: 'device', name: 'Cam' } },
      /network segment of its own/,
    ],
    ['a host', { relation: 'hosted-by' }, /Move the data or the endpoint/],
    ['a mirror', { relation: 'fetched-from' }, /from a mirror you run, and pin it by digest/],
    ['a weak match', { strength: 'weak' }, /^Confirm who made it before acting/],
    ['ownership that is over', through({ verdict: 'former' }), /^Nothing follows by itself/],
    [
      'ownership that is not known, and weak evidence',
      through({ verdict: 'unknown', weakEvidence: true }),
      /^Find out who owns it/,
    ],
    [
      'history',
      { listings: [{ listing: listing({ status: 'revoked', until: '2025-01-01' }) }] },
      /^Nothing follows from this listing today/,
    ],
    ['an own rule', { own: { reason: 'r', remedy: 'Call the depot.' } }, /^Call the depot\.$/],
  ])('for %s', (_name, over, expected) => {
    expect(remedy(over)).toMatch(expected);
  });
  it.each<[Effect, RegExp]>([
    ['procurement-ban', /^Do not buy more of it/],
    ['import-ban', /^Check authorisation before buying/],
    ['sanctions', /^Ask counsel before paying/],
    ['export-control', /^Check licence duties/],
    ['designation', /^Replace it/],
  ])('begins with what %s asks for', (effect, expected) => {
    expect(remedy({}, policy({ list: [list({ effect })] }))).toMatch(expected);
  });
});

describe('policy', () => {
  const warned = (under: Policy, matches: readonly Match[] = [match()]): readonly Warning[] =>
    decide(matches, under, compileGlob).warnings;
  const statusUnder = (waivers: Policy['waivers'], over: Partial<Policy> = {}): string =>
    one(match(), policy({ waivers, ...over })).status;
  const where = 'wherefrom.yaml:7';
  const reason = 'replaced in March';

  it.each([
    ['finding', { finding: 'wf-938311e2a905e6cb' }],
    ['entity', { entity: 'acme' }],
    ['component by name', { component: '@acme/*' }],
    ['component by purl', { component: 'pkg:npm/%40acme/ui@1.2.0' }],
    ['component by purl as people write it', { component: 'pkg:npm/@acme/*' }],
    ['path', { path: 'web/**' }],
    [
      'all of them',
      { finding: 'wf-938311e2a905e6cb', entity: 'acme', component: '@acme/ui', path: '**/package-lock.json' },
    ],
  ])('waives by %s', (_name, selectors) => {
    const finding = one(
      match(),
      policy({ waivers: [{ ...selectors, reason, owner: 'team', expires: '2026-12-31', where }] }),
    );
    expect(finding.status).toBe('waived');
    expect(finding.waiver).toEqual({ reason, owner: 'team', expires: '2026-12-31' });
  });
  it.each([
    ['another entity', { entity: 'acme-2' }],
    ['a component that does not fit beside an entity that does', { entity: 'acme', component: 'left-pad' }],
    ['a path that does not fit', { path: 'web/*.txt' }],
    ['nothing', {}],
  ])('does not waive by %s', (_name, selectors) => {
    expect(statusUnder([{ ...selectors, reason, where }])).toBe('open');
  });
  it.each([
    ['2026-11-22', 'waived'],
    ['2026-11-21', 'open'],
    ['2026-13-01', 'open'],
    ['2026-02-30', 'open'],
    ['next week', 'open'],
    ['2099', 'open'],
    ['', 'open'],
  ])('with the expiry %j on 2026-11-22 it is %s', (expires, status) => {
    expect(statusUnder([{ entity: 'acme', reason, expires, where }])).toBe(status);
  });
  it.each<[string, Policy['waivers'][number], Warning]>([
    [
      'expired',
      { entity: 'acme', reason, expires: '2026-01-31', where },
      { code: 'waiver-expired', message: 'waiver expired on 2026-01-31 and is void; 1 finding counts again', where },
    ],
    [
      'expired and over nothing',
      { entity: 'x', reason, expires: '2026-01-31', where },
      { code: 'waiver-expired', message: 'waiver expired on 2026-01-31 and is void; it would cover nothing', where },
    ],
    [
      'malformed',
      { entity: 'acme', reason, expires: '31.12.2026', where },
      {
        code: 'waiver-date-malformed',
        message: `waiver's expiry "31.12.2026" is no date (YYYY-MM-DD) and counts as expired; 1 finding counts again`,
        where,
      },
    ],
    ['unused', { entity: 'x', reason, where }, { code: 'waiver-unused', message: 'waiver matches no finding', where }],
    [
      'without a selector',
      { reason, where },
      {
        code: 'waiver-without-selector',
        message: 'waiver names no finding, entity, component or path; it is void',
        where,
      },
    ],
  ])('warns of a waiver that is %s', (_name, waiver, warning) => {
    expect(warned(policy({ waivers: [waiver] }))).toEqual([warning]);
  });
  it('has no warning for a waiver in use, nor for a second one over the same finding', () => {
    expect(
      warned(
        policy({
          waivers: [
            { entity: 'acme', reason, where },
            { component: '@acme/**', reason, where },
          ],
        }),
      ),
    ).toEqual([]);
  });
  it('takes the live one of two waivers', () => {
    expect(
      statusUnder([
        { entity: 'acme', reason, expires: '2020-01-01', where },
        { component: '@acme/ui', reason, where },
      ]),
    ).toBe('waived');
  });

  const inBaseline = { baseline: new Set(['wf-938311e2a905e6cb']) };
  it('knows the findings of a baseline', () => {
    expect(statusUnder([], inBaseline)).toBe('baseline');
    expect(statusUnder([], { baseline: new Set(['wf-0000000000000000']) })).toBe('open');
  });
  it('lets a waiver stand before the baseline, and an expired one reopen what the baseline would hide', () => {
    expect(statusUnder([{ entity: 'acme', reason, where }], inBaseline)).toBe('waived');
    expect(statusUnder([{ entity: 'acme', reason, expires: '2026-01-01', where }], inBaseline)).toBe('open');
  });
  it('waives allowed entities with their reason', () => {
    const finding = one(match(), policy({ allowed: new Map([['acme', 'sister company']]) }));
    expect([finding.status, finding.waiver]).toEqual(['waived', { reason: 'sister company' }]);
  });

  it.each([
    ['low', 3],
    ['medium', 2],
    ['high', 1],
  ] as const)('leaves out what is below %s confidence and counts it', (minConfidence, left) => {
    const matches = (['high', 'medium', 'low'] as const).map((confidence) =>
      match({ confidence, component: { kind: 'app', name: confidence } }),
    );
    const { findings, warnings } = decide(matches, policy({ minConfidence }), compileGlob);
    expect(findings).toHaveLength(left);
    const message = `${3 - left} ${left === 2 ? 'finding' : 'findings'} below ${minConfidence} confidence left out`;
    expect(warnings).toEqual(left === 3 ? [] : [{ code: 'below-min-confidence', message }]);
  });
  it('warns of a list that is named and not there, and of lists nobody has read for a year', () => {
    expect(warned(policy({ list: [] }))).toEqual([
      { code: 'unknown-list', message: 'rules name the list "list-a", which is not among the lists' },
    ]);
    expect(warned(policy({ list: [list({ asOf: '2025-10' })] }))).toEqual([
      {
        code: 'stale-lists',
        message:
          'one list behind these findings may have changed: not read again for more than a year before 2026-11-22 (longest ago: list-a, 2025-10)',
      },
    ]);
  });
  it("counts names out of a stranger's list file as text", () => {
    const odd: Profile = profile({ listSeverity: JSON.parse('{"__proto__": "info"}') });
    expect(
      severityOf(
        { listings: [{ listing: listing({ list: 'constructor' }) }] },
        policy({ list: [list({ id: 'constructor' })], profiles: [odd] }),
      ),
    ).toBe('critical');
  });
});
