import { describe, expect, it } from 'vitest';
import { readRulePaths } from '../src/knowledge/rule-files/load-rule-path.ts';
import { formatMistake } from '../src/knowledge/rule-files/mistake.ts';
import type { Owner, Source } from '../src/model/knowledge.ts';
import { run } from './command-line.ts';

// What was collected is counted here by hand, so that a row that gets lost is noticed. A change of these numbers is a change
// of the knowledge and belongs into the change log.

const { rules, mistakes, warnings } = readRulePaths(['rules']);
const entities = new Map(rules.entities.map((entity) => [entity.id, entity]));

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The parent that a published list prints beside a name; counted apart from researched ownership. */
function isPrintedGrouping({ sources }: Owner): boolean {
  return sources.every(
    ({ kind, title }) => kind === 'list-grouping' && title === 'Grouping printed in the list that names it',
  );
}

function isUnsourced(sources: readonly Source[]): boolean {
  return sources.every(({ kind }) => kind === 'general-knowledge');
}

describe('the shipped rules', () => {
  it('are read without a mistake or a warning', () => {
    expect(mistakes.map(formatMistake)).toEqual([]);
    expect(warnings.map(formatMistake)).toEqual([]);
  });

  it('hold 139 lists, 40 of the United States', () => {
    expect(rules.lists).toHaveLength(139);
    expect(rules.lists.filter(({ jurisdiction }) => jurisdiction.startsWith('US'))).toHaveLength(40);
  });

  it('hold 946 researched organisations, the operator of one app, and 151 apps whose publisher no list names', () => {
    const unnamed = rules.entities.filter(({ name }) => name.startsWith('Unnamed publisher of '));
    expect(unnamed).toHaveLength(151);
    expect(rules.entities.length - unnamed.length).toBe(946 + 1);
  });

  it('hold 724 listings of organisations, one of them for a brand of two companies as well', () => {
    expect(sum(rules.entities.map(({ listings }) => listings.length))).toBe(724 + 1);
  });

  it('hold 448 researched ownership edges, the groupings that lists print, and one company under two names', () => {
    const owners = rules.entities.flatMap((entity) => entity.owners);
    const printed = owners.filter(isPrintedGrouping);
    expect(owners.length - printed.length).toBe(448 + 1);
    expect(printed).toHaveLength(151);
  });

  it('hold 346 apps with 369 listings, six more of the app as an organisation, and 28 SDK signatures', () => {
    const products = rules.entities.flatMap((entity) => entity.products);
    expect(products.filter(({ kind }) => kind !== 'sdk')).toHaveLength(346);
    expect(products.filter(({ kind }) => kind === 'sdk')).toHaveLength(28);
    expect(sum(products.map(({ listings }) => listings.length))).toBe(369 + 6);
  });

  it('hold 51 donated projects and at least the 54 documented look-alikes', () => {
    expect(sum(rules.entities.map(({ donated }) => donated.length))).toBe(51);
    expect(sum(rules.entities.map(({ lookalikes }) => lookalikes.length))).toBeGreaterThanOrEqual(54);
  });

  it('rule out 15 makers of hardware and 7 makers of wearables by name', () => {
    const references = rules.entities.filter(({ role }) => role === 'reference').map(({ id }) => id);
    expect(references).toHaveLength(22);
    expect(references).toEqual(expect.arrayContaining(['axis', 'cisco', 'realtek', 'garmin', 'oura']));
  });

  it('hold 18 profiles, each with two real paragraphs, and 59 duties, each with a test', () => {
    expect(rules.profiles).toHaveLength(18);
    for (const { id, binds, notCovered } of rules.profiles) {
      expect(binds.length, id).toBeGreaterThan(200);
      expect(notCovered.length, id).toBeGreaterThan(200);
    }
    expect(rules.duties).toHaveLength(59);
    for (const { id, tests } of rules.duties) expect(tests.length, id).toBeGreaterThan(0);
  });
});

