import type { Relation } from '../../model/component.ts';
import { type ComponentSummary, type Evidence, type Severity, severities } from '../../model/match.ts';
import type { Finding, Report } from '../../model/report.ts';

/** `1 finding`, `2 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

/** `inventory/cameras.csv:3:4`. */
export function placeText({ path, line, column }: Pick<Evidence, 'path' | 'line' | 'column'>): string {
  if (line === undefined) return path;
  return column === undefined ? `${path}:${line}` : `${path}:${line}:${column}`;
}

/** `@acme/ui 1.2.0`. */
export function componentText({ name, version, versions }: ComponentSummary): string {
  if (versions !== undefined) return `${name} ${versions.slice(0, 3).join(', ')}${versions.length > 3 ? ', ...' : ''}`;
  return version === undefined ? name : `${name} ${version}`;
}

/** `web > mid > @acme/ui`. */
export function pathText(path: readonly string[]): string {
  return path.join(' > ');
}

export function relationText(relation: Relation): string {
  return relation.replaceAll('-', ' ');
}

/** The type of a purl, or the kind of a component that has none: what the charts and test names call its ecosystem. */
export function ecosystemText({ kind, purl }: ComponentSummary): string {
  return purl?.startsWith('pkg:') === true && purl.includes('/') ? purl.slice(4, purl.indexOf('/')) : kind;
}

/** `2 critical, 1 low`; nothing for a report without open findings. */
export function severityCounts(counts: Report['summary']['findings']): string {
  return severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity].toLocaleString('en-US')} ${severity}`)
    .join(', ');
}

/** Open findings, in the report's order: most severe first. */
export function openFindings(report: Report): readonly Finding[] {
  return report.findings.filter(({ status }) => status === 'open');
}

export function totalOpen(report: Report): number {
  return severities.reduce((sum: number, severity: Severity) => sum + report.summary.findings[severity], 0);
}

/** Inputs of which something is missing. */
export function unreadInputs(report: Report): Report['inputs'] {
  return report.inputs.filter(({ status }) => status === 'failed' || status === 'partial');
}

const staleAfterDays = 365;

/** True when the newest source of a list is more than a year older than the day of the report. */
export function isStale(asOf: string, day: string): boolean {
  const full = asOf.length === 4 ? `${asOf}-12-31` : asOf.length === 7 ? `${asOf}-28` : asOf;
  return (Date.parse(day) - Date.parse(full)) / 86_400_000 > staleAfterDays;
}
