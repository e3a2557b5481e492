import type { Match } from '../model/match.ts';

/**
 * The NIST CSF 2.0 subcategory a finding belongs to. A duty brings its own. ID.RA-09: authenticity and integrity are assessed before
 * something is acquired and used, which fetching is. PR.PS-05: software that is not allowed is kept from running. GV.SC-07: the risks
 * of a supplier and its products are recorded, judged and followed.
 */
export function controlOf({ attributes, relation, component }: Match): string {
  if (attributes?.control !== undefined) return attributes.control;
  if (relation === 'fetched-from') return 'ID.RA-09';
  return component.kind === 'app' || component.kind === 'extension' ? 'PR.PS-05' : 'GV.SC-07';
}
