import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../src/model/component.ts';
import type { OriginRule } from '../src/model/knowledge.ts';
import { entity, type Field, identified, knowing, list, matching, product, told } from './own-rules.ts';

describe('package names', () => {
  const acme = entity('acme', {
    npm: ['@acme/*', 'acme-*', 'left'],
    pypi: ['acme-*', 'Acme.Core'],
    maven: ['com.acme.*', 'org.other:acme-tools'],
    golang: ['github.com/Acme/*', 'go.acme.example/*'],
    nuget: ['Acme.*', 'AcmePlain*'],
    cargo: ['acme_core', 'acme-net-*'],
    gem: ['acme'],
    composer: ['acme/*'],
    cocoapods: ['AcmeKit', 'ACM*'],
    swift: ['github.com/acme/*'],
    docker: ['acme/*', 'single', '*.cr.acme.example/*', 'registry.*.acme.example/team/*'],
    terraform: ['acme/cloud', 'tf.acme.example/acme/cloud'],
    huggingface: ['Acme/*'],
    ollama: ['acme-llm'],
    vscode: ['acme.*'],
    conan: ['acmelib'],
  });
  const knowledge = knowing([acme]);
  const names = (ecosystem: Ecosystem, name: string): boolean => matching(knowledge, { ecosystem, name }).length > 0;

  it.each<[Ecosystem, string]>([
    ['npm', '@acme/ui'],
    ['npm', '@ACME/UI'],
    ['npm', 'acme-x'],
    ['npm', 'left'],
    ['pypi', 'Acme_Net'],
    ['pypi', 'acme.core'],
    ['maven', 'com.acme:core'],
    ['maven', 'com.acme.net:core'],
    ['maven', 'org.other:acme-tools'],
    ['clojars', 'com.acme:core'],
    ['golang', 'github.com/acme/x'],
    ['golang', 'github.com/ACME/x/v2'],
    ['golang', 'go.acme.example'],
    ['golang', 'go.acme.example/net'],
    ['nuget', 'acme'],
    ['nuget', 'ACME.Net'],
    ['nuget', 'acmeplainx'],
    ['cargo', 'acme-core'],
    ['cargo', 'Acme_Net_tls'],
    ['gem', 'acme'],
    ['composer', 'Acme/x'],
    ['cocoapods', 'AcmeKit/Core'],
    ['cocoapods', 'ACMx'],
    ['swift', 'github.com/Acme/Kit'],
    ['docker', 'acme/app:1.0'],
    ['docker', 'docker.io/acme/app'],
    ['docker', 'single'],
    ['docker', 'library/single:2'],
    ['docker', 'eu.cr.acme.example/x/y:1'],
    ['docker', 'registry.eu-1.acme.example/team/app@sha256:0123456789abcdef'],
    ['terraform', 'Acme/Cloud'],
    ['terraform', 'tf.acme.example/acme/cloud'],
    ['huggingface', 'acme/model'],
    ['ollama', 'acme-llm:7b'],
    ['vscode', 'Acme.tools'],
    ['conan', 'acmelib'],
  ])('%s %s is found', (ecosystem, name) => {
    expect(names(ecosystem, name)).toBe(true);
  });

  it.each<[Ecosystem, string]>([
    ['npm', '@acme-ui/x'],
    ['npm', 'acme'],
    ['npm', 'xacme-x'],
    ['npm', 'left-pad'],
    ['pypi', 'acmenet'],
    ['maven', 'com.acmex:core'],
    ['maven', 'org.com.acme:core'],
    ['maven', 'org.other:acme-tools-x'],
    ['maven', 'org.other:core'],
    ['golang', 'github.com/acme-x/y'],
    ['golang', 'github.com/x/acme'],
    ['golang', 'go.acme.example.org/net'],
    ['nuget', 'acmex'],
    ['cargo', 'acme-core-x'],
    ['gem', 'Acme'],
    ['gem', 'acme-x'],
    ['composer', 'acme-x/y'],
    ['cocoapods', 'acmekit'],
    ['cocoapods', 'AcmeKitX'],
    ['docker', 'acmex/app'],
    ['docker', 'ghcr.example/acme/app'],
    ['docker', 'singleton'],
    ['docker', 'x/single'],
    ['docker', 'eu.cr.acme.example.org/x'],
    ['docker', 'registry.eu.acme.example/other/app'],
    ['terraform', 'acme/cloud-x'],
    ['huggingface', 'x/acme'],
    ['vscode', 'acmex.tools'],
    ['bower', 'left'],
    ['conda', 'acmelib'],
    ['deb', 'left'],
  ])('%s %s is not', (ecosystem, name) => {
    expect(names(ecosystem, name)).toBe(false);
  });

  it('answers with one shared value for all that is unknown', () => {
    expect(matching(knowledge, { ecosystem: 'npm', name: 'a' })).toBe(
      matching(knowledge, { ecosystem: 'pypi', name: 'b' }),
    );
  });

  it('reads what hostile names say as data', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '', '@', '*', 'a'.repeat(5000)])
      expect(names('npm', name)).toBe(false);
  });
});

