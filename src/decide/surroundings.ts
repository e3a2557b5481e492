import type { MatchNote, Severity } from '../model/match.ts';
import { graver, milder } from './severity.ts';

/**
 * Data categories that raise a finding. The 28 CFR 202.206 categories of sensitive personal data with government-related data,
 * GDPR Article 9's special categories, and the classes "important" and "core" of the Data Security Law of the PRC, Article 21.
 */
const sensitive: ReadonlySet<string> = new Set([
  'sensitive', 'special-category', 'special-categories', 'government', 'government-related', 'classified', 'state-secret',
  'important', 'core', 'human-omic', 'omic', 'genomic', 'genetic', 'biometric', 'biometric-identifiers', 'geolocation',
  'precise-geolocation', 'health', 'personal-health', 'medical', 'financial', 'personal-financial', 'payment',
  'covered-personal-identifiers', 'trade-secret', 'source-code', 'credentials',
]); // biome-ignore format: a table

/** Network zones cut off from the rest, which lower a finding. */
const apart: ReadonlySet<string> = new Set([
  'isolated', 'segmented', 'segregated', 'air-gapped', 'airgapped', 'air-gap', 'offline', 'quarantine', 'quarantined',
]); // biome-ignore format: a table

/** What the row says about the data it can reach and the zone it stands in moves a finding one step each. */
export function inSurroundings(
  severity: Severity,
  attributes: Readonly<Record<string, string>> | undefined,
): { readonly severity: Severity; readonly notes: readonly MatchNote[] } {
  if (attributes === undefined || severity === 'info') return { severity, notes: [] };
  const notes: MatchNote[] = [];
  let moved: Severity = severity;
  const category = [attributes.data_category, attributes.data_class, attributes.data_sensitiveness]
    .flatMap(words)
    .find(isSensitive);
  if (category !== undefined) {
    moved = graver(moved);
    notes.push({ code: 'sensitive-data', values: { category } });
  }
  const zone = words(attributes.zone).find((word) => apart.has(word));
  if (zone !== undefined) {
    moved = milder(moved);
    notes.push({ code: 'zone-apart', values: { zone } });
  }
  return { severity: moved, notes };
}

/** `Personal health data` and `personal_health` are the same category. */
export function isSensitive(word: string): boolean {
  return sensitive.has(word) || sensitive.has(word.replace(/-(?:data|identifiers?|information)$/, ''));
}

/** The words of a cell that may hold several, folded: lower case, `-` between. */
export function words(cell: string | undefined): readonly string[] {
  if (cell === undefined) return [];
  return cell
    .split(/[,;|\n]/)
    .map((word) =>
      word
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
        .replaceAll(' ', '-'),
    )
    .filter((word) => word !== '');
}
