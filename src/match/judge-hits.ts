/**
 * What the hits on one component mean together. Single rows know nothing of each other: a look-alike takes back what a prefix
 * claimed, a donated project takes back its founder, a stated maker takes back what a network part suggests.
 */
import { isMakerPlaceholder } from '../identity/mac.ts';
import type { Component } from '../model/component.ts';
import type { MatchNote } from '../model/match.ts';
import { type Hit, lowerConfidence } from './hit.ts';
import { isDeviceEvidence, judgeDevice } from './judge-device.ts';
import type { OnRefusal } from './refusal.ts';

/** Hits that stand, each with what has to be said about it. Hits of origin rules pass through. */
export function judgeHits(component: Component, hits: readonly Hit[], onRefusal: OnRefusal = () => {}): readonly Hit[] {
  let standing = withoutLookalikes(hits, onRefusal);
  standing = withoutDonated(standing, onRefusal);
  standing = withoutBroaderHosts(standing.map((hit) => ofMaker(hit, standing)));
  standing = withPublisher(component, standing, onRefusal);
  standing = withoutUnhinted(standing, onRefusal);
  if (standing.some(isDeviceEvidence) || component.kind === 'device')
    standing = judgeDevice(component, standing, onRefusal);
  return ofRow(component, standing);
}

/** Rows about a part say so of every hit, with the device it sits in; rows of a catalogue say that they prove no device. */
function ofRow({ attributes }: Component, hits: readonly Hit[]): readonly Hit[] {
  const row = attributes?.row;
  if (hits.length === 0 || (row !== 'component' && row !== 'catalogue')) return hits;
  const note: MatchNote =
    row === 'catalogue'
      ? { code: 'catalogue-entry' }
      : {
          code: 'component-of',
          values: {
            row,
            part: attributes?.part ?? attributes?.category ?? '',
            ...(attributes?.host !== undefined && { host: attributes.host }),
          },
        };
  return hits.map((hit) => ({ ...hit, notes: [...hit.notes.filter(({ code }) => code !== 'component-of'), note] }));
}

function withoutLookalikes(hits: readonly Hit[], onRefusal: OnRefusal): readonly Hit[] {
  const lookalikes = hits.filter(({ row }) => row.role === 'lookalike');
  if (lookalikes.length === 0) return hits;
  const standing = hits.filter((hit) => {
    if (hit.row.role === 'lookalike') return false;
    const by = lookalikes.find((other) => contradicts(other, hit));
    if (by !== undefined) onRefusal(hit, 'lookalike', by);
    return by === undefined;
  });
  // One that takes nothing back is still the answer to somebody who asks for that name.
  for (const lookalike of lookalikes) {
    if (!hits.some((hit) => hit.row.role !== 'lookalike' && contradicts(lookalike, hit)) && isMeant(lookalike))
      onRefusal(lookalike, 'lookalike', lookalike);
  }
  return standing;
}

/** A look-alike that the value is, and not only resembles. */
function isMeant({ closeness }: Hit): boolean {
  return closeness === undefined || closeness >= 2;
}

/** A look-alike takes back what its entity claims about the same value, unless the claim is the more special one. */
function contradicts(lookalike: Hit, hit: Hit): boolean {
  if (hit.row.role === 'origin' || lookalike.row.entity !== hit.row.entity) return false;
  if (lookalike.value !== hit.value) return false;
  if (lookalike.closeness === undefined || hit.closeness === undefined)
    return hit.row.specificity <= lookalike.row.specificity;
  // "TCL INCORPORATED" is another company than TCL: with the same words left, only the very same letters decide.
  return lookalike.closeness === 3 || (lookalike.closeness === 2 && hit.closeness < 2 && hit.needsHint !== true);
}

/** Who governs a project now is asked of the name; who runs the host it comes from is another question. */
function withoutDonated(hits: readonly Hit[], onRefusal: OnRefusal): readonly Hit[] {
  const donated = hits.filter(({ row }) => row.role === 'donated');
  if (donated.length === 0) return hits;
  return hits.filter((hit) => {
    if (
      hit.row.role === 'donated' ||
      hit.row.role === 'origin' ||
      hit.relation === 'hosted-by' ||
      hit.relation === 'fetched-from'
    )
      return true;
    const by = donated.find((other) => other.row.entity === hit.row.entity && other.value === hit.value);
    if (by !== undefined) onRefusal(hit, 'donated', by);
    return by === undefined;
  });
}