describe('one component, many rules', () => {
  it('a look-alike takes back what a prefix claims, an exact row does not yield', () => {
    const acme = entity(
      'acme',
      { npm: ['acme-*', 'acme-real'] },
      {
        lookalikes: [
          { kind: 'npm', match: 'acme-r*', why: 'others' },
          { kind: 'npm', match: 'acme-fan', why: 'a fan' },
        ],
      },
    );
    const knowledge = knowing([acme]);
    expect(told(matching(knowledge, { ecosystem: 'npm', name: 'acme-fan' }))).toEqual([]);
    expect(told(matching(knowledge, { ecosystem: 'npm', name: 'acme-rest' }))).toEqual([]);
    expect(told(matching(knowledge, { ecosystem: 'npm', name: 'acme-real' }))).toEqual(['entity/acme published-by']);
    expect(told(matching(knowledge, { ecosystem: 'npm', name: 'acme-core' }))).toEqual(['entity/acme published-by']);
  });

  it("a look-alike of one entity says nothing about another's name", () => {
    const knowledge = knowing([
      entity('acme', { npm: ['x-*'] }, { lookalikes: [{ kind: 'npm', match: 'x-other', why: '' }] }),
      entity('other', { npm: ['x-other'] }),
    ]);
    expect(told(matching(knowledge, { ecosystem: 'npm', name: 'x-other' }))).toEqual(['entity/other published-by']);
  });

  it('a donated project is a note, and hides no host', () => {
    const acme = entity(
      'acme',
      { golang: ['github.com/acme/*'], docker: ['hub.acme.example/*'], domains: ['*.acme.example'] },
      {
        donated: [
          {
            name: 'Gift',
            governedBy: 'Foundation',
            since: '2020',
            identifiers: { golang: ['github.com/acme/gift/*'], docker: ['hub.acme.example/gift/*'] },
          },
        ],
      },
    );
    const knowledge = knowing([
      {
        ...acme,
        identifiers: {
          ...acme.identifiers,
          docker: [{ match: 'hub.acme.example/*', relation: 'hosted-by', confidence: 'high' }],
        },
      },
    ]);
    const [gift] = matching(knowledge, { ecosystem: 'golang', name: 'github.com/acme/gift/api' });
    expect(gift?.rule).toBe('donated/acme/gift');
    expect(gift?.kind).toBe('donated');
    expect(gift?.listings).toEqual([]);
    expect(gift?.notes).toEqual([
      { code: 'donated', values: { project: 'Gift', governedBy: 'Foundation', since: '2020' } },
    ]);
    expect(told(matching(knowledge, { ecosystem: 'golang', name: 'github.com/acme/other' }))).toEqual([
      'entity/acme published-by',
    ]);
    expect(
      told(matching(knowledge, { kind: 'image', ecosystem: 'docker', name: 'hub.acme.example/gift/app' })),
    ).toEqual(['donated/acme/gift originated-by', 'entity/acme hosted-by']);
  });

  it('publisher and host are two matches, two names of one entity are one', () => {
    const knowledge = knowing([
      entity('acme', { npm: ['@acme/*'], mirrors: ['mirror.acme.example'] }, { name: 'Acme Ltd', aliases: ['Acme'] }),
    ]);
    const matches = matching(knowledge, {
      ecosystem: 'npm',
      name: '@acme/ui',
      source: 'https://mirror.acme.example/@acme/ui/-/ui-1.tgz',
      identifiers: identified(['organisation', 'ACME Limited']),
    });
    expect(told(matches)).toEqual(['entity/acme fetched-from', 'entity/acme published-by']);
    expect(matches[1]?.evidence.map(({ matched }) => matched)).toEqual(['npm:@acme/*', 'vendor:Acme Ltd']);
    expect(matches[0]?.evidence[0]).toEqual({
      field: 'source',
      value: 'https://mirror.acme.example/@acme/ui/-/ui-1.tgz',
      matched: 'mirrors:mirror.acme.example',
      at: { line: 1 },
    });
  });

  it('a second package name of the component counts, with the relation its place gives it', () => {
    const knowledge = knowing([entity('lab', { huggingface: ['lab/*'] })]);
    const identifiers = identified([
      'package',
      'huggingface:lab/base',
      { relation: 'originated-by', field: 'base_model' },
    ]);
    expect(
      told(matching(knowledge, { kind: 'model', ecosystem: 'huggingface', name: 'other/derived', identifiers })),
    ).toEqual(['entity/lab originated-by']);
  });
});

describe('windows and versions', () => {
  const sold = entity('sold', {
    domains: [{ match: '*.cdn.example', since: '2024-02-24' }],
    npm: [{ match: 'taken', versions: '>=2.0.0 <3' }],
    pypi: [{ match: 'taken', versions: '>=2.0,<3' }],
    maven: [{ match: 'org.taken:taken', versions: '[2.0,3.0)' }],
  });
  const knowledge = knowing([sold]);

  it('a host belongs to it from the day it was bought', () => {
    const url = { kind: 'service' as const, identifiers: identified(['url', 'https://a.cdn.example/x.js']) };
    expect(told(matching(knowledge, url, '2024-02-23'))).toEqual([]);
    expect(told(matching(knowledge, url, '2024-02-24'))).toEqual(['entity/sold hosted-by']);
  });

  it('inside a month that is all the source gives, it says so', () => {
    const vague = knowing([entity('vague', { domains: [{ match: '*.cdn.example', since: '2024-02' }] })]);
    const [match] = matching(vague, { identifiers: identified(['url', 'https://cdn.example/']) }, '2024-02-10');
    expect(match?.confidence).toBe('medium');
    expect(match?.notes).toEqual([{ code: 'date-uncertain', values: { since: '2024-02' } }]);
  });

  it.each<[Ecosystem, string, string, boolean]>([
    ['npm', 'taken', '1.9.9', false],
    ['npm', 'taken', '2.0.0', true],
    ['npm', 'taken', '3.0.0', false],
    ['pypi', 'taken', '2.1rc1', true],
    ['pypi', 'taken', '3.0', false],
    ['maven', 'org.taken:taken', '2.0', true],
    ['maven', 'org.taken:taken', '2.0-beta-1', false],
    ['maven', 'org.taken:taken', '3.0', false],
  ])('%s %s %s', (ecosystem, name, version, expected) => {
    expect(matching(knowledge, { ecosystem, name, version }).length > 0).toBe(expected);
  });

  it('a version that is not known may be one of them', () => {
    const [match] = matching(knowledge, { ecosystem: 'npm', name: 'taken' });
    expect(match?.confidence).toBe('medium');
    expect(match?.notes.map(({ code }) => code)).toEqual(['version-unknown']);
  });

  it('a row that rests on general knowledge never gives high', () => {
    const draft = knowing([
      entity('draft', {
        npm: [
          { match: 'a', evidenceKind: 'general-knowledge' },
          { match: 'b', evidenceKind: 'general-knowledge', confidence: 'low' },
        ],
      }),
    ]);
    expect(matching(draft, { ecosystem: 'npm', name: 'a' })[0]?.confidence).toBe('medium');
    expect(matching(draft, { ecosystem: 'npm', name: 'b' })[0]).toMatchObject({
      confidence: 'low',
      weakEvidence: true,
    });
  });
});

