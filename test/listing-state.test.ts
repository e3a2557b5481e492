import { describe, expect, it } from 'vitest';
import { listingState, staleness } from '../src/decide/listing-state.ts';
import type { List, Listing } from '../src/model/knowledge.ts';

function list(fields: Partial<List>): List {
  return {
    id: 'test-list',
    title: 'A list',
    authority: 'An authority',
    jurisdiction: 'US',
    effect: 'procurement-ban',
    status: 'in-force',
    affiliates: { test: 'named-only' },
    url: 'https://list.example/',
    asOf: '2026-08-01',
    evidence: 'primary',
    sources: [],
    ...fields,
  };
}

function row(fields: Partial<Listing>): Listing {
  return { list: 'test-list', status: 'in-force', sources: [], ...fields };
}

/** The BIS affiliates rule: live for six weeks, then suspended for a year, and nothing seen since. */
const affiliatesRule = {
  status: 'suspended',
  effective: '2025-09-29',
  suspendedFrom: '2025-11-10',
  suspendedThrough: '2026-11-09',
} as const;
const suspendedRow = { status: 'suspended', since: '2025-09-29' } as const;
const revokedRow = { status: 'revoked', since: '2024-01-31', until: '2024-12-18' } as const;

describe('the state of a listing on a day', () => {
  it.each<[string, Partial<List>, Partial<Listing>, string, string, string]>([
    ['no dates', {}, {}, '2026-11-22', 'live', 'in-force'],
    ['the first day', {}, { since: '2024-01-31' }, '2024-01-31', 'live', 'in-force'],
    ['the day before', {}, { since: '2024-01-31' }, '2024-01-30', 'not-yet', 'in-force'],
    ['the year of the first day', {}, { since: '2024' }, '2024-06-01', 'uncertain', 'in-force'],
    [
      'the list is not there yet',
      { effective: '2021-08-02' },
      { since: '2021-06-03' },
      '2021-07-01',
      'not-yet',
      'in-force',
    ],
    ['applies later', {}, { since: '2025-12-18', appliesFrom: '2027-12-23' }, '2026-11-22', 'not-yet', 'in-force'],
    ['applies now', {}, { since: '2025-12-18', appliesFrom: '2027-12-23' }, '2027-12-23', 'live', 'in-force'],
    ['revoked', {}, revokedRow, '2026-11-22', 'history', 'revoked'],
    ['revoked, asked before', {}, revokedRow, '2024-06-01', 'live', 'in-force'],
    ['revoked, its last day', {}, revokedRow, '2024-12-17', 'live', 'in-force'],
    ['revoked, the day itself', {}, revokedRow, '2024-12-18', 'history', 'revoked'],
    ['revoked in a month', {}, { ...revokedRow, until: '2024-12' }, '2024-12-18', 'uncertain', 'in-force'],
    ['revoked, day not recorded', {}, { status: 'revoked', since: '2024-01-31' }, '2024-06-01', 'history', 'revoked'],
    [
      'row revoked without a day, list runs on',
      { ends: '2030-01-01' },
      { status: 'revoked' },
      '2026-11-22',
      'history',
      'revoked',
    ],
    [
      'list revoked',
      { status: 'revoked', ends: '2025-11-10' },
      { status: 'revoked', since: '2025-03-04' },
      '2026-11-22',
      'history',
      'revoked',
    ],
    [
      'list revoked, asked before',
      { status: 'revoked', ends: '2025-11-10' },
      { status: 'revoked', since: '2025-03-04' },
      '2025-06-01',
      'live',
      'in-force',
    ],
    [
      'list revoked, row not updated',
      { status: 'revoked' },
      { since: '2020-08-06' },
      '2026-11-22',
      'history',
      'revoked',
    ],
    [
      'list revoked, only the row has a day',
      { status: 'revoked' },
      { status: 'revoked', since: '2020-08-06', until: '2021-06-09' },
      '2021-01-01',
      'live',
      'in-force',
    ],
    ['expired', { status: 'expired', ends: '2025-04-28' }, { since: '2025-02-15' }, '2026-11-22', 'history', 'expired'],
    ['a term that runs', { ends: '2026-12-03' }, { since: '2025-12-04' }, '2026-11-22', 'live', 'in-force'],
    ['a term that ran out', { ends: '2026-12-03' }, { since: '2025-12-04' }, '2026-12-04', 'history', 'expired'],
    ['before the suspension', affiliatesRule, suspendedRow, '2025-10-15', 'live', 'in-force'],
    ['suspended', affiliatesRule, suspendedRow, '2026-01-15', 'history', 'suspended'],
    ['the last day of the suspension', affiliatesRule, suspendedRow, '2026-11-09', 'history', 'suspended'],
    ['after the suspension', affiliatesRule, suspendedRow, '2026-11-22', 'uncertain', 'suspended'],
    [
      'after the suspension, confirmed',
      { ...affiliatesRule, status: 'in-force' },
      { since: '2025-09-29' },
      '2026-11-22',
      'live',
      'in-force',
    ],
    [
      'the list is suspended, the row says in force',
      affiliatesRule,
      { since: '2025-09-29' },
      '2026-01-15',
      'history',
      'suspended',
    ],
    [
      'suspended from a month',
      { ...affiliatesRule, suspendedFrom: '2025-11' },
      suspendedRow,
      '2025-11-20',
      'uncertain',
      'suspended',
    ],
    [
      'a row suspended, days not recorded',
      {},
      { status: 'suspended', since: '2025-01-19' },
      '2026-11-22',
      'history',
      'suspended',
    ],
    ['proposed', {}, { status: 'proposed' }, '2026-11-22', 'notice', 'proposed'],
    ['a proposed list', { status: 'proposed' }, {}, '2026-11-22', 'notice', 'proposed'],
    ['under investigation', {}, { status: 'under-investigation' }, '2026-11-22', 'notice', 'under-investigation'],
    [
      'guidance',
      { status: 'guidance' },
      { status: 'guidance', since: '2020-01-29' },
      '2026-11-22',
      'notice',
      'guidance',
    ],
    [
      'guidance before it was given',
      { status: 'guidance' },
      { status: 'guidance', since: '2020-01-29' },
      '2019-01-01',
      'not-yet',
      'guidance',
    ],
    [
      'guidance withdrawn',
      { status: 'guidance' },
      { status: 'guidance', until: '2022' },
      '2026-11-22',
      'history',
      'expired',
    ],
  ])('%s', (_name, listFields, rowFields, day, state, status) => {
    expect(listingState(list(listFields), row(rowFields), day)).toMatchObject({ state, status });
  });

  it('says why, with the date it turns on', () => {
    expect(listingState(list({}), row(revokedRow), '2026-11-22').why).toContain('2024-12-18');
    expect(listingState(list(affiliatesRule), row(suspendedRow), '2026-11-22').why).toContain('2026-11-09');
    expect(listingState(list({}), row({ appliesFrom: '2027-12-23' }), '2026-11-22').why).toContain('2027-12-23');
  });
});

describe('the age of a list', () => {
  it.each([
    ['2025-11-22', '2026-11-22', 365, false],
    ['2025-11-21', '2026-11-22', 366, true],
    ['2024-02-28', '2024-03-01', 2, false],
    ['2025-11', '2026-11-22', 357, false],
    ['2025', '2026-12-31', 365, false],
    ['2026-11-22', '2020-01-01', 0, false],
  ])('as of %s, asked on %s', (asOf, day, days, stale) => {
    expect(staleness(list({ asOf }), day)).toEqual({ days, stale });
  });
});
