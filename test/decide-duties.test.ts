import { describe, expect, it } from 'vitest';
import { bulkAnswers } from '../src/decide/bulk-data.ts';
import { decide } from '../src/decide/decide.ts';
import { checkDuties, type RegisterRow } from '../src/decide/duties.ts';
import { gapIn } from '../src/decide/duty-test.ts';
import { daysIn, monthsLater, numberIn, yesOrNo } from '../src/decide/register-cell.ts';
import { compileGlob } from '../src/identity/glob.ts';
import type { Duty, DutyTest } from '../src/model/knowledge.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Finding } from '../src/model/report.ts';
import { day, policy, profile } from './decide-examples.ts';

function duty(over: Partial<Duty> = {}): Duty {
  return {
    id: 'xx-contract',
    jurisdiction: 'XX',
    cite: 'Article 3',
    appliesTo: 'Everybody',
    duty: 'Agree confidentiality in the contract.',
    check: 'Contract reference present and the clause marked yes.',
    columns: [],
    severity: 'medium',
    evidence: 'primary',
    sources: [{ kind: 'primary', url: 'https://duties.example/3' }],
    control: 'GV.SC-05',
    tests: [
      { column: 'contract_ref', is: 'present' },
      { column: 'confidentiality_clause', is: 'yes' },
    ],
    ...over,
  };
}

function row(attributes: Readonly<Record<string, string>>, name = 'Cloud Co', line = 2): RegisterRow {
  return {
    component: { kind: 'register-entry', name, at: { line }, attributes },
    path: 'register.csv',
    position: { line, column: 1 },
  };
}

function findings(rows: readonly RegisterRow[], duties: readonly Duty[], under: Policy = policy()): readonly Finding[] {
  return decide(checkDuties(rows, duties, under, compileGlob), under, compileGlob).findings;
}

describe('duty', () => {
  it('says what the register does not show, where, and what would show it', () => {
    const [finding, ...others] = findings(
      [row({ contract_ref: ' ', confidentiality_clause: 'no', provider: 'p', secret: 'hunter2' })],
      [duty()],
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'duty/xx-contract',
      severity: 'medium',
      confidence: 'high',
      message:
        'Register entry Cloud Co: The register does not show what Article 3 asks for: contract_ref is empty; confidentiality_clause says "no". What would show it: Contract reference present and the clause marked yes.',
      entity: null,
      component: { kind: 'register-entry', name: 'Cloud Co' },
      evidence: [
        { path: 'register.csv', line: 2, column: 1, field: 'contract_ref', value: ' ', matched: 'duty:xx-contract' },
        {
          path: 'register.csv',
          line: 2,
          column: 1,
          field: 'confidentiality_clause',
          value: 'no',
          matched: 'duty:xx-contract',
        },
      ],
      references: ['https://duties.example/3'],
      control: 'GV.SC-05',
    });
    expect(finding?.message).not.toMatch(/violat/i);
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });
  it('that is shown is no finding', () => {
    expect(findings([row({ contract_ref: 'C-1', confidentiality_clause: 'Ja' })], [duty()])).toEqual([]);
  });
  it('is checked where a profile chooses it', () => {
    const rows = [row({})];
    expect(findings(rows, [duty()], policy({ profiles: [profile({ duties: ['xx-*'] })] }))).toHaveLength(1);
    expect(findings(rows, [duty()], policy({ profiles: [profile({ duties: ['xx-*', '!xx-contract'] })] }))).toEqual([]);
    expect(findings(rows, [duty()], policy({ profiles: [profile({ duties: [] })] }))).toEqual([]);
    expect(findings(rows, [duty({ tests: [] })])).toEqual([]);
  });
  it('weighs more with sensitive data, less in an isolated zone, and is info without a source', () => {
    const severityWith = (attributes: Readonly<Record<string, string>>, over: Partial<Duty> = {}): string | undefined =>
      findings([row(attributes)], [duty(over)])[0]?.severity;
    expect(severityWith({ data_category: 'health' })).toBe('high');
    expect(severityWith({ zone: 'isolated' })).toBe('low');
    expect(severityWith({ data_category: 'health' }, { evidence: 'general-knowledge' })).toBe('info');
  });
  it('keeps its id when the row moves or a cell changes', () => {
    const [one] = findings([row({ contract_ref: '' }, 'Cloud Co', 2)], [duty()]);
    const [other] = findings([row({ contract_ref: 'C-1', confidentiality_clause: 'no' }, 'Cloud Co', 90)], [duty()]);
    expect(other?.id).toBe(one?.id);
  });
});