describe('hosts', () => {
  const acme = entity('acme', {
    domains: ['*.acme.example', 'exact.example'],
    mirrors: ['mirror.acme.example', 'portal.example/repo'],
    github: ['acme'],
    gitee: ['acme-cn'],
    helm: ['charts.example/stable'],
  });
  const knowledge = knowing([acme]);
  const found = (url: string, relation?: 'fetched-from' | 'published-by'): string[] =>
    told(
      matching(knowledge, {
        kind: 'service',
        identifiers: identified(['url', url, relation === undefined ? {} : { relation }]),
      }),
    );

  it.each([
    ['https://acme.example/', 'entity/acme hosted-by'],
    ['https://API.Acme.Example./v1', 'entity/acme hosted-by'],
    ['https://user:x@a.b.acme.example:8443/p', 'entity/acme hosted-by'],
    ['git@code.acme.example:team/repo.git', 'entity/acme hosted-by'],
    ['acme.example', 'entity/acme hosted-by'],
    ['https://exact.example/x', 'entity/acme hosted-by'],
    ['https://mirror.acme.example/simple', 'entity/acme fetched-from'],
    ['https://portal.example/repo', 'entity/acme fetched-from'],
    ['https://portal.example/repo/a/b?x=1', 'entity/acme fetched-from'],
    ['https://charts.example/stable/index.yaml', 'entity/acme hosted-by'],
    ['https://github.com/Acme/tool', 'entity/acme published-by'],
    ['git+ssh://git@github.com/acme/tool.git#v1', 'entity/acme published-by'],
    ['https://proxy.example/https://github.com/acme/tool/archive/v1.zip', 'entity/acme published-by'],
    ['https://gitee.com/acme-cn/tool', 'entity/acme published-by'],
  ])('%s', (url, expected) => {
    expect(found(url)).toEqual([expected]);
  });

  it.each([
    'https://notacme.example/',
    'https://acme.example.org/',
    'https://x.exact.example/',
    'https://portal.example/',
    'https://portal.example/repository',
    'https://portal.example/other/repo',
    'https://charts.example/incubator',
    'https://github.com/acme-fan/acme',
    'https://github.example/acme/tool',
    'https://acme.example@evil.example/',
    'file:///acme.example/x',
    'acme',
  ])('%s is not', (url) => {
    expect(found(url)).toEqual([]);
  });

  it('what the input uses a host for is the relation; who owns a repository is not changed by it', () => {
    expect(found('https://files.acme.example/x.tgz', 'fetched-from')).toEqual(['entity/acme fetched-from']);
    expect(found('https://github.com/acme/tool', 'fetched-from')).toEqual(['entity/acme published-by']);
  });

  it('an image of a forge registry belongs to its owner, behind a prefix mirror to the true one', () => {
    const mirrored = knowing([
      entity('mirror', { mirrors: ['m.mirror.example'] }),
      entity('maker', { docker: ['maker/*'], github: ['maker'] }),
    ]);
    expect(told(matching(mirrored, { kind: 'image', ecosystem: 'docker', name: 'ghcr.io/maker/app' }))).toEqual([
      'entity/maker published-by',
    ]);
    expect(
      told(matching(mirrored, { kind: 'image', ecosystem: 'docker', name: 'm.mirror.example/docker.io/maker/app' })),
    ).toEqual(['entity/maker published-by', 'entity/mirror fetched-from']);
  });

  it('a module on a forge has an owner and a host', () => {
    const forge = knowing([
      entity('forge', { golang: [{ match: 'gitee.com/*', relation: 'hosted-by' }] }),
      entity('owner', { gitee: ['owner'] }),
    ]);
    expect(told(matching(forge, { ecosystem: 'golang', name: 'gitee.com/Owner/tool' }))).toEqual([
      'entity/forge hosted-by',
      'entity/owner published-by',
    ]);
  });

  it('neighbours in a lockfile do not take over from each other', () => {
    const lockfile = knowing([acme]);
    const answers = [
      'https://mirror.acme.example/a',
      'https://clean.example/a',
      'https://mirror.acme.example/b',
      'https://mirror.acme.example.org/b',
    ].map((source) => matching(lockfile, { ecosystem: 'npm', name: 'x', source }).length);
    expect(answers).toEqual([1, 0, 1, 0]);
  });
});

