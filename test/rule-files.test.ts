// One driver for everything that reads rule files: long, because each fault a user can make has its own line here.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readFileSync as readText,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { countryCodeOf, isCountryCode } from '../src/identity/country.ts';
import { checkExamples } from '../src/knowledge/rule-files/check-examples.ts';
import { ruleFileSchemas } from '../src/knowledge/rule-files/json-schema.ts';
import { loadRulePath, readRulePaths } from '../src/knowledge/rule-files/load-rule-path.ts';
import { formatMistake, type RulePlace, type RuleReading } from '../src/knowledge/rule-files/mistake.ts';
import { patternFault } from '../src/knowledge/rule-files/pattern-fault.ts';
import { readRuleFiles } from '../src/knowledge/rule-files/read-rule-files.ts';
import { readRowLines } from '../src/knowledge/rule-files/row-lines.ts';
import { ruleOverlaps } from '../src/knowledge/rule-files/rule-overlaps.ts';
import { nearestOf } from '../src/knowledge/rule-files/shown.ts';
import { readYamlTree } from '../src/knowledge/rule-files/yaml-tree.ts';
import { type RuleIdentifierKind, ruleIdentifierKinds } from '../src/model/knowledge.ts';

const flagged = `entities:
  - name: Acme Cameras Ltd
    aliases: [Acme CCTV]
    country: XX
    reason: supplier offboarded in 2026
    severity: high
    identifiers: { npm: ["@acme/*"], maven: ["com.acme.*"], domains: ["*.acme.example"], oui: ["AA:BB:CC"], vendor: ["Acme Cameras"] }
origins:
  - { id: no-xx, country: [XX], severity: medium, reason: procurement policy 7.2 }
  - { id: mirrors, host: ["*.mirror.example"], relation: fetched-from, severity: high, reason: only our own mirror }
`;

function own(text: string, known?: Parameters<typeof readRuleFiles>[1]): RuleReading {
  return readRuleFiles([{ path: 'flagged.yaml', text, place: 'own' }], known);
}
function mistakesOf(text: string): string[] {
  return own(text).mistakes.map(formatMistake);
}
/** The message about the one value that `line` puts into an otherwise sound entity, at 4:5. */
function entityMistakes(line: string): string[] {
  return mistakesOf(`entities:\n  - name: Acme\n    reason: offboarded\n    ${line}\n`);
}
function shipped(place: RulePlace, id: string, text: string): { path: string; text: string; place: RulePlace } {
  return { path: `rules/${place}/${id}.yaml`, text, place };
}

const sources = 'sources: [{ title: Order 1, url: "https://gov.example/1", kind: primary }]';
const listText = `id: xx-ban
title: Ban of Examples
authority: Ministry of Examples
jurisdiction: EU
effect: use-ban
status: in-force
affiliates: { test: aggregate, percent: 50, operator: at-least }
url: https://gov.example/ban
as-of: "2026-11-22"
evidence: primary
${sources}
`;
const entityText = `id: acme
name: Acme Cameras Ltd
country: XX
confidence: high
owners:
  - { owner: acme-holding, kind: parent, percent: 41.5, since: "2017", confidence: medium, ${sources} }
listings:
  - { list: xx-ban, status: in-force, since: 2024-05, ${sources} }
identifiers:
  npm: ["@acme/*", { match: acme-ui, confidence: medium, evidence: package metadata }]
products:
  - id: acme-view
    name: Acme View
    kind: app
    name-match: safe
    confidence: high
    identifiers: { android: [com.acme.view] }
donated:
  - { name: Acme Graph, governed-by: Example Foundation, identifiers: { npm: [acme-graph] } }
lookalikes:
  - { kind: npm, match: acme-tools, why: another author }
examples:
  match: ["npm:@acme/ui"]
  pass: ["npm:acme-tools"]
`;
const holdingText = 'id: acme-holding\nname: Acme Holding\nconfidence: medium\n';
const originText = `id: xx-origin
title: Made in Exampleland
reason: origin alone
country: [XX]
kinds: [device]
except: [{ entity: [acme], reason: trusted }]
`;
const profileText = `id: default
title: Default
binds: Everyone.
not-covered: Nothing.
lists: ["xx-*", "!xx-ban"]
origins: ["*"]
severity: { use-ban: critical, sanctions: high }
list-severity: { xx-ban: low }
relation-limit: { hosted-by: medium }
`;
const dutyText = `id: xx-1
jurisdiction: US-TX
cite: Article 1
applies-to: Registers.
duty: Keep a contract.
check: A contract exists.
columns: [contract, review]
severity: medium
evidence: primary
${sources}
tests:
  - { column: contract, is: present }
  - { column: review, is: within-months, value: 12, when: [{ column: critical, one-of: ["yes"] }] }
`;
const sound = [
  shipped('lists', 'xx-ban', listText),
  shipped('entities', 'acme', entityText),
  shipped('entities', 'acme-holding', holdingText),
  shipped('origins', 'xx-origin', originText),
  shipped('profiles', 'default', profileText),
  shipped('duties', 'xx-1', dutyText),
];
/** The mistakes of the sound set with one text of one file replaced. */
function shippedMistakes(path: string, from: string, to: string): string[] {
  const files = sound.map((file) => (file.path === path ? { ...file, text: file.text.replace(from, to) } : file));
  expect(files.some((file, at) => file.text !== sound[at]?.text)).toBe(true);
  return readRuleFiles(files).mistakes.map(formatMistake);
}

