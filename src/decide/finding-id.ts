import { createHash } from 'node:crypto';
import type { Match } from '../model/match.ts';

/**
 * The fingerprint of a finding: rule, entity, component kind, ecosystem and name, relation and path. Version, line, value and
 * list stay out, so that a version bump, a moved line or a new edition of a list is the same finding. Matches that share it are
 * one finding with several places.
 */
export function findingId(match: Match): string {
  return `wf-${createHash('sha256').update(fingerprintOf(match)).digest('hex').slice(0, 16)}`;
}

/** What the id is made of, as one text: cheaper to compare than a hash is to make. */
export function fingerprintOf(match: Match): string {
  const { component } = match;
  return JSON.stringify([
    match.rule,
    match.entity?.id ?? '',
    component.role === undefined ? component.kind : `${component.kind} ${component.role}`,
    ecosystemOf(component.purl),
    component.name,
    match.relation,
    match.evidence[0]?.path ?? '',
  ]);
}

/** The type of a purl: the part between `pkg:` and the first slash. */
export function ecosystemOf(purl: string | undefined): string {
  return purl === undefined ? '' : purl.slice(4, purl.indexOf('/', 4));
}