describe('devices', () => {
  const maker = entity(
    'maker',
    {
      'oui-name': ['Maker Technologies Co., Ltd'],
      oui: ['AA:BB:CC'],
      model: [
        'MK-2{CD,DE}*',
        { match: 'MX-###', confidence: 'low' },
        { match: 'HEN#*', confidence: 'medium', brandRelation: 'oem-rebrand' },
      ],
      usb: ['2c7c', '1111:2222'],
      pci: ['19e5'],
      fcc: ['2ADTD', 'QIS'],
      bluetooth: ['637'],
      snmp: ['2011'],
      banner: ['Maker-Webs*', '*realm="Maker*'],
      brand: [
        'Sub',
        { match: 'Reseller', brandRelation: 'oem-rebrand' },
        { match: 'Partly', brandRelation: 'oem-rebrand', confidence: 'low' },
        { match: 'Oldline', brandRelation: 'former', since: '2013', until: '2020-11-17' },
      ],
    },
    { name: 'Maker Technologies Co., Ltd.', aliases: ['Maker'] },
  );
  const other = entity('other', { 'oui-name': ['Other Chips'] }, { name: 'Other Chips' });
  const known = entity('known', { 'oui-name': ['Known'] }, { name: 'Known Inc.', role: 'reference' });
  const oldline = entity('oldline', {}, { name: 'Oldline' });
  const knowledge = knowing([maker, other, known, oldline], [], [], {
    'Maker Technologies Co., Ltd': ['2857BE', '001E10'],
    'Other Chips': ['BCDDC2', 'C09BF4B'],
    Known: ['00000C'],
  });
  const device = (fields: readonly Field[], date?: string) =>
    matching(knowledge, {
      kind: 'device',
      name: 'row',
      identifiers: identified(...fields),
      ...(date !== undefined && { date }),
    });
  const codes = (fields: readonly Field[]): string[] =>
    device(fields).flatMap(({ notes }) => notes.map(({ code }) => code));

  it.each<[string, readonly Field[]]>([
    ['address', [['mac', '28:57:be:01:02:03']]],
    ['address without zeros', [['mac', '0:1e:10:5:d8:39']]],
    ['address in Cisco dots', [['mac', '001e.1005.d839']]],
    ['prefix alone', [['mac', '2857BE']]],
    ['own prefix that looks local', [['mac', 'aa:bb:cc:00:00:01']]],
    ['stated maker', [['organisation', 'MAKER TECHNOLOGIES CO.,LTD']]],
    ['stated maker with a branch', [['organisation', 'Maker Technologies (Deutschland) GmbH']]],
    ['model', [['model', 'mk-2cd2143g2-i']]],
    ['model behind its maker', [['model', 'Maker MK-2DE1234']]],
    ['usb vendor', [['usb', '2c7c:0125']]],
    ['usb product', [['usb', 'USB\\VID_1111&PID_2222']]],
    ['pci', [['pci', '0x19e5']]],
    ['fcc', [['fcc', 'FCC ID: 2ADTD-5604SD']]],
    ['fcc of three letters', [['fcc', 'QISE5573']]],
    ['bluetooth in hexadecimal', [['bluetooth', '0x027D']]],
    ['snmp', [['snmp', '1.3.6.1.4.1.2011.2.23']]],
    ['banner', [['banner', 'maker-webs/3.0']]],
    ['banner in the middle', [['banner', 'WWW-Authenticate: Basic realm="Maker login"']]],
    ['brand', [['organisation', 'Sub']]],
  ])('%s', (_, fields) => {
    expect(told(device(fields))).toEqual(['entity/maker manufactured-by']);
  });

  it.each<[string, readonly Field[]]>([
    ['local address', [['mac', '2a:57:be:01:02:03']]],
    ['group address', [['mac', '29:57:be:01:02:03']]],
    ['what Excel makes of an OUI', [['mac', '1.00E+10']]],
    ['another 28-bit block', [['mac', 'C0:9B:F4:A1:22:33']]],
    ['substring', [['organisation', 'Makerbot']]],
    ['word among others', [['organisation', 'Shanghai Maker Scale Factory']]],
    [
      'model of another',
      [
        ['organisation', 'Known'],
        ['model', 'MK-2CD1'],
      ],
    ],
    ['low model alone', [['model', 'MX-123']]],
    ['usb of another', [['usb', '1111:3333']]],
    ['longer arc', [['snmp', '1.3.6.1.4.1.20110.1']]],
    ['five-digit grantee by three', [['fcc', '2ADT']]],
    ['brand in another name', [['organisation', 'Sub Systems']]],
    ['brand that proves too little', [['organisation', 'Partly']]],
    [
      'a network part in another device',
      [
        ['organisation', 'Nobody Inc.'],
        ['mac', '28:57:be:01:02:03'],
      ],
    ],
    [
      'a network part in a known device',
      [
        ['organisation', 'Known'],
        ['mac', '28:57:be:01:02:03'],
      ],
    ],
    ['reference', [['organisation', 'Known Inc.']]],
  ])('%s is not', (_, fields) => {
    expect(told(device(fields))).toEqual([]);
  });

  it('looks up 36, 28 and 24 bits, the longest first', () => {
    expect(told(device([['mac', 'C0:9B:F4:B1:22:33']]))).toEqual(['entity/other manufactured-by']);
    expect(device([['mac', 'C0:9B:F4:B1:22:33']])[0]?.evidence[0]?.matched).toBe('oui:C0:9B:F4:B');
  });

  it('a low model counts with a second hint', () => {
    expect(
      told(
        device([
          ['model', 'MX-123'],
          ['mac', '28:57:be:01:02:03'],
        ]),
      ),
    ).toEqual(['entity/maker manufactured-by']);
  });

  it('placeholders and towns are no stated maker', () => {
    for (const nobody of [
      '',
      'Unknown',
      'IEEE Registration Authority',
      'Private',
      'Hangzhou',
      'To Be Filled By O.E.M.',
      'MakerTec',
    ]) {
      expect(
        told(
          device([
            ['organisation', nobody],
            ['mac', '28:57:be:01:02:03'],
          ]),
        ),
      ).toEqual(['entity/maker manufactured-by']);
    }
  });

  it('says what only the network part shows, and where it contradicts', () => {
    expect(codes([['mac', '28:57:be:01:02:03']])).toEqual(['oui-only']);
    expect(
      codes([
        ['organisation', 'Maker'],
        ['mac', '28:57:be:01:02:03'],
      ]),
    ).toEqual([]);
    const [match] = device([
      ['organisation', 'Maker'],
      ['mac', 'bc:dd:c2:01:02:03'],
    ]);
    expect(match?.confidence).toBe('medium');
    expect(match?.notes).toEqual([{ code: 'oui-differs', values: { oui: 'oui:BC:DD:C2', name: 'Other Chips' } }]);
  });

  it('a model beats the network part of another maker', () => {
    const matches = device([
      ['model', 'MK-2CD1'],
      ['mac', 'bc:dd:c2:01:02:03'],
    ]);
    expect(told(matches)).toEqual(['entity/maker manufactured-by']);
    expect(matches[0]?.notes.map(({ code }) => code)).toEqual(['oui-differs']);
  });

  it('a distinctive model under another name is kept, with doubt', () => {
    const [match] = device([
      ['organisation', 'Nobody Inc.'],
      ['model', 'MK-2CD1'],
    ]);
    expect(match?.confidence).toBe('medium');
    expect(match?.notes).toEqual([{ code: 'maker-differs', values: { stated: 'Nobody Inc.' } }]);
  });

  it('words rebrands, parts and brands as such', () => {
    expect(codes([['organisation', 'Reseller']])).toEqual(['oem-rebrand']);
    expect(
      codes([
        ['organisation', 'Nobody Inc.'],
        ['model', 'HEN32304'],
      ]),
    ).toEqual(['oem-rebrand']);
    expect(
      codes([
        ['organisation', 'Partly'],
        ['model', 'HEN32304'],
      ]),
    ).toEqual(['oem-rebrand']);
    expect(
      codes([
        ['organisation', 'Router Ltd'],
        ['usb', '2c7c:0125'],
      ]),
    ).toEqual(['component-of']);
    expect(codes([['organisation', 'Sub']])).toEqual(['brand-only']);
  });

  it('says of rows about parts what they are part of, and of a catalogue that it proves no device', () => {
    const row = (attributes: Readonly<Record<string, string>>, ...fields: readonly Field[]) =>
      matching(knowledge, { kind: 'device', name: 'row', identifiers: identified(...fields), attributes })[0];
    const memory = row({ row: 'component', part: 'memory', host: 'srv-1' }, ['organisation', 'Maker']);
    expect(memory?.notes).toEqual([
      { code: 'component-of', values: { row: 'component', part: 'memory', host: 'srv-1' } },
    ]);
    expect(memory?.component.role).toBe('part');
    const modem = row({ row: 'component', category: 'modem' }, ['usb', '2c7c:0125']);
    expect(modem?.notes).toEqual([{ code: 'component-of', values: { row: 'component', part: 'modem' } }]);
    const type = row({ row: 'catalogue' }, ['organisation', 'Maker']);
    expect([type?.notes, type?.component.role]).toEqual([[{ code: 'catalogue-entry' }], 'catalogue-entry']);
    expect(row({ site: 'A' }, ['organisation', 'Maker'])?.component.role).toBeUndefined();
  });

  it('a brand that was sold belongs to its maker on the days it did', () => {
    expect(told(device([['organisation', 'Oldline']], '2019-05-01'))).toEqual([
      'entity/maker manufactured-by',
      'entity/oldline manufactured-by',
    ]);
    const later = device([['organisation', 'Oldline']], '2021-05-01');
    expect(told(later)).toEqual(['entity/oldline manufactured-by']);
    expect(later[0]?.notes).toContainEqual({
      code: 'former-brand',
      values: { brand: 'Oldline', former: 'Maker Technologies Co., Ltd.', since: '2013', until: '2020-11-17' },
    });
  });

  it('ordinary and short words are meant only whole, and only in a maker field', () => {
    const short = knowing([
      entity('mercury', { vendor: ['Mercury'] }, { name: 'Mercury' }),
      entity('qq', { vendor: ['QQ'] }, { name: 'QQ' }),
      entity('zte', {}, { name: 'ZTE Corporation' }),
    ]);
    const named = (value: string, kind: 'organisation' | 'brand' = 'organisation') =>
      told(matching(short, { kind: 'device', identifiers: identified([kind, value]) }));
    expect(named('Mercury')).toEqual(['entity/mercury manufactured-by']);
    expect(named('zte corporation')).toEqual(['entity/zte manufactured-by']);
    expect(named('QQ')).toEqual(['entity/qq manufactured-by']);
    for (const value of [
      'Mercury Security',
      'Mercury Marine',
      'QQ Electronics',
      'QQ Inc.',
      'Aztek, Inc.',
      'ZTEC Instruments',
      'Hella Sonnen- und Wetterschutztechnik GmbH',
    ])
      expect(named(value)).toEqual([]);
    expect(named('Mercury', 'brand')).toEqual([]);
  });

  it('an ordinary word with another hint of the same maker beside it is that maker', () => {
    const panda = knowing([
      entity(
        'panda',
        { model: ['PD-####'], vendor: ['Panda Electronics Group'] },
        { name: 'Panda Electronics Group', lookalikes: [{ kind: 'vendor', match: 'Panda Security', why: 'software' }] },
      ),
    ]);
    const found = (...fields: readonly Field[]) =>
      told(matching(panda, { kind: 'device', identifiers: identified(...fields) }));
    expect(found(['organisation', 'Panda'])).toEqual([]);
    expect(found(['organisation', 'Panda'], ['model', 'PD-1234'])).toEqual(['entity/panda manufactured-by']);
    expect(found(['organisation', 'Panda Security'], ['model', 'PD-12'])).toEqual([]);
  });

  it('a former brand whose end is not known is a former one', () => {
    const radio = knowing([
      entity('radio', { brand: [{ match: 'Oldradio', brandRelation: 'former', since: '2017' }] }),
    ]);
    expect(matching(radio, { kind: 'device', identifiers: identified(['organisation', 'Oldradio']) })).toEqual([]);
  });
});