const hostKinds: ReadonlySet<Hit['row']['kind']> = new Set(['domains', 'mirrors', 'helm', 'docker']);

/**
 * A host that belongs to several products of an entity, or to the entity as well, names the entity: whoever talks to it has not
 * installed the product that a list may name.
 */
function ofMaker(hit: Hit, hits: readonly Hit[]): Hit {
  const { row } = hit;
  if (row.role !== 'product' || !hostKinds.has(row.kind)) return hit;
  const isShared = hits.some(
    (other) =>
      other.row.entity === row.entity &&
      other.value === hit.value &&
      hostKinds.has(other.row.kind) &&
      other.row.product !== row.product,
  );
  if (!isShared) return hit;
  const { product: _, ...rest } = row;
  return { ...hit, row: { ...rest, role: 'entity' } };
}

/** Of several rows of one entity about one host the most special one is meant: a mirror below a company's domain is a mirror. */
function withoutBroaderHosts(hits: readonly Hit[]): readonly Hit[] {
  const about = hits.filter(({ row }) => row.role === 'entity' && hostKinds.has(row.kind));
  if (about.length < 2) return hits;
  return hits.filter(
    (hit) =>
      !about.includes(hit) ||
      !about.some(
        (other) =>
          other.row.entity === hit.row.entity &&
          other.value === hit.value &&
          hostSpecificity(other) > hostSpecificity(hit),
      ),
  );
}

/** Letters after the last star of the host part: `*.a.b` covers less than `*.b`, and a host without a star least of all. */
function hostSpecificity({ row }: Hit): number {
  const slash = row.pattern.indexOf('/');
  const host = slash === -1 ? row.pattern : row.pattern.slice(0, slash);
  const path = slash === -1 ? '' : row.pattern.slice(slash + 1).replace('*', '');
  const star = host.lastIndexOf('*');
  return path.length + (star === -1 ? 1000 + host.length : host.length - star);
}

/**
 * A display name that is not specific needs the publisher, or an id. Where a list gives nothing but such a name, the name is all
 * there is to go by, and proves little. A stated publisher that is another one makes a specific name doubtful.
 */
function withPublisher(component: Component, hits: readonly Hit[], onRefusal: OnRefusal): readonly Hit[] {
  if (!hits.some(({ source, row }) => source === 'app-name' && row.product !== undefined)) return hits;
  const stated = (component.identifiers ?? []).find(
    ({ kind, value }) => kind === 'organisation' && !isMakerPlaceholder(value),
  );
  return hits.flatMap((hit): Hit[] => {
    const product = hit.row.product;
    if (product === undefined || hit.source !== 'app-name') return [hit];
    if (hits.some((other) => speaksFor(other, hit) && other.source !== 'app-name')) return [hit];
    const note: MatchNote =
      stated === undefined ? { code: 'name-only' } : { code: 'publisher-differs', values: { stated: stated.value } };
    if (product.nameMatch === 'safe')
      return [{ ...hit, confidence: lowerConfidence(hit.confidence, 'medium'), notes: [...hit.notes, note] }];
    const isAllThereIs = stated === undefined && Object.values(product.identifiers).every((rows) => rows.length === 0);
    if (isAllThereIs) return [{ ...hit, strength: 'weak', confidence: 'low', notes: [...hit.notes, note] }];
    onRefusal(hit, 'needs-publisher');
    return [];
  });
}

/** Mercury may be one of hundreds, but with a model of theirs beside it, it is this one. */
function withoutUnhinted(hits: readonly Hit[], onRefusal: OnRefusal): readonly Hit[] {
  if (!hits.some(({ needsHint }) => needsHint === true)) return hits;
  return hits.filter((hit) => {
    if (hit.needsHint !== true || hits.some((other) => speaksFor(other, hit))) return true;
    onRefusal(hit, 'needs-second-hint');
    return false;
  });
}

/** Another hit on the same entity that can stand alone. */
function speaksFor(other: Hit, hit: Hit): boolean {
  return (
    other !== hit && other.needsHint !== true && other.row.entity !== undefined && other.row.entity === hit.row.entity
  );
}