describe('test of a column', () => {
  const gap = (cells: Readonly<Record<string, string>>, test: Omit<DutyTest, 'column'>): string =>
    gapIn(new Map(Object.entries(cells)), { column: 'c', ...test }, day) ?? 'shown';
  it.each<[string, Readonly<Record<string, string>>, Omit<DutyTest, 'column'>, string]>([
    ['present', { c: 'x' }, { is: 'present' }, 'shown'],
    ['an answer of none', { c: 'none' }, { is: 'present' }, 'shown'],
    ['an empty cell', { c: '' }, { is: 'present' }, 'c is empty'],
    ['a placeholder', { c: 'TBD' }, { is: 'present' }, 'c says only "TBD"'],
    ['a missing column', {}, { is: 'present' }, 'c is not in the register'],
    ['yes', { c: 'Yes' }, { is: 'yes' }, 'shown'],
    ['yes, in Chinese', { c: '是' }, { is: 'yes' }, 'shown'],
    ['no for yes', { c: 'no' }, { is: 'yes' }, 'c says "no"'],
    ['something else for yes', { c: 'partly' }, { is: 'yes' }, 'c says "partly"'],
    ['no', { c: 'нет' }, { is: 'no' }, 'shown'],
    ['a single country', { c: 'DE' }, { is: 'single' }, 'shown'],
    ['two countries in one cell', { c: 'DE, FR' }, { is: 'single' }, 'c holds several values in one cell: "DE, FR"'],
    ['a date to come', { c: '2027-01-01' }, { is: 'not-past' }, 'shown'],
    ['the last day', { c: day }, { is: 'not-past' }, 'shown'],
    ['a month that covers the day', { c: '2026-11' }, { is: 'not-past' }, 'shown'],
    ['a date gone by', { c: '2026-11-21' }, { is: 'not-past' }, 'c is 2026-11-21, before 2026-11-22'],
    ['no date', { c: 'soon' }, { is: 'not-past' }, 'c says "soon", which is no date with one meaning'],
    [
      'an ambiguous date',
      { c: '03/04/2027' },
      { is: 'not-past' },
      'c says "03/04/2027", which is no date with one meaning',
    ],
    ['a date within its months', { c: '2025-11-22' }, { is: 'within-months', value: 12 }, 'shown'],
    [
      'a date a day too old',
      { c: '2025-11-21' },
      { is: 'within-months', value: 12 },
      'c is 2025-11-21, more than 12 months before 2026-11-22',
    ],
    [
      'the interval of its own column',
      { c: '2024-12-01', m: '24' },
      { is: 'within-months', value: 12, valueColumn: 'm' },
      'shown',
    ],
    [
      'an interval column left empty',
      { c: '2024-12-01', m: '' },
      { is: 'within-months', value: 12, valueColumn: 'm' },
      'c is 2024-12-01, more than 12 months before 2026-11-22',
    ],
    [
      'an interval that is no number',
      { c: '2024-12-01', m: 'yearly' },
      { is: 'within-months', valueColumn: 'm' },
      'c cannot be compared: m is no number',
    ],
    [
      'a date still to come',
      { c: '2027-01-01' },
      { is: 'within-months', value: 12 },
      'c is 2027-01-01, which has not come yet',
    ],
    ['a date before another', { c: '2024-01-01', d: '2024-02-01' }, { is: 'not-after', valueColumn: 'd' }, 'shown'],
    [
      'a date after another',
      { c: '2024-03-01', d: '2024-02-01' },
      { is: 'not-after', valueColumn: 'd' },
      'c is 2024-03-01, after d 2024-02-01',
    ],
    [
      'a date beside none',
      { c: '2024-03-01' },
      { is: 'not-after', valueColumn: 'd' },
      'c cannot be compared: d has no date',
    ],
    ['one of', { c: 'cn' }, { is: 'one-of', value: ['CN', 'HK'] }, 'shown'],
    ['another', { c: 'US' }, { is: 'one-of', value: ['CN', 'HK'] }, 'c says "US", not CN or HK'],
    ['not one of', { c: 'US' }, { is: 'not-one-of', value: ['CN'] }, 'shown'],
    ['one of several that it should not be', { c: 'US; CN' }, { is: 'not-one-of', value: ['CN'] }, 'c says "US; CN"'],
    ['an empty cell for not one of', { c: '' }, { is: 'not-one-of', value: ['CN'] }, 'c is empty'],
    ['at most', { c: '0' }, { is: 'at-most', value: 0 }, 'shown'],
    ['more', { c: '1,000' }, { is: 'at-most', value: 10 }, 'c is 1000, more than 10'],
    ['at least', { c: '36' }, { is: 'at-least', value: 36 }, 'shown'],
    ['less', { c: '12' }, { is: 'at-least', value: 36 }, 'c is 12, less than 36'],
    ['no number', { c: 'few' }, { is: 'at-most', value: 10 }, 'c says "few", which is no number'],
    [
      'a condition that holds',
      { c: '', k: 'Yes' },
      { is: 'present', when: [{ column: 'k', oneOf: ['true'] }] },
      'c is empty',
    ],
    [
      'a condition that does not hold',
      { c: '', k: 'no' },
      { is: 'present', when: [{ column: 'k', oneOf: ['yes'] }] },
      'shown',
    ],
    [
      'a condition on a column that is not there',
      { c: '' },
      { is: 'present', when: [{ column: 'k', oneOf: ['yes'] }] },
      'shown',
    ],
    [
      'one condition of two',
      { c: '', k: 'a', l: 'x' },
      {
        is: 'present',
        when: [
          { column: 'k', oneOf: ['a'] },
          { column: 'l', oneOf: ['b'] },
        ],
      },
      'shown',
    ],
  ])('with %s', (_name, cells, test, expected) => {
    expect(gap(cells, test)).toBe(expected);
  });
  it('takes columns named like methods as columns', () => {
    expect(gapIn(new Map(), { column: 'constructor', is: 'present' }, day)).toBe('constructor is not in the register');
  });
});