describe('apps', () => {
  const acme = entity(
    'acme',
    { android: ['com.acme.*'] },
    {
      name: 'Acme Apps Ltd',
      listings: [{ list: 'makers', status: 'in-force', sources: [] }],
      products: [
        product(
          'chat',
          'AcmeChat',
          { android: ['org.chat.app'], winget: ['Acme.Chat'], windows: ['Acme Chat for Windows', 'appx:*acmechat*'] },
          { aliases: ['聊天'], listings: [{ list: 'apps', status: 'in-force', sources: [] }] },
        ),
        product('weather', 'Weather', { ios: ['com.acme.weather'] }, { nameMatch: 'weak' }),
        product('notes', 'Notes', { ios: ['com.acme.notes'] }, { nameMatch: 'never' }),
        product('orphan', 'Star Date', {}, { nameMatch: 'weak' }),
        product('sdk', 'Acme analytics', { 'code-prefix': ['com.acme.analytics', 'libacme.so'] }, { kind: 'sdk' }),
      ],
      lookalikes: [{ kind: 'android', match: 'com.acme.fake', why: 'not theirs' }],
    },
  );
  const knowledge = knowing([acme]);
  const app = (...fields: readonly Field[]) =>
    matching(knowledge, { kind: 'app', name: '?', identifiers: identified(...fields) });

  it('an id names the product, and the lists that name it come first', () => {
    const [match] = app(['android', 'ORG.Chat.App']);
    expect(match?.rule).toBe('product/acme/chat');
    expect(match?.product).toEqual({ id: 'chat', name: 'AcmeChat' });
    expect(match?.listings.map(({ listing }) => listing.list)).toEqual(['apps', 'makers']);
  });

  it.each<[string, Field, string]>([
    ['display name', ['app-name', 'ACMECHAT'], 'product/acme/chat'],
    ['display name with version', ['app-name', 'AcmeChat 3.9.10 (64-bit)'], 'product/acme/chat'],
    ['native name', ['app-name', '聊天'], 'product/acme/chat'],
    ['installed program', ['windows', 'Acme Chat for Windows 4.1'], 'product/acme/chat'],
    ['store package', ['windows', 'Vendor.AcmeChatDesktop_8wek'], 'product/acme/chat'],
    ['winget', ['winget', 'acme.chat'], 'product/acme/chat'],
    ['app below the publisher', ['android', 'com.acme.other'], 'entity/acme'],
  ])('%s', (_, field, rule) => {
    expect(app(field).map((match) => match.rule)).toEqual([rule]);
  });

  it('an id is compared whole, its publisher by the dots', () => {
    for (const id of ['org.chat.app.x', 'org.chat', 'com.acmex.app', 'com.acme.fake'])
      expect(app(['android', id])).toEqual([]);
  });

  it('a general name needs the publisher or an id, and an unfit one an id', () => {
    expect(app(['app-name', 'Weather'])).toEqual([]);
    expect(app(['app-name', 'Weather'], ['organisation', 'Acme Apps Limited']).map(({ rule }) => rule)).toEqual([
      'product/acme/weather',
    ]);
    expect(app(['app-name', 'Weather'], ['organisation', 'Someone Else Inc.'])).toEqual([]);
    expect(app(['app-name', 'Notes'], ['organisation', 'Acme Apps Ltd']).map(({ rule }) => rule)).toEqual([
      'entity/acme',
    ]);
    expect(app(['ios', 'com.acme.notes']).map(({ rule }) => rule)).toEqual(['product/acme/notes']);
  });

  it('where a list gives nothing but a general name, it is a weak match', () => {
    expect(app(['app-name', 'Star Date'])[0]).toMatchObject({
      rule: 'product/acme/orphan',
      strength: 'weak',
      confidence: 'low',
    });
    expect(app(['app-name', 'Star Date'], ['organisation', 'Someone Else Inc.'])).toEqual([]);
  });

  it('a name without its publisher, and under another one, is said to be that', () => {
    expect(app(['app-name', 'AcmeChat'])[0]).toMatchObject({ confidence: 'medium', notes: [{ code: 'name-only' }] });
    expect(app(['app-name', 'AcmeChat'], ['organisation', 'Fan Club'])[0]?.notes).toEqual([
      { code: 'publisher-differs', values: { stated: 'Fan Club' } },
    ]);
  });

  it('code inside an app is an integration', () => {
    expect(app(['code-prefix', 'com.acme.analytics.Core'])[0]).toMatchObject({
      rule: 'product/acme/sdk',
      kind: 'sdk',
      relation: 'integrates-with',
    });
    expect(app(['code-prefix', 'com.acme.other.Thing']).map(({ relation }) => relation)).toEqual(['integrates-with']);
    expect(app(['code-prefix', 'com.acmeanalytics'])).toEqual([]);
  });

  it("a host names the product only when it is that product's alone", () => {
    const hosts = knowing([
      entity(
        'lab',
        { domains: ['*.lab.example'] },
        {
          products: [
            product('one', 'One', { domains: ['*.lab.example', '*.both.example', '*.one.example'] }),
            product('two', 'Two', { domains: ['*.both.example'] }),
          ],
        },
      ),
    ]);
    const rule = (host: string) =>
      matching(hosts, { kind: 'service', identifiers: identified(['url', `https://a.${host}/`]) }).map(
        (match) => match.rule,
      );
    expect(rule('lab.example')).toEqual(['entity/lab']);
    expect(rule('both.example')).toEqual(['entity/lab']);
    expect(rule('one.example')).toEqual(['product/lab/one']);
  });

  it('a CPE names its vendor in either form', () => {
    const vendors = knowing([entity('lab', { cpe: ['lab_soft', 'mail.ru'] })]);
    const cpe = (value: string) => told(matching(vendors, { kind: 'app', identifiers: identified(['cpe', value]) }));
    expect(cpe('cpe:2.3:a:Lab_Soft:tool:1.0:*:*:*:*:*:*:*')).toEqual(['entity/lab published-by']);
    expect(cpe('cpe:/a:lab_soft:tool:1.0')).toEqual(['entity/lab published-by']);
    expect(cpe('cpe:2.3:a:mail\\.ru:agent:*:*:*:*:*:*:*:*')).toEqual(['entity/lab published-by']);
    expect(cpe('cpe:2.3:a:mail:agent:*:*:*:*:*:*:*:*')).toEqual([]);
    expect(cpe('cpe:2.3:a:*:lab_soft:*:*:*:*:*:*:*:*')).toEqual([]);
  });
});

