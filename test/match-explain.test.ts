import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainThing, matchedRuleIds, type NearMiss } from '../src/match/explain.ts';
import { readThing } from '../src/match/read-thing.ts';
import { day, entity, knowing, product } from './own-rules.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

const acme = entity(
  'acme',
  {
    npm: ['@acme/*', 'acme-*'],
    golang: ['github.com/acme/*'],
    maven: ['com.acme.*'],
    docker: ['acme/*'],
    github: ['acme'],
    domains: ['*.acme.example', { match: '*.sold.example', since: '2024-01-01' }],
    'oui-name': ['Acme Cameras'],
    usb: ['2c7c'],
    fcc: ['2ADTD'],
    cpe: ['acme'],
    model: ['AC-2*'],
    android: ['com.acme.*'],
  },
  {
    name: 'Acme Cameras Ltd',
    aliases: ['Acme'],
    country: 'XX',
    products: [product('chat', 'AcmeChat', { winget: ['Acme.Chat'] })],
    donated: [{ name: 'Gift', governedBy: 'Foundation', identifiers: { npm: ['acme-gift'] } }],
    lookalikes: [{ kind: 'npm', match: 'acme-fan', why: 'a fan project' }],
  },
);
const knowledge = knowing(
  [acme, entity('known', { vendor: ['Known'] }, { name: 'Known', role: 'reference' })],
  [{ id: 'xx', country: ['XX'], reason: 'r' }],
  [],
  { 'Acme Cameras': ['2857BE'] },
);

describe('what a thing is read as', () => {
  it.each<[string, readonly string[]]>([
    ['pkg:npm/%40acme/ui@1.0.0', ['package']],
    ['npm:@acme/ui', ['package']],
    ['@acme/ui', ['package']],
    ['https://a.acme.example/x', ['url']],
    ['domain:acme.example', ['url']],
    ['28:57:BE:01:02:03', ['mac']],
    ['28-57-be', ['mac']],
    ['oui:28:57:BE:01:02:03', ['mac']],
    ['usb:2c7c:0125', ['usb']],
    ['cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*', ['cpe']],
    ['vendor:Acme Cameras Ltd', ['organisation']],
    ['category:drone country:CN', ['several']],
    ['docker:acme/app:1.0', ['image']],
    ['https://huggingface.co/acme/small-1b', ['package']],
    ['hf.co/acme/small-1b', ['package']],
    ['', []],
  ])('%s', (thing, kinds) => {
    expect(readThing(thing).map(({ as }) => as)).toEqual(kinds);
  });

  it('tries all that a bare word may be', () => {
    expect(new Set(readThing('2c7c:0125').map(({ as }) => as))).toEqual(
      new Set(['usb', 'pci', 'organisation', 'brand', 'app-name', 'model']),
    );
    expect(readThing('acme.example').map(({ as }) => as)).toContain('url');
    expect(readThing('com.acme.app').map(({ as }) => as)).toEqual(expect.arrayContaining(['android', 'ios']));
    expect(readThing('2ADTD-5604SD').map(({ as }) => as)).toContain('fcc');
    expect(readThing('Acme Cameras').map(({ as }) => as)).toContain('organisation');
    expect(readThing('quay.io/acme/app:1').map(({ as }) => as)).toContain('image');
  });
});

describe('the rules that a thing matches', () => {
  it.each<[string, readonly string[]]>([
    ['pkg:npm/%40acme/ui@1.0.0', ['entity/acme', 'origin/xx']],
    ['npm:acme-gift', ['donated/acme/gift']],
    ['npm:acme-fan', []],
    ['maven:com.acme:core', ['entity/acme', 'origin/xx']],
    ['github:acme/tool', ['entity/acme', 'origin/xx']],
    ['28:57:BE:01:02:03', ['entity/acme', 'origin/xx']],
    ['2A:57:BE:01:02:03', []],
    ['winget:Acme.Chat', ['origin/xx', 'product/acme/chat']],
    ['app:acmechat', ['origin/xx', 'product/acme/chat']],
    ['country:XX', []],
    ['vendor:Known', []],
    ['vendor:Acme model:AC-21', ['entity/acme', 'origin/xx']],
    ['fcc:2ADTD-5604SD', ['entity/acme', 'origin/xx']],
  ])('%s', (thing, rules) => {
    expect(matchedRuleIds(knowledge, thing, { day })).toEqual(rules);
  });
});

