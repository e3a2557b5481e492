import type { Component } from '../model/component.ts';
import type { Duty } from '../model/knowledge.ts';
import type { Evidence, Match } from '../model/match.ts';
import type { Policy } from '../model/policy.ts';
import { bulkAnswers, type Cells, type Derived } from './bulk-data.ts';
import { gapIn } from './duty-test.ts';
import { type CompileGlob, chosen } from './judge.ts';
import { holdsOneOf, isAnswered, numberIn } from './register-cell.ts';

/** A row of a register of providers: a component whose attributes are the neutral columns. */
export interface RegisterRow {
  readonly component: Component;
  readonly path: string;
  readonly position: { readonly line: number; readonly column: number } | undefined;
}

/**
 * What rows of a register do not show of the duties that the profiles choose: one match a row and duty, with one place for each
 * column in question. It says "not shown" and never "violated": a register is a record, not the thing itself. How far sensitive
 * data and a separate zone move the severity is `decide`'s part, as for every match.
 */
export function checkDuties(
  rows: readonly RegisterRow[],
  duties: Iterable<Duty>,
  policy: Pick<Policy, 'profiles' | 'asOf'>,
  compileGlob: CompileGlob,
): readonly Match[] {
  if (rows.length === 0) return [];
  const asked = policy.profiles.map((profile) => chosen(profile.duties, compileGlob));
  const bound = [...duties].filter(({ id, tests }) => tests.length > 0 && asked.some((asks) => asks(id)));
  if (bound.length === 0) return [];
  const concern = [...new Set(policy.profiles.flatMap(({ countriesOfConcern }) => countriesOfConcern))];
  const cells = withDerived(rows, concern);
  const matches: Match[] = [];
  for (const [at, row] of rows.entries()) {
    for (const duty of bound) {
      const match = matchOf(row, cells[at] as Cells, duty, policy.asOf);
      if (match !== undefined) matches.push(match);
    }
  }
  return matches;
}

function matchOf({ component, path, position }: RegisterRow, cells: Cells, duty: Duty, day: string): Match | undefined {
  const gaps: string[] = [];
  const evidence: Evidence[] = [];
  for (const test of duty.tests) {
    const gap = gapIn(cells, test, day);
    if (gap === undefined) continue;
    // "Not empty" and "not past" of one empty cell are one gap.
    if (!gaps.includes(gap)) gaps.push(gap);
    if (evidence.some(({ field }) => field === test.column)) continue;
    const { column } = test;
    evidence.push({
      path,
      line: position?.line,
      column: position?.column,
      field: column,
      value: cells.get(column) ?? '',
      matched: `duty:${duty.id}`,
    });
  }
  if (gaps.length === 0) return undefined;
  return {
    rule: `duty/${duty.id}`,
    kind: 'duty',
    relation: 'hosted-by',
    strength: 'exact',
    confidence: 'high',
    ...(duty.evidence === 'general-knowledge' && { weakEvidence: true }),
    component: {
      kind: component.kind,
      name: component.name,
      ...(component.attributes?.site !== undefined && { site: component.attributes.site }),
    },
    evidence,
    listings: [],
    paths: [],
    notes: [{ code: 'not-shown', values: { cite: duty.cite, gaps: gaps.join('; '), check: duty.check } }],
    own: { reason: duty.check, severity: duty.severity },
    sources: duty.sources,
    attributes: attributesOf(cells, duty),
  };
}

/** What `decide` needs of a row; everything else in it is nobody's business. */
function attributesOf(cells: Cells, { control }: Duty): Readonly<Record<string, string>> {
  const kept = ['data_category', 'data_class', 'data_sensitiveness', 'zone'].flatMap((column) => {
    const cell = cells.get(column);
    return isAnswered(cell) ? [[column, cell] as const] : [];
  });
  return Object.fromEntries([...kept, ...(control === undefined ? [] : [['control', control] as const])]);
}

/** Rows with the derived columns that tests and conditions may name. */
function withDerived(rows: readonly RegisterRow[], concern: readonly string[]): readonly Cells[] {
  const plain = rows.map(({ component }): Cells => new Map(Object.entries(component.attributes ?? {})));
  const bulk = bulkAnswers(rows.map(({ component }, at) => ({ party: partyOf(component), cells: plain[at] as Cells })));
  return plain.map(
    (cells, at): Cells =>
      new Map([
        ...cells,
        ['derived.bulk', bulk[at] ?? 'unknown'],
        ['derived.concern', concernOf(cells, concern)],
        ['derived.covered-person', coveredOf(cells, concern)],
      ]),
  );
}

function partyOf({ name, attributes }: Component): string {
  return (attributes?.provider_lei ?? attributes?.provider ?? name).trim().toLowerCase();
}

function concernOf(cells: Cells, concern: readonly string[]): Derived {
  const stated = [...cells].filter(([column, cell]) => column.endsWith('_country') && isAnswered(cell));
  if (stated.length === 0) return 'unknown';
  return stated.some(([, cell]) => holdsOneOf(cell, concern)) ? 'yes' : 'no';
}

const seats = [
  'vendor_country',
  'provider_hq_country',
  'owner_country',
  'ultimate_parent_country',
  'controller_country',
];

/** 28 CFR 202.211: seated in a country of concern, or half or more owned from there. The tests on persons are left out. */
function coveredOf(cells: Cells, concern: readonly string[]): Derived {
  const stated = seats.flatMap((column) => {
    const cell = cells.get(column);
    return isAnswered(cell) ? [cell] : [];
  });
  if (stated.some((cell) => holdsOneOf(cell, concern))) return 'yes';
  const owned = cells.get('covered_owner_share');
  const share = isAnswered(owned) ? numberIn(owned) : undefined;
  if (share !== undefined && share >= 50) return 'yes';
  return stated.length === 0 || share === undefined ? 'unknown' : 'no';
}