describe('listings', () => {
  const sub = entity(
    'sub',
    { npm: ['sub'] },
    {
      owners: [
        {
          owner: 'old',
          kind: 'former',
          was: 'parent',
          since: '2015',
          until: '2020-01-01',
          confidence: 'high',
          sources: [{ kind: 'press' }],
        },
        {
          owner: 'top',
          kind: 'majority',
          percent: 80,
          since: '2020-01-01',
          confidence: 'high',
          sources: [{ kind: 'filing' }],
        },
        { owner: 'venture', kind: 'joint-venture', percent: 20, confidence: 'high', sources: [{ kind: 'press' }] },
      ],
    },
  );
  const named = (id: string, lists: readonly string[]) =>
    entity(id, {}, { listings: lists.map((on) => ({ list: on, status: 'in-force' as const, sources: [] })) });
  const knowledge = knowing(
    [sub, named('top', ['reach', 'half', 'names']), named('old', ['reach']), named('venture', ['reach'])],
    [],
    [
      list('reach'),
      list('half', { affiliates: { test: 'aggregate', percent: 50, operator: 'at-least' } }),
      list('names', { affiliates: { test: 'named-only' } }),
    ],
  );
  const through = (on: string) =>
    matching(knowledge, { ecosystem: 'npm', name: 'sub' }, on)[0]?.listings.map(({ listing, through: chain }) => [
      listing.list,
      chain?.listedEntity,
      chain?.verdict,
    ]);

  it("an owner's listing reaches as far as the list says, on the day", () => {
    expect(through('2026-11-22')).toEqual([
      ['half', 'top', 'yes'],
      ['reach', 'top', 'yes'],
      ['reach', 'old', 'former'],
    ]);
    expect(through('2018-01-01')).toEqual([['reach', 'old', 'yes']]);
  });

  it('shows the chain, its shares and the test', () => {
    const [match] = matching(knowledge, { ecosystem: 'npm', name: 'sub' });
    expect(match?.listings[0]?.through).toMatchObject({
      test: '50 percent or more in total',
      chain: [{ owner: 'top', owned: 'sub', percent: 80, since: '2020-01-01' }],
      confidence: 'high',
    });
  });

  it('a device is judged by the day it was bought', () => {
    const [match] = matching(knowledge, {
      kind: 'device',
      name: 'x',
      date: '2018-01-01',
      identifiers: identified(['organisation', 'sub']),
    });
    expect(match?.listings.map(({ through: chain }) => chain?.verdict)).toEqual(['yes']);
    expect(match?.notes).toContainEqual({ code: 'as-of-date', values: { date: '2018-01-01' } });
  });

  it('asks for the use where a listing bites for some uses only', () => {
    const scoped = knowing([
      entity(
        'cam',
        { npm: ['cam'] },
        { listings: [{ list: 'x', status: 'in-force', useScopes: ['public-safety'], sources: [] }] },
      ),
    ]);
    expect(matching(scoped, { ecosystem: 'npm', name: 'cam' })[0]?.notes).toEqual([
      { code: 'unknown-use', values: { uses: 'public-safety' } },
    ]);
    expect(
      matching(scoped, { ecosystem: 'npm', name: 'cam', attributes: { use: 'public-safety', password: 'x' } })[0],
    ).toMatchObject({ notes: [], attributes: { use: 'public-safety' } });
  });
});