describe('register cells', () => {
  it.each([
    ['2026-03-01', '2026-03-01', '2026-03-01'],
    ['2026-03-01T10:00:00Z', '2026-03-01', '2026-03-01'],
    ['2026/3/1', '2026-03-01', '2026-03-01'],
    ['1.3.2026', '2026-03-01', '2026-03-01'],
    ['2026年3月1日', '2026-03-01', '2026-03-01'],
    ['31/12/2026', '2026-12-31', '2026-12-31'],
    ['12/31/2026', '2026-12-31', '2026-12-31'],
    ['05/05/2026', '2026-05-05', '2026-05-05'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('the date %s', (cell, first, last) => {
    expect(daysIn(cell)).toEqual({ first, last });
  });
  it.each(['2026-02-30', '2026-13-01', '1/2/2026', 'yesterday', '', '20260301'])('%j is no date', (cell) => {
    expect(daysIn(cell)).toBeUndefined();
  });
  it.each([
    ['1,000', 1000],
    ['1.000.000', 1000000],
    ["10'000", 10000],
    ['12 %', 12],
    ['0,5', 0.5],
    ['42', 42],
    ['many', undefined],
    ['-3', undefined],
    ['', undefined],
  ])('the number %j', (cell, number) => {
    expect(numberIn(cell)).toBe(number);
  });
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-11-15', 14, '2027-01-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(monthsLater(from, months)).toBe(to);
  });
  it('knows yes and no in several languages and nothing else', () => {
    expect(['Y', '1', 'oui', 'x'].map(yesOrNo)).toEqual(['yes', 'yes', 'yes', 'yes']);
    expect(['N', '0', 'nein', '否'].map(yesOrNo)).toEqual(['no', 'no', 'no', 'no']);
    expect(['maybe', ''].map(yesOrNo)).toEqual([undefined, undefined]);
  });
});

describe('bulk data (28 CFR 202.205)', () => {
  const bulk = (...rows: readonly (readonly [party: string, category: string, persons: string])[]): readonly string[] =>
    bulkAnswers(
      rows.map(([party, data_category, us_person_count]) => ({
        party,
        cells: new Map(Object.entries({ data_category, us_person_count })),
      })),
    );
  it.each([
    ['human-genomic', '100', 'no'],
    ['human-genomic', '101', 'yes'],
    ['other-human-omic', '1000', 'no'],
    ['biometric-identifiers', '1,001', 'yes'],
    ['precise geolocation', '1001', 'yes'],
    ['personal-health', '10000', 'no'],
    ['Personal health data', '10001', 'yes'],
    ['personal-financial', '10001', 'yes'],
    ['covered-personal-identifiers', '100000', 'no'],
    ['covered-personal-identifiers', '100001', 'yes'],
    ['government-related-data', '', 'yes'],
    ['product catalogue', '9999999', 'no'],
    ['', '5', 'unknown'],
    ['personal-health', '', 'unknown'],
    ['personal-health', 'unknown', 'unknown'],
  ])('of %j about %j persons: %s', (category, persons, answer) => {
    expect(bulk(['a', category, persons])).toEqual([answer]);
  });
  it('is summed over the rows of one counterparty, and of that one only', () => {
    expect(
      bulk(['a', 'personal-health', '6000'], ['a', 'personal-health', '6000'], ['b', 'personal-health', '6000']),
    ).toEqual(['yes', 'yes', 'no']);
    expect(bulk(['a', 'personal-health', '6000'], ['a', 'personal-financial', '6000'])).toEqual(['no', 'no']);
  });
  it('of combined data takes the lowest threshold', () => {
    expect(bulk(['a', 'personal-health; human-genomic', '500'])).toEqual(['yes']);
  });
  it('is a column that conditions may name, beside those for countries of concern', () => {
    const attested = duty({
      tests: [
        {
          column: 'cisa_requirements_met',
          is: 'yes',
          when: [
            { column: 'derived.covered-person', oneOf: ['yes', 'unknown'] },
            { column: 'derived.bulk', oneOf: ['yes', 'unknown'] },
          ],
        },
      ],
    });
    const found = (attributes: Readonly<Record<string, string>>): number =>
      findings([row({ cisa_requirements_met: 'no', ...attributes })], [attested]).length;
    const health = { data_category: 'personal-health', us_person_count: '20000' };
    expect(found({ ...health, vendor_country: 'XX' })).toBe(1);
    expect(found({ ...health, vendor_country: 'DE', covered_owner_share: '50 %' })).toBe(1);
    expect(found({ ...health, vendor_country: 'DE', covered_owner_share: '49.9' })).toBe(0);
    expect(found({ ...health, vendor_country: 'DE' })).toBe(1);
    expect(found({ ...health, vendor_country: 'XX', us_person_count: '20' })).toBe(0);
    const near = duty({ tests: [{ column: 'derived.concern', is: 'no' }] });
    const concern = (attributes: Readonly<Record<string, string>>): number =>
      findings([row(attributes)], [near]).length;
    expect([concern({ access_country: 'XX' }), concern({ access_country: 'DE' }), concern({})]).toEqual([1, 0, 1]);
  });
});
