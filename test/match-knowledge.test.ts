import { describe, expect, it } from 'vitest';
import { openKnowledge, serialiseKnowledge } from '../src/knowledge/artefact.ts';
import { buildKnowledge, mergeKnowledge } from '../src/knowledge/build-knowledge.ts';
import { readOuiTable } from '../src/knowledge/oui-table.ts';
import { UnreadableInput, UsageError } from '../src/model/problem.ts';
import { entity, identified, knowing, list, matching, product, ruleSet, told } from './own-rules.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

const acme = entity(
  'acme',
  { npm: ['@acme/*'], 'oui-name': ['Acme Cameras'] },
  { name: 'Acme 相机', country: 'XX', listings: [{ list: 'one', status: 'in-force', sources: [] }] },
);
const base = knowing(
  [
    acme,
    entity('bolt', { npm: ['bolt'] }, { owners: [{ owner: 'acme', kind: 'parent', confidence: 'high', sources: [] }] }),
  ],
  [{ id: 'xx', country: ['XX'], reason: 'r' }],
  [list('one')],
  {
    'Acme Cameras': ['2857BE'],
  },
);

describe('the artefact', () => {
  it('opens as what was written, whatever it is asked', () => {
    const opened = openKnowledge(serialiseKnowledge(base));
    expect(opened.entityIds()).toEqual(['acme', 'bolt']);
    expect(opened.entity('acme')).toEqual(JSON.parse(JSON.stringify(acme)));
    expect(opened.entity('__proto__')).toBeUndefined();
    expect(opened.digest).toBe(base.digest);
    expect(opened.oui).toEqual({ version: 'test', date: '2026-01-01' });
    expect([...opened.lists.keys(), ...opened.origins.keys()]).toEqual(['one', 'xx']);
    for (const name of ['@acme/ui', 'bolt', 'other']) {
      expect(matching(opened, { ecosystem: 'npm', name })).toEqual(matching(base, { ecosystem: 'npm', name }));
    }
    expect(serialiseKnowledge(opened)).toBe(serialiseKnowledge(base));
  });

  it('is ASCII, so that it is one byte a character', () => {
    expect(serialiseKnowledge(base)).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('refuses what is not whole', () => {
    const text = serialiseKnowledge(base);
    for (const bad of ['', '{}', text.slice(0, -20), text.replace('knowledge-1', 'knowledge-9')])
      expect(() => openKnowledge(bad)).toThrow(UnreadableInput);
  });

  it('has a digest of what the rules say, not of how they are ordered in an object', () => {
    const turned = ruleSet([Object.fromEntries(Object.entries(acme).reverse()) as unknown as typeof acme]);
    expect(buildKnowledge(turned, { version: '1' }).digest).toBe(
      buildKnowledge(ruleSet([acme]), { version: '2' }).digest,
    );
    expect(buildKnowledge(ruleSet([{ ...acme, name: 'Acme' }]), { version: '1' }).digest).not.toBe(
      buildKnowledge(ruleSet([acme]), { version: '1' }).digest,
    );
    expect(base.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says which patterns can match nothing or everything, all at once', () => {
    const bad = ruleSet([entity('bad', { npm: ['*', 'a*b'], oui: ['XYZ'], domains: ['*'], usb: ['12'] })]);
    expect(() => buildKnowledge(bad, { version: '0' })).toThrow(UsageError);
    try {
      buildKnowledge(bad, { version: '0' });
    } catch (error) {
      expect((error as UsageError).lines).toEqual([
        'entity bad: npm "*": matches every name',
        'entity bad: npm "a*b": has "*" before its end, which a npm pattern cannot',
        'entity bad: oui "XYZ": is not 6, 7 or 9 hexadecimal digits',
        'entity bad: domains "*": matches every host',
        'entity bad: usb "12": is not vvvv or vvvv:pppp in hexadecimal',
      ]);
    }
  });
});

describe("a team's own rules", () => {
  const own = entity(
    'acme',
    { npm: ['acme-*'], vendor: ['Acme CCTV'] },
    { name: 'Acme', reason: 'offboarded', severity: 'critical', products: [product('app', 'AcmeApp', {})] },
  );

  it('add entities and origin rules', () => {
    const merged = mergeKnowledge(
      base,
      ruleSet([entity('mine', { oui: ['AA:BB:CC'] }, { reason: 'mine' })], {
        origins: [{ id: 'yy', host: ['*.yy.example'], reason: 'r' }],
      }),
    );
    expect(merged.entityIds()).toEqual(['acme', 'bolt', 'mine']);
    expect(told(matching(merged, { kind: 'device', identifiers: identified(['mac', 'aa:bb:cc:01:02:03']) }))).toEqual([
      'entity/mine manufactured-by',
    ]);
    expect(told(matching(merged, { ecosystem: 'npm', name: 'x', source: 'https://a.yy.example/x' }))).toEqual([
      'origin/yy fetched-from',
    ]);
    expect(told(matching(merged, { ecosystem: 'npm', name: '@acme/ui' }))).toEqual([
      'entity/acme published-by',
      'origin/xx published-by',
    ]);
    expect(merged.digest).not.toBe(base.digest);
    expect(merged.version).toBe(base.version);
  });

  it('extend a known entity, and their reason then stands on all its matches', () => {
    const merged = mergeKnowledge(base, ruleSet([own]));
    expect(merged.entityIds()).toEqual(['acme', 'bolt']);
    expect(merged.entity('acme')).toMatchObject({
      name: 'Acme 相机',
      country: 'XX',
      aliases: ['Acme'],
      reason: 'offboarded',
    });
    for (const component of [
      { ecosystem: 'npm' as const, name: '@acme/ui' },
      { ecosystem: 'npm' as const, name: 'acme-x' },
      { kind: 'device' as const, identifiers: identified(['mac', '28:57:be:01:02:03']) },
      { kind: 'device' as const, identifiers: identified(['organisation', 'Acme CCTV']) },
      { kind: 'app' as const, name: 'AcmeApp' },
    ]) {
      expect(
        matching(merged, component).find(({ entity: of, kind }) => of?.id === 'acme' && kind !== 'origin')?.own,
      ).toEqual({ reason: 'offboarded', severity: 'critical' });
    }
    expect(matching(base, { ecosystem: 'npm', name: '@acme/ui' })[0]?.own).toBeUndefined();
    expect(told(matching(openKnowledge(serialiseKnowledge(merged)), { ecosystem: 'npm', name: 'acme-x' }))[0]).toBe(
      'entity/acme published-by',
    );
  });

  it('may be added twice', () => {
    const twice = mergeKnowledge(
      mergeKnowledge(base, ruleSet([own])),
      ruleSet([entity('acme', { pypi: ['acme'] }, { name: 'Acme' }), entity('late', { npm: ['late'] })]),
    );
    expect(told(matching(twice, { ecosystem: 'npm', name: 'acme-x' }))[0]).toBe('entity/acme published-by');
    expect(told(matching(twice, { ecosystem: 'pypi', name: 'acme' }))[0]).toBe('entity/acme published-by');
    expect(told(matching(twice, { ecosystem: 'npm', name: 'late' }))).toEqual(['entity/late published-by']);
  });

  it('may not contradict what is known, nor take an id that is taken', () => {
    const bad = ruleSet([entity('acme', {}, { name: 'Acme', country: 'US' })], {
      lists: [list('one')],
      origins: [{ id: 'xx', country: ['YY'], reason: '' }],
    });
    try {
      mergeKnowledge(base, bad, (kind, id) => `flagged.yaml:${kind}:${id}: `);
      expect.unreachable();
    } catch (error) {
      expect((error as UsageError).lines).toEqual([
        'flagged.yaml:list:one: list "one" is already in the rules; give it another id',
        'flagged.yaml:origin rule:xx: origin rule "xx" is already in the rules; give it another id',
        'flagged.yaml:entity:acme: entity "acme" is known with country XX, not US; give your own entity another id',
      ]);
    }
  });
});

describe('the shipped rules', () => {
  it('open from the artefact with every entity as it was read', () => {
    const shipped = shippedKnowledge();
    const opened = openKnowledge(serialiseKnowledge(shipped));
    expect(opened.entityIds()).toEqual(shipped.entityIds());
    for (const id of shipped.entityIds())
      expect(opened.entity(id)).toEqual(JSON.parse(JSON.stringify(shipped.entity(id))));
    expect([...opened.owners().keys()]).toEqual([...shipped.owners().keys()]);
    expect([...opened.listed().keys()]).toEqual([...shipped.listed().keys()]);
  });
});

describe('the table of maker prefixes', () => {
  const table = readOuiTable({
    '2857be': 'Hangzhou Hikvision\nNo.555\nCN',
    C09BF4B: 'NUCTECH  COMPANY LIMITED',
    '001BC5000': 'Other',
    '0018AA': 'hangzhou hikvision',
  });

  it('gives prefixes by exactly the registered name, case and spaces folded', () => {
    expect(table.prefixesOf('HANGZHOU  Hikvision')).toEqual(['0018AA', '2857BE']);
    expect(table.prefixesOf('Nuctech Company Limited')).toEqual(['C09BF4B']);
    expect(table.prefixesOf('Hikvision')).toEqual([]);
    expect([...table.names()]).toEqual(['Hangzhou Hikvision', 'NUCTECH  COMPANY LIMITED', 'Other']);
  });
});