describe('origin rules', () => {
  const origins: OriginRule[] = [
    { id: 'no-xx', country: ['XX'], reason: 'policy', severity: 'medium' },
    { id: 'mirrors', host: ['*.mirror.example'], relation: 'fetched-from', reason: 'only our own' },
    {
      id: 'foreign-drones',
      category: ['drone'],
      countryNot: ['US'],
      reason: 'foreign',
      kinds: ['device'],
      except: [
        { entity: ['friend'], reason: 'on the allow list' },
        { identifier: ['model:SAFE-*'], reason: 'cleared', until: '2027-01-01' },
      ],
    },
    { id: 'region', region: ['aws:cn-*'], reason: 'region' },
    {
      id: 'names',
      identifiers: { npm: [{ match: '@bad/*', relation: 'published-by', confidence: 'high' }] },
      reason: 'names',
    },
    { id: 'uses', country: ['QQ'], useScopes: ['military'], reason: 'uses' },
    { id: 'owned', country: ['YY'], countryOf: ['owner'], reason: 'owned' },
    { id: 'holders', country: ['ZZ'], countryThrough: ['hosted-by'], reason: 'who holds the data' },
  ];
  const knowledge = knowing(
    [
      entity('acme', { npm: ['@acme/*'], vendor: ['Acme'] }, { name: 'Acme', country: 'XX' }),
      entity('friend', { vendor: ['Friend Drones'] }, { name: 'Friend Drones', country: 'FR' }),
      entity('ref', { vendor: ['Refmaker'] }, { name: 'Refmaker', country: 'FR', role: 'reference' }),
      entity('held', { npm: ['held'] }, { country: 'SG', ownerCountry: 'YY' }),
      entity('qq', { npm: ['used'] }, { country: 'QQ' }),
      entity('zz', { npm: ['zz'], domains: ['zz.example'] }, { country: 'ZZ' }),
    ],
    origins,
  );
  const rulesOf = (component: Parameters<typeof matching>[1]): string[] =>
    matching(knowledge, component).map(({ rule, kind }) => `${rule} ${kind}`);
  const drone = (...fields: readonly Field[]) =>
    rulesOf({ kind: 'device', name: 'd', identifiers: identified(['category', 'drone'], ...fields) });

  it('a country rule holds through the entity, with its relation', () => {
    const matches = matching(knowledge, { ecosystem: 'npm', name: '@acme/ui' });
    expect(told(matches)).toEqual(['entity/acme published-by', 'origin/no-xx published-by']);
    expect(matches[1]).toMatchObject({
      entity: { id: 'acme' },
      own: { reason: 'policy', severity: 'medium' },
      notes: [{ code: 'country', values: { country: 'XX', of: 'seat' } }],
    });
  });

  it('or only where the entity stands in a relation that the rule speaks of', () => {
    expect(rulesOf({ ecosystem: 'npm', name: 'zz' })).toEqual(['entity/zz entity']);
    expect(
      rulesOf({ kind: 'service', name: 'zz.example', identifiers: identified(['url', 'https://zz.example']) }),
    ).toEqual(['entity/zz entity', 'origin/holders origin']);
  });

  it('and through a stated country, in any spelling', () => {
    const by = (value: string) =>
      matching(knowing([], [{ id: 'cn', country: ['CN'], reason: '' }]), {
        kind: 'device',
        name: 'd',
        identifiers: identified(['country', value]),
      });
    for (const value of ['CN', 'chn', 'China', "People's Republic of China", '中国'])
      expect(told(by(value))).toEqual(['origin/cn manufactured-by']);
    for (const value of ['TW', 'Taiwan', 'Chinatown', 'EU', '']) expect(by(value)).toEqual([]);
  });

  it('a maker that an origin rule names is still the maker', () => {
    const both = knowing(
      [entity('acme', {}, { name: 'Acme Corporation' })],
      [
        {
          id: 'acme-gear',
          reason: 'r',
          identifiers: { vendor: [{ match: 'Acme', relation: 'manufactured-by', confidence: 'high' }] },
        },
      ],
    );
    for (const value of ['Acme', 'ACME Corp.', 'Acme Technologies GmbH']) {
      expect(told(matching(both, { kind: 'device', identifiers: identified(['organisation', value]) }))).toEqual([
        'entity/acme manufactured-by',
        'origin/acme-gear manufactured-by',
      ]);
    }
  });

  it('host, region, name and owner country', () => {
    expect(rulesOf({ ecosystem: 'npm', name: 'x', source: 'https://eu.mirror.example/x.tgz' })).toEqual([
      'origin/mirrors origin',
    ]);
    expect(rulesOf({ kind: 'service', identifiers: identified(['region', 'AWS:cn-north-1']) })).toEqual([
      'origin/region origin',
    ]);
    expect(rulesOf({ kind: 'service', identifiers: identified(['region', 'aws:us-east-1']) })).toEqual([]);
    expect(rulesOf({ ecosystem: 'npm', name: '@bad/x' })).toEqual(['origin/names origin']);
    expect(rulesOf({ ecosystem: 'npm', name: 'held' })).toEqual(['entity/held entity', 'origin/owned origin']);
  });

  it('all conditions must hold, an unknown country is not foreign, and a ruled-out maker still has one', () => {
    expect(drone()).toEqual([]);
    expect(drone(['country', 'US'])).toEqual([]);
    expect(drone(['country', 'FR'])).toEqual(['origin/foreign-drones category']);
    expect(drone(['organisation', 'Refmaker'])).toEqual(['origin/foreign-drones category']);
    expect(
      rulesOf({ kind: 'app', name: 'd', identifiers: identified(['category', 'drone'], ['country', 'FR']) }),
    ).toEqual([]);
  });

  it('an exception turns it into a note with its reason', () => {
    expect(drone(['organisation', 'Friend Drones'])).toEqual(['entity/friend entity', 'origin/foreign-drones note']);
    const [match] = matching(knowledge, {
      kind: 'device',
      name: 'd',
      identifiers: identified(['category', 'drone'], ['country', 'FR'], ['model', 'SAFE-1']),
    });
    expect(match).toMatchObject({
      kind: 'note',
      notes: [{ code: 'country' }, { code: 'excepted', values: { reason: 'cleared' } }],
    });
    expect(
      matching(
        knowledge,
        {
          kind: 'device',
          name: 'd',
          identifiers: identified(['category', 'drone'], ['country', 'FR'], ['model', 'SAFE-1']),
        },
        '2028-01-01',
      )[0]?.kind,
    ).toBe('category');
  });

  it('a stated use is in or out, an unstated one is asked for', () => {
    const uses = (use?: string) =>
      matching(knowledge, { ecosystem: 'npm', name: 'used', ...(use !== undefined && { attributes: { use } }) }).filter(
        ({ rule }) => rule === 'origin/uses',
      );
    expect(uses()[0]?.notes).toContainEqual({ code: 'unknown-use', values: { uses: 'military' } });
    expect(uses('Military')).toHaveLength(1);
    expect(uses('office')).toEqual([]);
  });
});
