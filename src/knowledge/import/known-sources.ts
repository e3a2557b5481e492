import type { Effect, List, PartialDate } from '../../model/knowledge.ts';
import type { Severity } from '../../model/match.ts';

/** A list of a government that its own files hold: what is said of it once, not in each row. */
export interface KnownSource {
  readonly id: string;
  readonly title: string;
  readonly authority: string;
  readonly effect: Effect;
  readonly affiliates: List['affiliates'];
  readonly url: string;
  /** Of a finding under a profile that does not bind the list. Absent: what own lists have. */
  readonly severity?: Severity;
}

const commerce = 'Department of Commerce (BIS)';
const state = 'Department of State';
const treasury = 'Department of the Treasury (OFAC)';
const screening = 'https://www.trade.gov/consolidated-screening-list';
const half = { test: 'aggregate', percent: 50, operator: 'at-least' } as const;
const named = { test: 'named-only' } as const;

/**
 * The lists of the Consolidated Screening List by the letters in brackets behind their names in its column "source" (trade.gov, "About the
 * Consolidated Screening List", seen in public readers of the file 2026-11). Effects as in `rules/lists`.
 */
export const screeningLists: ReadonlyMap<string, KnownSource> = new Map(
  (
    [
      ['EL', 'Entity List', commerce, 'export-control', named],
      ['DPL', 'Denied Persons List', commerce, 'export-control', named],
      ['UVL', 'Unverified List', commerce, 'advisory', named, 'low'],
      ['MEU', 'Military End User List', commerce, 'export-control', named],
      ['SDN', 'Specially Designated Nationals', treasury, 'sanctions', half],
      ['FSE', 'Foreign Sanctions Evaders', treasury, 'sanctions', named],
      ['SSI', 'Sectoral Sanctions Identifications', treasury, 'investment', half, 'low'],
      ['PLC', 'Palestinian Legislative Council List', treasury, 'sanctions', named],
      ['CAP', 'List of Foreign Financial Institutions (CAPTA)', treasury, 'sanctions', named],
      ['CAPTA', 'List of Foreign Financial Institutions (CAPTA)', treasury, 'sanctions', named],
      ['MBS', 'Non-SDN Menu-Based Sanctions List', treasury, 'sanctions', half],
      ['NS-MBS', 'Non-SDN Menu-Based Sanctions List', treasury, 'sanctions', half],
      ['CMIC', 'Non-SDN Chinese Military-Industrial Complex Companies List', treasury, 'investment', named, 'low'],
      ['NS-CMIC', 'Non-SDN Chinese Military-Industrial Complex Companies List', treasury, 'investment', named, 'low'],
      ['DTC', 'ITAR Debarred', state, 'export-control', named],
      ['ISN', 'Nonproliferation Sanctions', state, 'sanctions', named],
    ] as const
  ).map(([code, title, authority, effect, affiliates, severity]) => [
    code,
    {
      id: `us-csl-${code.toLowerCase().replace(/^ns-|ta$/g, '')}`,
      title: `${title} (Consolidated Screening List)`,
      authority,
      effect,
      affiliates,
      url: screening,
      ...(severity !== undefined && { severity }),
    },
  ]),
);

export const sdnList: KnownSource = {
  id: 'us-sdn-file',
  title: 'Specially Designated Nationals and Blocked Persons List (file)',
  authority: treasury,
  effect: 'sanctions',
  affiliates: half,
  url: 'https://sanctionslist.ofac.treas.gov',
};

export const coveredList: KnownSource = {
  id: 'us-fcc-covered-file',
  title: 'FCC Covered List (table)',
  authority: 'Federal Communications Commission (PSHSB)',
  effect: 'import-ban',
  affiliates: { test: 'affiliates' },
  url: 'https://www.fcc.gov/supplychain/coveredlist',
};

/** The list as a rule file defines it. */
export function listOf(
  source: KnownSource,
  asOf: PartialDate,
  more: { readonly as?: string; readonly url?: string },
): List {
  const { title, authority, effect, affiliates } = source;
  const url = more.url ?? source.url;
  return {
    id: more.as ?? source.id,
    title,
    authority,
    jurisdiction: 'US',
    effect,
    status: 'in-force',
    affiliates,
    url,
    asOf,
    evidence: 'primary',
    sources: [{ title: `${title}, as downloaded`, url, date: asOf, kind: 'primary' }],
  };
}