describe('every entity', () => {
  it('says what must match and what must pass; one that is ruled out says only the latter', () => {
    const silent = rules.entities.filter(
      ({ examples, role }) =>
        examples === undefined || examples.pass.length === 0 || (examples.match.length === 0 && role !== 'reference'),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('gives each claim a source, and no high confidence to one that has none', () => {
    const faults: string[] = [];
    for (const { id, identifiers, products, owners, listings } of rules.entities) {
      const rows = [identifiers, ...products.map((product) => product.identifiers)].flatMap((kinds) =>
        Object.values(kinds).flat(),
      );
      for (const { match, confidence, evidenceKind } of rows)
        if (evidenceKind === 'general-knowledge' && confidence === 'high') faults.push(`${id} ${match}`);
      for (const { owner, sources, confidence } of owners)
        if (sources.length === 0 || (confidence === 'high' && isUnsourced(sources)))
          faults.push(`${id} owner ${owner}`);
      for (const listing of [...listings, ...products.flatMap((product) => product.listings)])
        if (listing.sources.length === 0) faults.push(`${id} on ${listing.list}`);
    }
    expect(faults).toEqual([]);
  });
});

describe('facts that are easily lost in a merge', () => {
  it('keep seat, owner and place of business apart', () => {
    expect(entities.get('pdd')).toMatchObject({ country: 'IE', operatingCountry: 'CN' });
    expect(entities.get('shareit')).toMatchObject({ country: 'SG', ownerCountry: 'CN' });
    expect(entities.get('china-mobile')).toMatchObject({ country: 'HK', ownerCountry: 'CN' });
    expect(entities.get('suunto')).toMatchObject({ country: 'FI', ownerCountry: 'CN' });
  });

  it('keep groups and subsidiaries apart and linked', () => {
    const owners = entities.get('china-mobile')?.owners.map(({ owner }) => owner) ?? [];
    expect(owners.some((owner) => owner.startsWith('china-mobile'))).toBe(true);
    expect(entities.has('china-mobile-group')).toBe(true);
  });

  it('keep the brand TP-Link apart from its two companies', () => {
    expect(entities.get('tp-link')?.listings.map(({ list }) => list)).toEqual(['tw-indicative-brands']);
    expect(entities.get('tp-link-systems')?.country).toBe('US');
    expect(entities.get('tp-link-technologies')?.country).toBe('CN');
  });

  it('keep Lorex a former possession with dates', () => {
    const dahua = entities.get('lorex')?.owners.find(({ owner }) => owner === 'dahua');
    expect(dahua).toMatchObject({ kind: 'former', since: '2018-02-06', until: '2022-11-23' });
  });

  it('know when the United States stopped asking for a share test beside the Entity List', () => {
    const rule = rules.lists.find(({ id }) => id === 'us-bis-affiliates-rule');
    expect(rule).toMatchObject({
      status: 'suspended',
      suspendedThrough: '2026-11-09',
      affiliates: { test: 'aggregate', percent: 50, operator: 'at-least' },
    });
  });
});

describe('wherefrom rules stats', () => {
  it('counts what the rule files hold', async () => {
    const { code, stdout } = await run(['rules', 'stats', '-f', 'json']);
    const stats = JSON.parse(stdout) as Record<string, { count: number; primary: number }> & {
      identifiers: Record<string, number>;
    };
    const holders = rules.entities.flatMap((entity) => [entity, ...entity.products]);
    expect(code).toBe(0);
    expect(stats).toMatchObject({
      lists: {
        count: rules.lists.length,
        primary: rules.lists.filter(({ evidence }) => evidence === 'primary').length,
      },
      entities: rules.entities.length,
      listings: { count: sum(holders.map(({ listings }) => listings.length)) },
      owners: { count: sum(rules.entities.map(({ owners }) => owners.length)) },
      profiles: rules.profiles.length,
      duties: { count: rules.duties.length },
    });
    for (const kind of ['npm', 'android', 'oui-name', 'domains'] as const)
      expect(stats.identifiers[kind]).toBe(sum(holders.map(({ identifiers }) => identifiers[kind]?.length ?? 0)));
    const text = await run(['rules', 'stats']);
    expect(text.stdout).toMatch(/^lists +139, \d+ \(\d+ %\) with an official source/);
  });
});