describe('near misses', () => {
  const misses = (thing: string): NearMiss[] =>
    explainThing(knowledge, thing, { day }).readings.flatMap(({ nearMisses }) => nearMisses);
  const reasons = (thing: string): string[] =>
    misses(thing).map(({ reason, entity: of, matched }) => `${reason} ${of?.id} ${matched}`);

  it('say why a look-alike is none', () => {
    expect(misses('npm:acme-fan')).toContainEqual({
      reason: 'lookalike',
      entity: { id: 'acme', name: 'Acme Cameras Ltd' },
      matched: 'npm:acme-*',
      why: 'a fan project',
    });
  });

  it.each([
    ['pypi:acme', 'other-kind acme npm:@acme/*'],
    ['vendor:Pacmeworks', 'contains acme vendor:Acme Cameras Ltd'],
    ['domain:acme.example.org', 'boundary acme domains:*.acme.example'],
    ['domain:notacme.example', 'boundary acme domains:*.acme.example'],
    ['android:com.acmex.app', 'boundary acme android:com.acme.*'],
    ['2A:57:BE:01:02:03', 'local-address acme oui:28:57:BE'],
    ['npm:acme-gift', 'donated acme npm:acme-*'],
  ])('%s: %s', (thing, expected) => {
    expect(reasons(thing)).toContain(expected);
  });

  it('give the dates of a host that changed hands', () => {
    const [miss] = explainThing(knowledge, 'domain:sold.example', { day: '2023-01-01' }).readings.flatMap(
      ({ nearMisses }) => nearMisses,
    );
    expect(miss).toMatchObject({ reason: 'not-in-window', since: '2024-01-01', matched: 'domains:*.sold.example' });
  });

  it('are not told of an entity that is found', () => {
    expect(reasons('npm:@acme/ui')).toEqual([]);
  });

  it('show what is known only to be ruled out', () => {
    expect(explainThing(knowledge, 'vendor:Known', { day }).readings[0]).toMatchObject({
      matches: [],
      references: [{ id: 'known', matched: 'vendor:Known' }],
    });
  });
});

describe('with the shipped rules', () => {
  it.each([
    ['pkg:golang/github.com/mailru/easyjson@v0.7.7', 'entity/vk'],
    ['npm:@ant-design/icons', 'entity/alibaba'],
    ['28:57:BE:01:02:03', 'entity/hikvision'],
    ['Hikvision', 'entity/hikvision'],
    ['海康威視', 'entity/hikvision'],
    ['usb:2c7c:0125', 'entity/quectel'],
    ['registry.npmmirror.com', 'entity/alibaba'],
    ['com.tencent.mm', 'product/tencent/wechat'],
    ['cpe:2.3:a:kaspersky_lab:kaspersky_antivirus:2013:*:*:*:*:*:*:*', 'entity/kaspersky'],
    ['huggingface:deepseek-ai/DeepSeek-R1', 'entity/deepseek'],
  ])('%s is %s', (thing, rule) => {
    expect(matchedRuleIds(shippedKnowledge(), thing, { day })).toContain(rule);
  });

  it('never throws, whatever is asked', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'abc.:/@-_*%()[]{}#?\\ 0129AFx中'), maxLength: 40 }),
      fc
        .tuple(
          fc.constantFrom(
            'npm',
            'docker',
            'vendor',
            'mac',
            'url',
            'cpe',
            'model',
            'android',
            'golang',
            'windows',
            'pkg',
            'country',
          ),
          fc.string({ maxLength: 30 }),
        )
        .map(([kind, value]) => `${kind}:${value}`),
    );
    fc.assert(
      fc.property(anything, (thing) => {
        expect(Array.isArray(explainThing(shippedKnowledge(), thing, { day }).readings)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