describe("a team's own file", () => {
  it('reads the example of the contract without a word', () => {
    const reading = own(flagged);
    expect(reading.mistakes).toEqual([]);
    expect(reading.warnings).toEqual([]);
    const [acme] = reading.rules.entities;
    expect(acme).toMatchObject({
      id: 'acme-cameras-ltd',
      name: 'Acme Cameras Ltd',
      aliases: ['Acme CCTV'],
      country: 'XX',
      reason: 'supplier offboarded in 2026',
      severity: 'high',
      confidence: 'high',
      kinds: [],
      owners: [],
      listings: [],
      products: [],
      donated: [],
      lookalikes: [],
    });
    expect(acme?.identifiers).toEqual({
      npm: [{ match: '@acme/*', relation: 'published-by', confidence: 'high' }],
      maven: [{ match: 'com.acme.*', relation: 'published-by', confidence: 'high' }],
      domains: [{ match: '*.acme.example', relation: 'hosted-by', confidence: 'high' }],
      oui: [{ match: 'AA:BB:CC', relation: 'manufactured-by', confidence: 'high' }],
      vendor: [{ match: 'Acme Cameras', relation: 'manufactured-by', confidence: 'high' }],
    });
    expect(reading.rules.origins).toEqual([
      { id: 'no-xx', country: ['XX'], severity: 'medium', reason: 'procurement policy 7.2' },
      {
        id: 'mirrors',
        host: ['*.mirror.example'],
        relation: 'fetched-from',
        severity: 'high',
        reason: 'only our own mirror',
      },
    ]);
    expect(reading.rules).toMatchObject({ lists: [], profiles: [], duties: [] });
  });

  it('tells the place and the nearest key as the contract prints it', () => {
    expect(mistakesOf('entities:\n  - nam: Acme\n    reason: x\n')).toEqual([
      'flagged.yaml:2:5: unknown key "nam", did you mean "name"?',
    ]);
  });

  it('tells all mistakes of all files at once, sorted by file and line', () => {
    const reading = readRuleFiles([
      { path: 'b.yaml', place: 'own', text: 'entities:\n  - name: B\n    severity: hig\n    countri: XX\n' },
      {
        path: 'a.yaml',
        place: 'own',
        text: 'origins:\n  - { id: a, reason: r, country: XX }\n  - { id: Bad Id, reason: r, country: [XX] }\nentites: []\n',
      },
      { path: 'c.yaml', place: 'own', text: 'entities: [\n' },
    ]);
    expect(reading.mistakes.map(formatMistake)).toEqual([
      'a.yaml:2:34: "country" must be a list: [XX]',
      'a.yaml:3:11: "id": "Bad Id" is no id; write lower-case words with hyphens, "acme-cameras"',
      'a.yaml:4:1: unknown key "entites", did you mean "entities"?',
      'b.yaml:2:5: entity needs "reason"',
      'b.yaml:3:15: "severity": unknown value "hig", did you mean "high"?; one of critical, high, medium, low, info',
      'b.yaml:4:5: unknown key "countri", did you mean "country"?',
      'c.yaml:2:1: bad YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
    ]);
  });

  it.each([
    ['aliases: Acme CCTV', 'flagged.yaml:4:14: "aliases" must be a list: [Acme CCTV]'],
    ['aliases: {a: b}', 'flagged.yaml:4:14: "aliases" must be a list'],
    ['aliases: [[a]]', 'flagged.yaml:4:15: "aliases" must be text'],
    ['aliases:', 'flagged.yaml:4:5: "aliases" has no value; give one or leave the key out'],
    ['aliases: [~]', 'flagged.yaml:4:15: "aliases" has no value; give one or leave the key out'],
    ['remedy: 12', 'flagged.yaml:4:13: "remedy": 12 is a number to YAML; quote it: "12"'],
    ['remedy: "  "', 'flagged.yaml:4:13: "remedy" is empty'],
    ['severity: [high]', 'flagged.yaml:4:15: "severity" must be a single word'],
    ['identifiers: []', 'flagged.yaml:4:18: "identifiers" must be a mapping with keys such as "npm", "pypi", "maven"'],
    ['identifiers: { nmp: [a] }', 'flagged.yaml:4:20: unknown key "nmp", did you mean "npm"?'],
    ['identifiers: { npm: [{ mach: a }] }', 'flagged.yaml:4:28: unknown key "mach", did you mean "match"?'],
    [
      'owners: [{ owner: acme, kind: parnet }]',
      'flagged.yaml:4:35: "kind": unknown value "parnet", did you mean "parent"?; one of parent, majority, minority, joint-venture, state-control, brand-licence, former',
    ],
    ['owners: [{ owner: acme, kind: parent, percent: half }]', 'flagged.yaml:4:52: "percent" must be a number'],
    [
      'owners: [{ owner: acme, kind: parent, percent: 141 }]',
      'flagged.yaml:4:52: "percent" must lie between 0 and 100',
    ],
    ['owners: [{ owner: acme, kind: parent, pending: "yes" }]', 'flagged.yaml:4:52: "pending" must be true or false'],
    ['sources: [{ url: "file:///etc/x" }]', 'flagged.yaml:4:22: "url": "file:///etc/x" is no http or https address'],
  ])('says what is wrong with %s', (line, message) => {
    const all = entityMistakes(line).filter((text) => !text.includes('owner'));
    expect(line.startsWith('owners') ? entityMistakes(line) : all).toContain(message);
  });

  it.each([
    ['oui: [001E10]', '001E10'],
    ['oui: [1e49]', '1e49'],
    ['usb: [0014]', '0014'],
    ['usb: [1472]', '1472'],
    ['bluetooth: [637]', '637'],
    ['snmp: [2011]', '2011'],
    ['pci: [0x19]', '0x19'],
    ['npm: [1.10]', '1.10'],
    ['npm: [true]', 'true'],
    ['vendor: [.inf]', '.inf'],
    ['oui: [0o17]', '0o17'],
    ['npm: [{ match: 2024 }]', '2024'],
  ])('asks for quotes in identifiers: { %s }', (row, source) => {
    const [message] = entityMistakes(`identifiers: { ${row} }`);
    expect(message).toMatch(/^flagged\.yaml:4:\d+: "[a-z]+": /);
    expect(message).toContain(`quote it: "${source}"`);
  });

  it('asks for quotes around a year, and takes months and days as they are', () => {
    expect(entityMistakes('listings: [{ list: xx, since: 2024 }]')).toContain(
      'flagged.yaml:4:35: "since": 2024 is a number to YAML; quote it: "2024"',
    );
    for (const since of ['"2024"', '2024-05', '2024-05-31', '"2024-02-29"']) {
      expect(entityMistakes(`listings: [{ list: xx, since: ${since} }]`)).toEqual([
        'flagged.yaml:4:24: unknown list "xx"',
      ]);
    }
  });

  it.each([
    '"2023-02-29"',
    '2024-13',
    '2024-00',
    '2024-04-31',
    '24-05-01',
    '2024/05/01',
    'May 2024',
    '2024-5-1',
    '2024-05-01T00:00:00Z',
    '"0000"',
  ])('refuses the date %s', (since) => {
    const message = entityMistakes(`listings: [{ list: xx, since: ${since} }]`).find((text) => text.includes('4:35'));
    expect(message).toMatch(/^flagged\.yaml:4:35: "since": .* is no date; write YYYY, YYYY-MM or YYYY-MM-DD$/);
  });

  it('refuses an end before the beginning, and accepts what cannot be told apart', () => {
    expect(entityMistakes('identifiers: { npm: [{ match: a, since: 2024-05, until: "2023" }] }')).toEqual([
      'flagged.yaml:4:61: "until" 2023 lies before "since" 2024-05',
    ]);
    expect(entityMistakes('identifiers: { npm: [{ match: a, since: 2024-05, until: "2024" }] }')).toEqual([]);
  });

  it.each([
    ['no', '"country": "no" is no country code; write it in capitals, "NO"'],
    ['false', '"country": false is true or false to YAML; quote it: "false"'],
    ['China', '"country": "China" is no country code, did you mean "CN"?'],
    ['UK', '"country": "UK" is no country code, did you mean "GB"?'],
    ['CHN', '"country": "CHN" is no country code, did you mean "CN"?'],
    ['ZZ', '"country": "ZZ" is no ISO 3166-1 alpha-2 country code'],
    ['EU', '"country": "EU" is no ISO 3166-1 alpha-2 country code'],
  ])('refuses the country %s', (value, message) => {
    expect(entityMistakes(`country: ${value}`)).toEqual([`flagged.yaml:4:14: ${message}`]);
  });

  it('reads NO without quotes as Norway', () => {
    expect(own('origins: [{ id: a, reason: r, country: [NO, "NO", XX] }]').rules.origins[0]?.country).toEqual([
      'NO',
      'NO',
      'XX',
    ]);
  });

  it('needs a name and a reason', () => {
    expect(mistakesOf('entities:\n  - country: XX\n')).toEqual([
      'flagged.yaml:2:5: entity needs "name"',
      'flagged.yaml:2:5: entity needs "reason"',
    ]);
    expect(mistakesOf('origins:\n  - id: a\n    country: [XX]\n')).toEqual([
      'flagged.yaml:2:5: origin rule needs "reason"',
    ]);
  });

  it('warns of an entity that nothing but its name can find', () => {
    const reading = own('entities:\n  - name: Acme\n    reason: x\n    identifiers: { npm: [] }\n');
    expect(reading.mistakes).toEqual([]);
    expect(reading.warnings.map(formatMistake)).toEqual([
      'flagged.yaml:2:11: "Acme" has no identifiers, owners or listings: only its name can find it',
    ]);
  });

  it('refuses an origin rule without a condition', () => {
    for (const more of ['', ', kinds: [device]', ', identifiers: { npm: [] }', ', relation: hosted-by']) {
      expect(mistakesOf(`origins: [{ id: a, reason: r${more} }]`)).toEqual([
        'flagged.yaml:1:17: the rule has no condition, so it would match everything; give country, country-not, category, host, region or identifiers',
      ]);
    }
    expect(mistakesOf('origins: [{ id: a, reason: r, country: [] }]')).toEqual([
      'flagged.yaml:1:40: "country" must hold at least one row',
    ]);
    expect(mistakesOf('origins: [{ id: a, reason: r, country: [XX], country-not: [XX] }]')).toEqual([
      'flagged.yaml:1:59: XX stands in "country" and in "country-not"',
    ]);
  });

  it('tells ids that are taken, and lets a name stand beside a built-in id', () => {
    expect(mistakesOf('origins: [{ id: a, reason: r, country: [XX] }, { id: a, reason: r, country: [XX] }]')).toEqual([
      'flagged.yaml:1:54: the origin rule id "a" is already taken by flagged.yaml:1',
    ]);
    expect(
      mistakesOf(
        'entities:\n  - { name: Acme, reason: r, identifiers: { npm: [a] } }\n  - { name: ACME., reason: r, identifiers: { npm: [b] } }\n',
      ),
    ).toEqual([
      'flagged.yaml:3:13: the entity id "acme" is already taken by flagged.yaml:2; give one of the two an id of its own',
    ]);
    const known = { lists: ['us-x'], entities: ['huawei'], origins: [], profiles: ['default'], duties: [] };
    const beside = own(
      'entities: [{ name: Huawei, reason: r, listings: [{ list: us-x }], owners: [{ owner: huawei, kind: parent }] }]',
      { known },
    );
    expect(beside.mistakes).toEqual([]);
    expect(beside.rules.entities[0]?.id).toBe('own-huawei');
    expect(
      own(
        'lists: [{ id: us-x, title: T, authority: Us, jurisdiction: XX, effect: use-ban, url: "https://team.example", as-of: 2026-01-01 }]',
        { known },
      ).mistakes.map(formatMistake),
    ).toEqual(['flagged.yaml:1:15: the list id "us-x" is already taken by the built-in rules']);
    expect(own('profiles: [{ id: default, title: Mine, lists: ["us-*"] }]', { known }).mistakes).toEqual([]);
  });

  it('lets a team add to a built-in entity by its id, once', () => {
    const known = { lists: [], entities: ['huawei'], origins: [], profiles: [], duties: [] };
    const row = '{ id: huawei, name: Huawei, reason: r, identifiers: { npm: [a] } }';
    const added = own(`entities: [${row}]`, { known });
    expect(added.mistakes).toEqual([]);
    expect(added.rules.entities[0]?.id).toBe('huawei');
    expect(own(`entities:\n  - ${row}\n  - ${row}\n`, { known }).mistakes.map(formatMistake)).toEqual([
      'flagged.yaml:3:11: the entity id "huawei" is already taken by flagged.yaml:2',
    ]);
  });

  it('reads a copy of the shipped rules beside them', () => {
    const known = {
      lists: ['xx-ban'],
      entities: ['acme', 'acme-holding'],
      origins: ['xx-origin'],
      profiles: ['default'],
      duties: ['xx-1'],
    };
    expect(readRuleFiles(sound, { known }).mistakes).toEqual([]);
  });

  it('finds ids that nothing defines, with the nearest one', () => {
    const known = { lists: ['us-fcc-covered'], entities: ['hikvision'], origins: [], profiles: [], duties: [] };
    const text = `entities:
  - name: Acme
    reason: r
    owners: [{ owner: hikvison, kind: parent }]
    listings: [{ list: us-fcc-coverd }, { list: team-list }]
    products: [{ id: p, name: P, kind: app, listings: [{ list: nowhere-at-all }] }]
lists:
  - { id: team-list, title: T, authority: Us, jurisdiction: XX, effect: use-ban, url: "https://team.example", as-of: 2026-01-01 }
profiles:
  - { id: p, title: P, lists: [team-list, "us-*", "eu-*"], origins: [none] }
`;
    expect(own(text, { known }).mistakes.map(formatMistake)).toEqual([
      'flagged.yaml:4:23: unknown entity "hikvison", did you mean "hikvision"?',
      'flagged.yaml:5:24: unknown list "us-fcc-coverd", did you mean "us-fcc-covered"?',
      'flagged.yaml:6:64: unknown list "nowhere-at-all"',
      'flagged.yaml:10:51: no list matches "eu-*"',
      'flagged.yaml:10:70: unknown origin rule "none"',
    ]);
  });

  it('gives the short rows of own lists, listings, profiles and duties their usual meaning', () => {
    const { rules, mistakes } =
      own(`lists: [{ id: l, title: T, authority: Us, jurisdiction: XX, effect: use-ban, url: "https://team.example", as-of: 2026-01-01 }]
entities: [{ name: 海康威视, reason: r, listings: [{ list: l }], owners: [{ owner: o, kind: majority }] }, { id: o, name: O, reason: r, identifiers: { vendor: [O] } }]
profiles: [{ id: p, title: P, lists: [l] }]
duties: [{ id: d, cite: 7.2 of our policy, duty: Have one., check: There is one., severity: low, tests: [{ column: contract, is: present }] }]
`);
    expect(mistakes).toEqual([]);
    expect(rules.lists[0]).toMatchObject({
      status: 'in-force',
      affiliates: { test: 'named-only' },
      evidence: 'primary',
      sources: [],
      asOf: '2026-01-01',
    });
    expect(rules.entities[0]?.listings).toEqual([{ list: 'l', status: 'in-force', sources: [] }]);
    expect(rules.entities[0]?.owners).toEqual([{ owner: 'o', kind: 'majority', confidence: 'medium', sources: [] }]);
    expect(rules.entities[0]?.id).toMatch(/^own-[0-9a-f]{8}$/);
    expect(rules.profiles[0]).toMatchObject({
      severity: {},
      listSeverity: {},
      relationLimit: {},
      origins: [],
      duties: [],
      countriesOfConcern: [],
    });
    expect(rules.duties[0]).toMatchObject({
      jurisdiction: 'XX',
      columns: [],
      tests: [{ column: 'contract', is: 'present' }],
    });
  });

  it('reads hostile keys as unknown ones', () => {
    expect(
      mistakesOf(
        '__proto__: { polluted: 1 }\nconstructor: []\ntoString: 1\nentities: [{ name: A, reason: r, __proto__: { x: 1 }, identifiers: { constructor: [a], npm: [a] } }]\n',
      ),
    ).toEqual([
      'flagged.yaml:1:1: unknown key "__proto__"',
      'flagged.yaml:2:1: unknown key "constructor"',
      'flagged.yaml:3:1: unknown key "toString"',
      'flagged.yaml:4:34: unknown key "__proto__"',
      'flagged.yaml:4:70: unknown key "constructor"',
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('never prints a control character or a long value', () => {
    const messages = mistakesOf(
      `"\\e[31m\\u202e": 1\n"${'k'.repeat(500)}": 1\nentities: [{ name: "a\\tb\\u0007", reason: r }]\n`,
    );
    expect(messages).toHaveLength(3);
    for (const message of messages) {
      expect(message).not.toMatch(/[\u0000-\u001f\u202e]/);
      expect(message.length).toBeLessThan(150);
    }
  });

  it('tells 200 mistakes of a file and counts the rest', () => {
    const messages = mistakesOf(`entities:\n${'  - { nam: a, reason: r }\n'.repeat(250)}`);
    expect(messages).toHaveLength(201);
    expect(messages[200]).toBe('flagged.yaml:251:7: and 50 more mistakes in this file');
  });

  it('counts columns after a byte order mark and with Windows line ends', () => {
    expect(mistakesOf('\uFEFFnam: 1\r\nentities:\r\n  - nam: x\r\n    reason: r\r\n')).toEqual([
      'flagged.yaml:1:1: unknown key "nam"',
      'flagged.yaml:3:5: unknown key "nam", did you mean "name"?',
    ]);
  });
});

describe('patterns', () => {
  const bad: readonly (readonly [RuleIdentifierKind, string, RegExp])[] = [
    ['npm', '*', /matches everything/],
    ['pypi', '**', /matches everything/],
    ['maven', '*.*', /matches everything/],
    ['npm', '@*/*', /matches everything/],
    ['docker', '*/*', /matches everything/],
    ['vendor', '*', /matches everything/],
    ['model', '*', /matches everything/],
    ['banner', '***', /matches everything/],
    ['domains', '*', /matches everything/],
    ['npm', '(a+)+$', /never regular expressions/],
    ['npm', '^acme', /never regular expressions/],
    ['pypi', 'acme|other', /never regular expressions/],
    ['npm', 'ac*me', /before its end/],
    ['maven', 'com.*.acme', /before its end/],
    ['npm', 'acme ui', /never regular expressions/],
    ['golang', 'acme', /does not begin with a host/],
    ['swift', 'AcmeKit', /does not begin with a host/],
    ['docker', 'acme/ui:1.0', /leave out the tag/],
    ['docker', 'acme/*/ui', /at the end/],
    ['docker', 'a*me/ui', /at the end/],
    ['docker', '*.com/*', /nearly every registry/],
    ['docker', 'registry.acme.example/', /names no image/],
    ['domains', 'https://acme.example', /not a host alone/],
    ['domains', 'acme.example/x', /not a host alone/],
    ['domains', 'a*.example', /first part/],
    ['mirrors', 'https://mirror.example/npm', /leave out the scheme/],
    ['mirrors', 'mirror.example/*/x', /without "\*"/],
    ['github', 'acme/ui', /owner alone/],
    ['github', 'ac*', /compared whole/],
    ['vendor', 'Acme*', /compared whole/],
    ['vendor', '^Acme$', /regular expression/],
    ['brand', 'Acme*', /compared whole/],
    ['cpe', 'cpe:2.3:h:acme:x', /vendor field alone/],
    ['windows', 'Acme*', /appx/],
    ['windows', 'appx:*a*', /nearly every app/],
    ['oui', 'AABBC', /has 5 digits/],
    ['oui', 'AA:BB:CC:DD:EE:FF', /has 12 digits/],
    ['oui', 'GG:BB:CC', /no OUI/],
    ['usb', '12d', /no USB id/],
    ['usb', '12d1:15', /no USB id/],
    ['pci', 'acme', /no PCI id/],
    ['fcc', '2A*', /no FCC id/],
    ['fcc', 'A', /no FCC id/],
    ['bluetooth', '0x027D', /decimal/],
    ['bluetooth', '70000', /decimal/],
    ['snmp', '1.3.6', /enterprise number/],
    ['model', '^DS-\\d+', /regular expression/],
    ['model', 'DS-.*', /regular expression/],
    ['model', '[A-', /bad pattern/],
    ['model', '[A-Z]*', /not a single character/],
    ['banner', 'ab*', /too short/],
  ];
  it.each(bad)('refuses %s %s', (kind, match, message) => {
    const fault = patternFault(kind, match);
    expect(fault?.weight).toBe('mistake');
    expect(fault?.message).toMatch(message);
  });

  const good: Readonly<Record<RuleIdentifierKind, readonly string[]>> = {
    npm: ['left-pad', '@acme/*', '@acme/ui', 'acme-*'],
    pypi: ['acme', 'acme-*', 'acmesdk*'],
    maven: ['com.acme.*', 'com.acme:tool', 'com.acme'],
    golang: ['github.com/acme/*', 'acme.example/*', 'gopkg.in/acme.v1'],
    nuget: ['Acme.*', 'Acme*', 'Acme.UI'],
    cargo: ['acme', 'acme-*'],
    gem: ['acme-*'],
    composer: ['acme/*', 'acme/ui'],
    cocoapods: ['AcmeKit', 'Acme*', 'TXLiteAVSDK_*'],
    swift: ['github.com/acme/*'],
    pub: ['acme_map'],
    hex: ['acme'],
    conan: ['acme'],
    vcpkg: ['acme'],
    docker: [
      'acme/*',
      'alt',
      'registry.*.acme.example/*',
      '*.cr.acme.example/*',
      'acme.example:5000/x/*',
      'localhost:5000/acme',
      'apache/acme*',
    ],
    terraform: ['acme/acme', 'tf.acme.example/acme/acme'],
    helm: ['charts.acme.example', 'acme.example/charts'],
    github: ['acme'],
    gitee: ['acme'],
    gitlab: ['acme'],
    huggingface: ['acme/*', 'acme/model-7b'],
    ollama: ['acme-r1'],
    vscode: ['acme.*', 'acme.tool'],
    'browser-extension': ['chrome:ahkjpbeeocnddjkakilopmfdlnjdpcdm'],
    domains: ['acme.example', '*.acme.example', '192.0.2.7', '2001:db8::1', 'münchen.example'],
    mirrors: ['mirror.acme.example', '*.mirror.acme.example', 'acme.example/repo', 'acme.example/repo/*'],
    cpe: ['acme', 'acme_lab', 'tp-link'],
    android: ['com.acme.app', 'com.acme.*'],
    ios: ['com.acme.app'],
    windows: ['Acme Office (64-bit)', '百度网盘', 'appx:*acme*'],
    winget: ['Acme.Tool'],
    macos: ['com.acme.mac'],
    'code-prefix': ['com.acme.sdk', 'libacme.so'],
    vendor: ['Acme', 'HUAWEI TECHNOLOGIES CO.,LTD', '华为', 'A|X Sportswear'],
    brand: ['C++ Box', 'Acme'],
    oui: ['AA:BB:CC', 'AABBCC', 'aa-bb-cc', 'AABBCCD', '70B3D5123', 'AA:BB:CC:D'],
    'oui-name': ['HUAWEI TECHNOLOGIES CO.,LTD', 'New H3C (Hangzhou)'],
    usb: ['12d1', '12D1:1506'],
    pci: ['19e5', '19e5:0222'],
    fcc: ['QIS', '2ADTD', '2ADTD-5604SD'],
    bluetooth: ['637', '0'],
    snmp: ['2011'],
    model: ['DS-2CD*', 'DS-####', 'IPC-{HF,HD}W*', 'CE6857-[0-9]*'],
    banner: ['SSH-2.0-HUAWEI-', 'Basic realm="Acme*"'],
  };
  it('takes the syntax of every kind', () => {
    const faults = ruleIdentifierKinds.flatMap((kind) =>
      good[kind].map((match) => [kind, match, patternFault(kind, match)]),
    );
    expect(faults.filter(([, , fault]) => fault !== undefined)).toEqual([]);
    expect(ruleIdentifierKinds.filter((kind) => good[kind].length === 0)).toEqual([]);
  });

  it('warns of patterns that reach further than anybody means', () => {
    expect(patternFault('domains', '*.example')).toEqual({
      weight: 'unwise',
      message: '"*.example" covers a whole top-level domain',
    });
    expect(patternFault('npm', 'a*')).toEqual({
      weight: 'unwise',
      message: '"a*" matches every name that begins with "a"',
    });
    expect(patternFault('model', 'A*')).toEqual({ weight: 'unwise', message: '"A*" fixes a single character' });
  });
});

describe('the shipped rules', () => {
  it('reads one row a file', () => {
    const reading = readRuleFiles(sound);
    expect(reading.mistakes).toEqual([]);
    expect(reading.warnings).toEqual([]);
    expect(reading.rules.lists[0]).toMatchObject({
      id: 'xx-ban',
      asOf: '2026-11-22',
      affiliates: { test: 'aggregate', percent: 50, operator: 'at-least' },
    });
    expect(reading.rules.entities.map((entity) => entity.id)).toEqual(['acme', 'acme-holding']);
    expect(reading.rules.entities[0]?.products[0]).toMatchObject({
      nameMatch: 'safe',
      identifiers: { android: [{ match: 'com.acme.view', relation: 'published-by' }] },
    });
    expect(reading.rules.entities[0]?.donated[0]).toEqual({
      name: 'Acme Graph',
      governedBy: 'Example Foundation',
      identifiers: { npm: ['acme-graph'] },
    });
    expect(reading.rules.profiles[0]).toMatchObject({
      notCovered: 'Nothing.',
      severity: { 'use-ban': 'critical' },
      listSeverity: { 'xx-ban': 'low' },
    });
    expect(reading.rules.duties[0]?.tests[1]).toEqual({
      column: 'review',
      is: 'within-months',
      value: 12,
      when: [{ column: 'critical', oneOf: ['yes'] }],
    });
    expect(reading.rules.origins[0]?.except).toEqual([{ entity: ['acme'], reason: 'trusted' }]);
  });

  it.each([
    [
      'entities/acme',
      'id: acme\n',
      'id: acmee\n',
      'rules/entities/acme.yaml:1:5: id "acmee" must be the same as the file name "acme"',
    ],
    ['entities/acme', 'name: Acme Cameras Ltd\n', '', 'rules/entities/acme.yaml:1:1: entity needs "name"'],
    ['entities/acme', 'country: XX\n', 'reason: x\n', 'rules/entities/acme.yaml:3:1: unknown key "reason"'],
    [
      'entities/acme',
      'owner: acme-holding',
      'owner: acme',
      'rules/entities/acme.yaml:6:3: acme is named as its own owner',
    ],
    [
      'entities/acme',
      'list: xx-ban',
      'list: xx-bam',
      'rules/entities/acme.yaml:8:13: unknown list "xx-bam", did you mean "xx-ban"?',
    ],
    [
      'entities/acme',
      `since: 2024-05, ${sources} }`,
      'since: 2024-05 }',
      'rules/entities/acme.yaml:8:5: listing needs "sources"',
    ],
    [
      'entities/acme',
      `since: 2024-05, ${sources} }`,
      'since: 2024-05, sources: [] }',
      'rules/entities/acme.yaml:8:64: "sources" must hold at least one row',
    ],
    [
      'entities/acme',
      'confidence: medium, evidence: package metadata',
      'confidence: high, evidence: general-knowledge',
      'rules/entities/acme.yaml:10:50: an identifier that rests on general knowledge alone cannot have confidence "high"',
    ],
    [
      'entities/acme',
      'confidence: medium, evidence: package metadata',
      'evidence-kind: general-knowledge',
      'rules/entities/acme.yaml:10:20: an identifier that rests on general knowledge alone cannot have confidence "high"',
    ],
    [
      'entities/acme',
      `confidence: medium, ${sources}`,
      'confidence: high, sources: [{ kind: general-knowledge }]',
      'rules/entities/acme.yaml:6:84: an ownership that rests on general knowledge alone cannot have confidence "high"',
    ],
    [
      'entities/acme',
      'kind: primary }]',
      'kind: press, page: 3 }]',
      'rules/entities/acme.yaml:6:163: unknown key "page"',
    ],
    [
      'entities/acme',
      'match: acme-tools',
      'match: "*"',
      'rules/entities/acme.yaml:21:25: "*" matches everything, which no rule may',
    ],
    [
      'lists/xx-ban',
      'jurisdiction: EU',
      'jurisdiction: Europe',
      'rules/lists/xx-ban.yaml:4:15: "jurisdiction": "Europe" is no ISO 3166-1 alpha-2 country code; jurisdictions are countries, "EU", or a part of a country such as "US-TX"',
    ],
    [
      'lists/xx-ban',
      'percent: 50, operator: at-least',
      'percent: 50',
      'rules/lists/xx-ban.yaml:7:21: the test "aggregate" needs "percent" and "operator"',
    ],
    [
      'lists/xx-ban',
      'test: aggregate',
      'test: affiliates',
      'rules/lists/xx-ban.yaml:7:21: "percent" and "operator" belong to the test "aggregate", not to "affiliates"',
    ],
    [
      'lists/xx-ban',
      'title: Order 1, url: "https://gov.example/1", ',
      '',
      'rules/lists/xx-ban.yaml:11:19: a source needs "title" or "url", or the kind "general-knowledge"',
    ],
    [
      'profiles/default',
      'lists: ["xx-*", "!xx-ban"]\norigins: ["*"]\n',
      '',
      'rules/profiles/default.yaml:1:5: the profile names no lists, origins or duties, so nothing would ever be found under it',
    ],
    ['profiles/default', '"!xx-ban"', '"!yy-*"', 'rules/profiles/default.yaml:5:17: no list matches "yy-*"'],
    [
      'profiles/default',
      'use-ban: critical',
      'use-bann: critical',
      'rules/profiles/default.yaml:7:13: a key of "severity": unknown value "use-bann", did you mean "use-ban"?; one of use-ban, procurement-ban, import-ban, sanctions, export-control, investment, designation, advisory, duty, allow-list',
    ],
    [
      'profiles/default',
      'xx-ban: low',
      'xx-bn: low',
      'rules/profiles/default.yaml:8:18: unknown list "xx-bn", did you mean "xx-ban"?',
    ],
    ['duties/xx-1', 'is: present', 'is: present, value: x', 'rules/duties/xx-1.yaml:12:45: "present" takes no "value"'],
    [
      'duties/xx-1',
      'value: 12, ',
      '',
      'rules/duties/xx-1.yaml:13:27: "within-months" needs a number as "value", or "value-column"',
    ],
    [
      'origins/xx-origin',
      'entity: [acme]',
      'entity: [acne]',
      'rules/origins/xx-origin.yaml:6:21: unknown entity "acne", did you mean "acme"?',
    ],
    [
      'origins/xx-origin',
      'entity: [acme]',
      'identifier: ["nmp:a"]',
      'rules/origins/xx-origin.yaml:6:25: "identifier": unknown identifier kind "nmp", did you mean "npm"?',
    ],
  ])('%s: %s -> %s', (file, from, to, message) => {
    expect(shippedMistakes(`rules/${file}.yaml`, from, to)).toEqual([message]);
  });

  it('tells a broken file without blaming those that name its id', () => {
    expect(shippedMistakes('rules/lists/xx-ban.yaml', 'id: xx-ban', 'id: [xx-ban')).toEqual([
      expect.stringMatching(/^rules\/lists\/xx-ban\.yaml:\d+:\d+: bad YAML/),
    ]);
  });

  it('finds where any part of a rule was written', () => {
    const { rules, placeOf } = readRuleFiles(sound);
    const [acme] = rules.entities;
    expect(placeOf(acme as object)).toEqual({ path: 'rules/entities/acme.yaml', line: 1, column: 1 });
    expect(placeOf(acme as object, 'country')).toEqual({ path: 'rules/entities/acme.yaml', line: 3, column: 1 });
    expect(placeOf(acme?.identifiers.npm?.[1] as object, 'match')).toEqual({
      path: 'rules/entities/acme.yaml',
      line: 10,
      column: 22,
    });
    expect(placeOf(acme?.examples?.pass as object, 0)).toEqual({
      path: 'rules/entities/acme.yaml',
      line: 24,
      column: 10,
    });
    expect(placeOf({})).toBeUndefined();
  });
});

describe('hostile YAML', () => {
  it('YAML-01: refuses an alias bomb, and reads plain aliases', () => {
    const letters = 'abcdefghi';
    const bomb = [...letters]
      .map(
        (letter, at) =>
          `${letter}: &${letter} [${at === 0 ? '"lol"' : `*${letters.charAt(at - 1)}`}${`,*${letters.charAt(at - 1)}`.repeat(at === 0 ? 0 : 8)}]`,
      )
      .join('\n');
    expect(bomb.length).toBeLessThan(500);
    expect(mistakesOf(bomb)).toEqual([
      'flagged.yaml:1:1: its aliases multiply to more than 100,000 values; write the values out',
    ]);
    const reading = own(
      'origins:\n  - { id: a, reason: &why [no] , country: &c [XX] }\n  - { id: b, reason: our policy, country: *c }\n'.replace(
        '&why [no]',
        '&why our policy',
      ),
    );
    expect(reading.mistakes).toEqual([]);
    expect(reading.rules.origins.map((origin) => origin.country)).toEqual([['XX'], ['XX']]);
    expect(mistakesOf('entities: &a [*a]')[0]).toBe('flagged.yaml:1:15: "*a" stands for no earlier value');
  });

  it('YAML-02: refuses deep nesting in several files and goes on living', () => {
    const deep = [
      '['.repeat(900),
      '{a: '.repeat(900),
      '- '.repeat(900),
      `a: ${'['.repeat(100)}${']'.repeat(100)}`,
      '? '.repeat(900),
    ];
    deep.push(
      Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
      `x: "${'['.repeat(900)}"\ny: ${'['.repeat(900)}`,
    );
    deep.push(`x: |\n  ${'['.repeat(900)}\ny: ${'{'.repeat(900)}`, "x: it's\ny: [".concat("']', [".repeat(100)));
    for (const text of [...deep, ...deep]) expect(mistakesOf(text)[0]).toMatch(/is nested deeper than 64 levels$/);
    const inText = own(`origins: [{ id: a, country: [XX], reason: "${'['.repeat(900)}" }]`);
    expect(inText.mistakes).toEqual([]);
  });

  it('YAML-05: refuses a key that stands twice', () => {
    expect(
      mistakesOf('entities:\n  - name: A\n    reason: r\n    name: B\n    identifiers: { npm: [a], npm: [b] }\n'),
    ).toEqual([
      'flagged.yaml:4:5: key "name" stands twice in one mapping',
      'flagged.yaml:5:30: key "npm" stands twice in one mapping',
    ]);
  });

  it('YAML-07: never reads text as anything else', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-fA-F._+:eExXonNyYsStruTRUE-]{1,8}$/), (value) => {
        const { rules, mistakes } = own(
          `entities: [{ name: A, reason: r, identifiers: { npm: [x] }, aliases: [ ${value} ] }]`,
        );
        const read = rules.entities[0]?.aliases[0];
        if (mistakes.length === 0) expect(read).toBe(value);
        else
          expect(mistakes[0]?.message).toMatch(
            /quote it|bad YAML|no value|is no text|must be text|stands|tag|needs|unknown/,
          );
      }),
      { numRuns: 500 },
    );
    expect(
      own(
        'entities: [{ name: 1.10.0, reason: no, aliases: [2024-01-01, on, 1_000, "0x1F"], identifiers: { npm: [1-2] } }]',
      ).rules.entities[0],
    ).toMatchObject({
      name: '1.10.0',
      reason: 'no',
      aliases: ['2024-01-01', 'on', '1_000', '0x1F'],
    });
  });

  it('refuses a second document, tags, merge keys and keys that are no text', () => {
    expect(mistakesOf(`---\n${flagged}---\nentities: []\n`)).toEqual([
      'flagged.yaml:12:1: a rule file holds one document; a second one begins here',
    ]);
    expect(mistakesOf('entities: [{ name: !!js/function "x", reason: r }]')[0]).toMatch(
      /^flagged\.yaml:1:\d+: bad YAML: .*tag/,
    );
    expect(mistakesOf('entities: [{ name: !!str 12, reason: r, identifiers: { npm: [a] } }]')[0]).toMatch(
      /the tag .* is not read here/,
    );
    expect(mistakesOf('x: &x { reason: r }\nentities: [{ <<: *x, name: A, identifiers: { npm: [a] } }]')).toContain(
      'flagged.yaml:2:14: unknown key "<<"',
    );
    expect(mistakesOf('? [a]\n: b\n')[0]).toBe('flagged.yaml:1:3: a key must be plain text');
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const most = 1 << 18;
    const fill = (part: string): string => part.repeat(Math.floor(most / part.length));
    for (const text of [
      fill(']'),
      fill('a:\n'),
      fill("''"),
      fill('---\n'),
      `{${fill('a,')}`,
      fill('"'),
      `a: |\n${fill(' \n')}`,
    ]) {
      const begin = performance.now();
      expect(mistakesOf(text.slice(0, most)).length).toBeGreaterThan(0);
      expect(performance.now() - begin).toBeLessThan(20_000);
    }
  });

  it('never throws, and never gives rules it has not understood, on any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'entities',
        'origins',
        'lists',
        'profiles',
        'duties',
        'name',
        'reason',
        'identifiers',
        'npm',
        'oui',
        'country',
        'XX',
        ': ',
        '\n',
        '  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ', ',
        '"',
        "'",
        '|',
        '>',
        '&a',
        '*a',
        '!!',
        '#',
        '? ',
        '~',
        '<<',
        '\t',
        '\r\n',
        '1e49',
        '---\n',
        '%YAML 1.1\n',
        '\u0000',
        '\uFEFF',
        '\ud800',
      ),
      fc.string({ maxLength: 6 }),
    );
    const place = fc.constantFrom<RulePlace>('own', 'lists', 'entities', 'origins', 'profiles', 'duties');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), place, (pieces, where) => {
        const reading = readRuleFiles([{ path: 'x.yaml', text: pieces.join(''), place: where }]);
        const rows = Object.values(reading.rules).flat().length;
        expect(rows > 0 || reading.mistakes.length > 0).toBe(true);
        for (const mistake of reading.mistakes) expect(formatMistake(mistake)).toMatch(/^x\.yaml:\d+:\d+: ./);
      }),
      { numRuns: 1000 },
    );
  });

  it('survives every damage to a good file', () => {
    const texts = [flagged, entityText, listText, profileText, dutyText, originText];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat(40),
        fc.string({ maxLength: 4 }),
        (text, at, cut, insert) => {
          const from = at % text.length;
          const damaged = text.slice(0, from) + insert + text.slice(from + cut);
          const place: RulePlace = text === flagged ? 'own' : 'entities';
          const reading = readRuleFiles([{ path: 'acme.yaml', text: damaged, place }]);
          expect(Array.isArray(reading.mistakes)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('POLICY: rule files on disk', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rule-files-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (path: string, text: string | Uint8Array): string => {
    const whole = join(folder, path);
    mkdirSync(join(whole, '..'), { recursive: true });
    writeFileSync(whole, text);
    return whole;
  };
  const said = (path: string): string[] =>
    readRulePaths([path]).mistakes.map((mistake) => formatMistake(mistake).replace(folder, '~'));

  it('POLICY-01: an unknown field, a wrong type and a misspelt key are told with their place', () => {
    expect(said(put('p1/flagged.yaml', 'entities:\n  - nmae: A\n    reason: [r]\norigns: []\n'))).toEqual([
      '~/p1/flagged.yaml:2:5: unknown key "nmae", did you mean "name"?',
      '~/p1/flagged.yaml:3:13: "reason" must be text',
      '~/p1/flagged.yaml:4:1: unknown key "origns", did you mean "origins"?',
    ]);
  });

  it('POLICY-02: what is missing, empty or unreadable is never a clean result', () => {
    mkdirSync(join(folder, 'nothing/below'), { recursive: true });
    put('readme/README.md', '# rules');
    expect(said(join(folder, 'absent.yaml'))).toEqual(['~/absent.yaml: there is no such file or folder']);
    expect(said(join(folder, 'absent/deeper.yaml'))).toEqual(['~/absent/deeper.yaml: there is no such file or folder']);
    expect(said(put('empty.yaml', ''))).toEqual(['~/empty.yaml:1:1: is empty; it holds no rules']);
    expect(said(put('comment.yaml', '# nothing yet\n'))).toEqual(['~/comment.yaml:1:1: is empty; it holds no rules']);
    expect(said(put('void.yaml', 'entities: []\norigins: []\n'))).toEqual([
      '~/void.yaml:1:1: holds no rules; give "entities" or "origins"',
    ]);
    expect(said(put('word.yaml', 'nothing'))).toEqual([
      '~/word.yaml:1:1: the file must be a mapping with keys such as "entities", "origins", "lists"',
    ]);
    expect(said(put('list.yaml', '- name: A\n'))).toEqual([
      '~/list.yaml:1:1: the file must be a mapping with keys such as "entities", "origins", "lists"',
    ]);
    expect(said(join(folder, 'nothing'))).toEqual(['~/nothing: holds no rule files (.yaml, .yml)']);
    expect(said(join(folder, 'readme'))).toEqual(['~/readme: holds no rule files (.yaml, .yml)']);
    expect(said(put('flagged.txt', flagged))).toEqual([
      '~/flagged.txt: is not a rule file; their names end in .yaml or .yml',
    ]);
    expect(said(put('utf16.yaml', Buffer.from('entities: []', 'utf16le').swap16()))).not.toEqual([]);
    expect(said(put('latin.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe9])))).toEqual(['~/latin.yaml: is not UTF-8 text']);
    expect(said(put('large.yaml', `${flagged}# ${'x'.repeat(1 << 20)}\n`))).toEqual([
      '~/large.yaml: is larger than 1 MiB',
    ]);
    symlinkSync('/dev/null', join(folder, 'device.yaml'));
    expect(said(join(folder, 'device.yaml'))).toEqual(['~/device.yaml: is not a regular file']);
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    expect(said(join(folder, 'loop.yaml'))).toEqual(['~/loop.yaml: is a link that leads back to itself']);
  });

  it('POLICY-03: a catastrophic pattern, or one that matches everything, is refused', () => {
    expect(
      said(
        put(
          'p3.yaml',
          'entities:\n  - { name: A, reason: r, identifiers: { npm: ["*", "(a+)+$"], vendor: ["*"] } }\norigins:\n  - { id: a, reason: r, host: ["*"] }\n',
        ),
      ),
    ).toEqual([
      '~/p3.yaml:2:48: "npm": "*" matches everything, which no rule may',
      '~/p3.yaml:2:53: "npm": "(a+)+$" holds "(": patterns are names with "*" for the rest, never regular expressions',
      '~/p3.yaml:2:73: "vendor": "*" matches everything, which no rule may',
      '~/p3.yaml:4:32: "host": "*": "*" may only be the whole first part of a host, "*.acme.example"',
    ]);
  });

  it('reads a folder in order, by the places of its subfolders', () => {
    for (const file of sound) put(`tree/${file.path.slice('rules/'.length)}`, file.text);
    put('tree/zz/team.yml', flagged);
    put('tree/.git/config.yaml', 'not: ours');
    put('tree/notes.txt', 'not: ours');
    symlinkSync('..', join(folder, 'tree/up'));
    const loaded = loadRulePath(`${join(folder, 'tree')}/`);
    expect(loaded.mistakes).toEqual([]);
    expect(loaded.files.map((file) => [file.path.replace(folder, '~'), file.place])).toEqual([
      ['~/tree/duties/xx-1.yaml', 'duties'],
      ['~/tree/entities/acme-holding.yaml', 'entities'],
      ['~/tree/entities/acme.yaml', 'entities'],
      ['~/tree/lists/xx-ban.yaml', 'lists'],
      ['~/tree/origins/xx-origin.yaml', 'origins'],
      ['~/tree/profiles/default.yaml', 'profiles'],
      ['~/tree/zz/team.yml', 'own'],
    ]);
    const reading = readRulePaths([join(folder, 'tree'), join(folder, 'tree/zz/team.yml')]);
    expect(reading.mistakes).toEqual([]);
    expect(reading.rules.entities.map((entity) => entity.id)).toEqual(['acme-holding', 'acme', 'acme-cameras-ltd']);
  });
});

describe('examples', () => {
  const rules = `entities:
  - name: Acme
    id: acme
    reason: r
    identifiers: { npm: ["@acme/*"] }
    examples:
      match: ["npm:@acme/ui", "npm:acme-lost"]
      pass: ["npm:acme-tools", "npm:acme-graph", "npm:@acme/x"]
origins:
  - { id: no-xx, country: [XX], reason: r, examples: { match: [xx], pass: [yy] } }
`;
  const answers = new Map([
    ['npm:@acme/ui', ['entity/other', 'entity/acme']],
    ['npm:acme-lost', ['donated/acme/graph']],
    ['npm:acme-graph', ['donated/acme/graph', 'entity/acmex']],
    ['npm:@acme/x', ['product/acme/x']],
    ['xx', ['no-xx']],
    ['yy', ['entity/no-xx']],
  ]);

  it('says which of them are not kept, and where they stand', () => {
    const reading = own(rules);
    expect(reading.mistakes).toEqual([]);
    expect(
      checkExamples(reading.rules, (thing) => answers.get(thing) ?? [], reading.placeOf).map(formatMistake),
    ).toEqual([
      'flagged.yaml:7:31: example "npm:acme-lost" must match entity/acme, and it matches donated/acme/graph',
      'flagged.yaml:8:50: example "npm:@acme/x" must pass, and it matches product/acme/x',
    ]);
    expect(checkExamples(reading.rules, () => [], reading.placeOf).map((mistake) => mistake.message)).toEqual([
      'example "npm:@acme/ui" must match entity/acme, and it matches nothing',
      'example "npm:acme-lost" must match entity/acme, and it matches nothing',
      'example "xx" must match origin/no-xx, and it matches nothing',
    ]);
  });
});

describe('overlaps', () => {
  const overlaps = (text: string): string[] => {
    const reading = own(text);
    expect(reading.mistakes).toEqual([]);
    return ruleOverlaps(reading.rules, reading.placeOf).map((warning) =>
      formatMistake(warning).replace('flagged.yaml:', ''),
    );
  };
  const pair = (one: string, other: string, more = ''): string =>
    `entities:\n  - { id: one, name: One, reason: r, identifiers: { ${one} } }\n  - { id: two, name: Two, reason: r, identifiers: { ${other} }${more} }\n`;
  const alone = (rows: string): string =>
    `entities:\n  - { id: one, name: One, reason: r, identifiers: { ${rows} } }\n`;

  it('finds rows of one entity that add nothing', () => {
    expect(overlaps(alone('npm: ["@acme/ui", "@acme/*", acme, acme]'))).toEqual([
      '2:59: "npm:@acme/ui" adds nothing to "@acme/*" (flagged.yaml:2)',
      '2:88: "npm:acme" stands twice (flagged.yaml:2)',
    ]);
  });

  it('finds rows that two entities claim', () => {
    expect(
      overlaps(pair('npm: [acme], domains: ["*.acme.example"]', 'npm: [Acme], domains: ["cdn.acme.example"]')),
    ).toEqual([
      '3:59: "npm:Acme" stands in the entities "one" and "two"; both will be named (flagged.yaml:2)',
      '3:76: "domains:cdn.acme.example" is already covered by "*.acme.example" of the entity "one" (flagged.yaml:2)',
    ]);
  });

  it.each([
    ['maven', 'com.acme.*', 'com.acme.tool:x', 1],
    ['maven', 'com.acme.*', 'com.acme', 1],
    ['maven', 'com.acme.*', 'com.acmex.*', 0],
    ['maven', 'com.acme:*', 'com.acme:x', 1],
    ['golang', 'github.com/acme/*', 'github.com/acme/tool', 1],
    ['golang', 'github.com/acme/*', 'github.com/acmex', 0],
    ['pypi', 'acme-*', 'Acme_UI', 1],
    ['pypi', 'acme-*', 'acme', 0],
    ['npm', '@acme/*', '@acmex/*', 0],
    ['nuget', 'Acme.*', 'acme.ui', 1],
    ['domains', '*.acme.example', 'acme.example', 1],
    ['domains', '*.acme.example', 'notacme.example', 0],
    ['mirrors', 'acme.example/npm', 'acme.example/npm/x', 1],
    ['mirrors', 'acme.example/npm', 'acme.example/npmx', 0],
    ['oui', 'AABBCC', 'aa:bb:cc:d', 1],
    ['oui', 'AABBCC', 'AABBCD', 0],
    ['usb', '12d1', '12D1:1506', 1],
    ['docker', 'acme/*', 'acme/ui', 1],
    ['vendor', 'Acme', 'ACME', 1],
    ['model', 'DS-*', 'DS-1', 0],
    ['code-prefix', 'com.acme', 'com.acme.sdk', 1],
  ])('%s: %s covers %s: %i', (kind, outer, inner, count) => {
    expect(overlaps(pair(`${kind}: ["${outer}"]`, `${kind}: ["${inner}"]`))).toHaveLength(count);
  });

  it('leaves rows alone that add something, or that both may have', () => {
    expect(
      overlaps(
        alone(
          'npm: ["@acme/*", { match: "@acme/ui", confidence: low }, { match: "@acme/x", relation: integrates-with }]',
        ),
      ),
    ).toEqual([]);
    expect(overlaps(pair('npm: [acme]', 'npm: [acme]', ', owners: [{ owner: one, kind: parent }]'))).toEqual([]);
    expect(overlaps(pair('brand: [{ match: Box, brand-relation: oem-rebrand }]', 'brand: [Box]'))).toEqual([]);
    expect(
      overlaps(pair('brand: [{ match: Lorex, until: 2022-12 }]', 'brand: [{ match: Lorex, since: 2023-01 }]')),
    ).toEqual([]);
    expect(
      overlaps(pair('brand: [{ match: Lorex, until: 2023-02 }]', 'brand: [{ match: Lorex, since: 2023-01 }]')),
    ).toHaveLength(1);
  });
});

describe('JSON Schemas for editors', () => {
  const schemas = new Map<string, ValidateFunction>();
  beforeAll(() => {
    for (const [name, schema] of ruleFileSchemas()) {
      schemas.set(name, new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(schema));
    }
  });
  const validate = (name: string, text: string): boolean =>
    (schemas.get(`${name}.schema.json`) as ValidateFunction)(parse(text));

  it('are the committed ones', () => {
    for (const [name, schema] of ruleFileSchemas()) {
      const committed = readText(new URL(`../schemas/${name}`, import.meta.url), 'utf8');
      expect(
        committed === `${JSON.stringify(schema, null, 2)}\n`,
        `${name} is stale: node scripts/run-ts.js scripts/schemas.ts`,
      ).toBe(true);
    }
  });

  it('accept what the reader accepts', () => {
    expect(validate('flagged', flagged)).toBe(true);
    const byPlace = {
      lists: 'list',
      entities: 'entity',
      origins: 'origin',
      profiles: 'profile',
      duties: 'duty',
      own: '',
    };
    for (const file of sound)
      expect([file.path, validate(`rules-${byPlace[file.place]}`, file.text)]).toEqual([file.path, true]);
  });

  it.each([
    ['entities: [{ nam: A, reason: r }]'],
    ['entities: [{ name: A }]'],
    ['entities: [{ name: A, reason: r, country: UK }]'],
    ['entities: [{ name: A, reason: r, severity: hgh }]'],
    ['entities: [{ name: A, reason: r, identifiers: { oui: [1e49] } }]'],
    ['entities: [{ name: A, reason: r, identifiers: { npm: ["*"] } }]'],
    ['entities: { name: A }'],
    ['{}'],
    ['origins: [{ id: a, country: XX, reason: r }]'],
    ['origins: [{ id: a, country: [XX], reason: r, sources: [{ date: yesterday }] }]'],
  ])('refuse %s, as the reader does', (text) => {
    expect(validate('flagged', text)).toBe(false);
    expect(own(text).mistakes.length).toBeGreaterThan(0);
  });

  it('describe every key', () => {
    const missing: string[] = [];
    const look = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
            if (!/\w.*\.$/.test(property.description ?? '')) missing.push(`${path}/${name}`);
          }
        }
        look(value, `${path}/${key}`);
      }
    };
    for (const [name, schema] of ruleFileSchemas()) look(schema, name);
    expect(missing).toEqual([]);
  });
});

describe('words', () => {
  it('finds the nearest word, or none', () => {
    const words = ['name', 'reason', 'severity', 'identifiers', 'applies-from'];
    expect(
      ['nam', 'naem', 'Name', 'resaon', 'severty', 'identifier', 'appliesFrom', 'applies_from'].map((word) =>
        nearestOf(word, words),
      ),
    ).toEqual(['name', 'name', 'name', 'reason', 'severity', 'identifiers', 'applies-from', 'applies-from']);
    expect(['', 'x', 'zzz', 'constructor', 'a'.repeat(100)].map((word) => nearestOf(word, words))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('knows countries by code and name', () => {
    expect(
      [
        'CN',
        'cn',
        'CHN',
        'China',
        "People's Republic of China",
        'P.R. China',
        'PRC',
        '中国',
        'the Netherlands',
        'Cote d’Ivoire',
        'TÜRKIYE',
        'Turkey',
        'Viet Nam',
        'Korea, Republic of',
        'Hong Kong SAR',
        'UK',
        'Россия',
      ].map(countryCodeOf),
    ).toEqual(['CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'CN', 'NL', 'CI', 'TR', 'TR', 'VN', 'KR', 'HK', 'GB', 'RU']);
    expect(['', 'XX', 'EU', 'Mars', 'Chin', 'C N', '__proto__', 'x'.repeat(500)].map(countryCodeOf)).toEqual(
      Array(8).fill(undefined),
    );
    expect(['NO', 'XK', 'XX', 'EU', 'UK', 'no', ''].map(isCountryCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('prints its own schema files small enough for an editor', () => {
    expect(readFileSync(new URL('../schemas/flagged.schema.json', import.meta.url)).length).toBeLessThan(300_000);
  });
});

describe('rows on a line each', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }));
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'small' }, cell, tie('list'), tie('map')),
    list: fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
    map: fc.dictionary(fc.string({ minLength: 1 }), tie('any'), { minKeys: 1, maxKeys: 3 }),
  }));
  const flow = (of: unknown): string =>
    Array.isArray(of)
      ? `[${of.map(flow).join(', ')}]`
      : typeof of === 'object' && of !== null
        ? `{${Object.entries(of)
            .map(([key, inner]) => `${JSON.stringify(key)}: ${flow(inner)}`)
            .join(', ')}}`
        : JSON.stringify(of);

  it('give the tree of the YAML reader, places included', () => {
    fc.assert(
      fc.property(fc.array(value.map, { minLength: 1, maxLength: 4 }), (rows) => {
        const text = `# made by a test\nentities:\n${rows.map((row) => `  - ${flow(row)}\n`).join('')}`;
        const read = readRowLines(text);
        expect(read).toBeDefined();
        // A comment below the rows is for the YAML reader.
        expect(readRowLines(`${text}# end\n`)).toBeUndefined();
        const { root, faults } = readYamlTree(`${text}# end\n`);
        expect(faults).toEqual([]);
        expect(read).toEqual(root);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a key twice', 'entities:\n  - {"a": "b", "a": "c"}\n'],
    ['a number', 'entities:\n  - {"a": 1}\n'],
    ['an end in the middle of a text', 'entities:\n  - {"a": "b'],
    ['something behind a row', 'entities:\n  - {"a": "b"} x\n'],
    ['a section twice', 'entities:\n  - {"a": "b"}\nentities:\n  - {"a": "b"}\n'],
    ['a section without rows', 'entities:\nlists:\n  - {"a": "b"}\n'],
    ['a row that is no JSON', 'entities:\n  - {"a": "\\x41"}\n'],
    ['a second line of a row', 'entities:\n  - {"a": "b",\n     "c": "d"}\n'],
    ['other line ends', 'entities:\r\n  - {"a": "b"}\r\n'],
  ])('are left to the YAML reader where there is %s', (_, text) => expect(readRowLines(text)).toBeUndefined());
});
