import type { Knowledge } from '../knowledge/knowledge.ts';
import type { AffiliateRule, Entity, Owner } from '../model/knowledge.ts';
import type { ChainStep, Attribution as MatchAttribution, MatchListing } from '../model/match.ts';
import { type Attribution, attribute, indexOwnership, type OwnershipIndex } from './ownership.ts';
import type { OwnershipEdge } from './ownership-edge.ts';
import type { AttributionNote } from './ownership-notes.ts';

/** Every listing that leads to an entity on a day: its own, and through ownership as each list's own test says. Kept per entity and day. */
export type ListingsOf = (entity: Entity, day: string) => readonly MatchListing[];

export function listingsOver(knowledge: Knowledge): ListingsOf {
  const kept = new Map<string, readonly MatchListing[]>();
  let ownership: OwnershipIndex | undefined;
  let listsOf: ReadonlyMap<string, readonly string[]> | undefined;

  const throughOwners = (entity: Entity, day: string): MatchListing[] => {
    const owners = knowledge.owners();
    if (!owners.has(entity.id)) return [];
    ownership ??= indexOwnership(owners);
    listsOf ??= inverted(knowledge.listed());
    const own = new Set(entity.listings.map(({ list }) => list));
    const reached: MatchListing[] = [];
    for (const id of listsAbove(entity.id, owners, listsOf)) {
      const list = knowledge.lists.get(id);
      const listed = knowledge.listed().get(id);
      // A list that names the entity itself needs no detour, and one that reaches only whom it names has none.
      if (list === undefined || listed === undefined || own.has(id) || list.affiliates.test === 'named-only') continue;
      for (const found of attribute(ownership, entity.id, listed, list.affiliates, day)) {
        const { verdict } = found;
        if (found.via !== 'ownership' || verdict === 'no') continue;
        const through = attributionOf(found, verdict, nameOf);
        for (const listing of knowledge.entity(found.listed)?.listings ?? []) {
          if (listing.list === id) reached.push({ listing, through });
        }
      }
    }
    return reached;
  };

  const nameOf = (id: string): string | undefined => knowledge.entity(id)?.name;

  return (entity, day) => {
    const key = `${entity.id} ${day}`;
    let listings = kept.get(key);
    if (listings === undefined) {
      listings = [...entity.listings.map((listing) => ({ listing })), ...throughOwners(entity, day)];
      kept.set(key, listings);
    }
    return listings;
  };
}

function inverted(listed: ReadonlyMap<string, ReadonlySet<string>>): Map<string, string[]> {
  const lists = new Map<string, string[]>();
  for (const [list, ids] of listed) {
    for (const id of ids) {
      const held = lists.get(id);
      if (held === undefined) lists.set(id, [list]);
      else held.push(list);
    }
  }
  return lists;
}

/** Lists on which anybody stands whom a chain of edges, of whatever state, leads up to. Sorted: the order of edges must not show. */
function listsAbove(
  id: string,
  owners: ReadonlyMap<string, readonly Owner[]>,
  listsOf: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set([id]);
  const found = new Set<string>();
  for (const at of seen) {
    if (at !== id) for (const list of listsOf.get(at) ?? []) found.add(list);
    // A set gives what is added while it is walked.
    for (const { owner } of owners.get(at) ?? []) seen.add(owner);
  }
  return [...found].sort();
}

function attributionOf(
  found: Attribution,
  verdict: MatchAttribution['verdict'],
  nameOf: (id: string) => string | undefined,
): MatchAttribution {
  const notes = found.notes.map(noteText);
  return {
    listedEntity: found.listed,
    listedName: nameOf(found.listed),
    verdict,
    test: testText(found.test),
    chain: (found.chains[0] ?? []).map((edge) => stepOf(edge, nameOf)),
    ...sumOf(found, nameOf),
    ...(found.contested && { contested: true }),
    confidence: found.confidence,
    ...(found.evidence === 'unsourced' && { weakEvidence: true }),
    ...(notes.length > 0 && { notes }),
  };
}

/** Only where a percentage was asked and more than the shown chain was needed for it. */
function sumOf(
  { test, together, chains, capital, listed }: Attribution,
  nameOf: (id: string) => string | undefined,
): Pick<MatchAttribution, 'sum'> {
  if (test.test !== 'aggregate' || capital === undefined || (together.length < 2 && chains.length < 2)) return {};
  const others = together.filter((id) => id !== listed).map((id) => nameOf(id) ?? id);
  return { sum: { percent: capital.atLeast, others } };
}

/** A list's test in words. */
export function testText(test: AffiliateRule): string {
  if (test.test === 'named-only') return 'named only';
  if (test.test === 'affiliates') return 'subsidiaries and affiliates';
  return test.operator === 'at-least'
    ? `${test.percent} percent or more in total`
    : `more than ${test.percent} percent in total`;
}

function stepOf(edge: OwnershipEdge, nameOf: (id: string) => string | undefined): ChainStep {
  return {
    owner: edge.owner,
    owned: edge.owned,
    ownerName: nameOf(edge.owner),
    ownedName: nameOf(edge.owned),
    kind: edge.kind,
    ...(edge.percent !== undefined && { percent: edge.percent }),
    ...(edge.votes !== undefined && { votes: edge.votes }),
    ...(edge.since !== undefined && { since: edge.since }),
    ...(edge.until !== undefined && { until: edge.until }),
    sources: edge.sources,
  };
}

const meaning: Readonly<Record<AttributionNote['code'], string>> = {
  'state-control': 'a public body holds rights here',
  'control-contested': 'the votes are in the hands of a court or state',
  'joint-venture': 'joint venture',
  'brand-licence': 'the name is licensed, the company is not owned',
  'former-owner': 'former owner',
  pending: 'agreed, not seen closed',
  'not-begun': 'begins later',
  'look-through': 'indirect sum, not added to direct holders',
  'share-not-seen': 'share not seen',
  'date-uncertain': 'exact day not known',
  disputed: 'sources differ',
  scope: 'holds for a part only',
  'votes-differ': 'votes differ from capital',
};

function noteText({ code, edge }: AttributionNote): string {
  const window = [
    edge.since === undefined ? '' : `from ${edge.since}`,
    edge.until === undefined ? '' : `until ${edge.until}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  const detail = code === 'scope' ? (edge.scope ?? '') : window;
  return `${edge.owner} over ${edge.owned}: ${meaning[code]}${detail === '' ? '' : ` (${detail})`}`;
}
