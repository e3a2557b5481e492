import type { PartialDate } from '../model/knowledge.ts';
import { actsAs, type OwnershipEdge, stateOn } from './ownership-edge.ts';
import type { OwnershipPath } from './ownership-path.ts';
import { longestChain } from './ownership-standing.ts';

/** Something the reader of an attribution must know. The edge it is about carries dates, figures, sources and its own note. */
export interface AttributionNote {
  readonly code:
    | 'state-control' // a public body directs or holds rights here: shown, not a hit
    | 'control-contested' // a court or state holds the votes: the shares stay where they are
    | 'joint-venture'
    | 'brand-licence' // the name belongs to this owner, the company does not
    | 'former-owner'
    | 'pending' // agreed, not seen closed
    | 'not-begun'
    | 'look-through' // an indirect sum, left out of the addition
    | 'share-not-seen'
    | 'date-uncertain' // the day lies inside the year or month that is all the source gives
    | 'disputed'
    | 'scope' // holds for a part only
    | 'votes-differ';
  readonly edge: OwnershipEdge;
}

interface Case {
  readonly owned: string;
  readonly listed: string;
  /** The links the verdict rests on. */
  readonly links: readonly OwnershipEdge[];
  /** All chains from the listed entity, also those that are not live. */
  readonly chains: readonly OwnershipPath[];
  readonly day: PartialDate;
}

type Index = ReadonlyMap<string, readonly OwnershipEdge[]>;

/** What has to be said beside a verdict: about its links, about chains that do not count, and about bystanders. No duplicates. */
export function notesOn(index: Index, about: Case): readonly AttributionNote[] {
  const notes: AttributionNote[] = [
    ...about.links.flatMap((edge) => codesOf(edge, about.day).map((code) => ({ code, edge }))),
    ...about.chains.flatMap((chain) => besideOf(chain, about)),
    ...bystanders(index, about),
  ];
  return notes.filter(
    (note, at) => notes.findIndex((other) => other.code === note.code && other.edge === note.edge) === at,
  );
}

function codesOf(edge: OwnershipEdge, day: PartialDate): AttributionNote['code'][] {
  const codes: AttributionNote['code'][] = [];
  const kind = actsAs(edge);
  const life = stateOn(edge, day);
  if (life === 'pending') codes.push('pending');
  if (life === 'ended') codes.push('former-owner');
  if (life === 'later') codes.push('not-begun');
  if (life === 'uncertain') codes.push('date-uncertain');
  if (kind === 'state-control' || kind === 'joint-venture' || kind === 'brand-licence') codes.push(kind);
  else if (edge.percent === undefined) codes.push('share-not-seen');
  if (edge.lookThrough === true) codes.push('look-through');
  if (edge.disputed === true) codes.push('disputed');
  if (edge.scope !== undefined) codes.push('scope');
  if (edge.votes !== undefined && edge.votes !== edge.percent) codes.push('votes-differ');
  return codes;
}

/** Links of other chains of the same listed entity: it also was, will be or may become an owner, or lends its name. */
function besideOf(chain: OwnershipPath, { links, day }: Case): AttributionNote[] {
  return chain.edges.flatMap((edge): AttributionNote[] => {
    if (links.includes(edge)) return [];
    const life = stateOn(edge, day);
    if (actsAs(edge) === 'brand-licence') return [{ code: 'brand-licence', edge }];
    if (life === 'pending') return [{ code: 'pending', edge }];
    if (life === 'later') return [{ code: 'not-begun', edge }];
    // The older value of a relation that goes on is not a former owner.
    if (life === 'ended') return edge.kind === 'former' ? [{ code: 'former-owner', edge }] : [];
    return edge.lookThrough === true ? [{ code: 'look-through', edge }] : [];
  });
}

/** State bodies anywhere along the chain, and whoever lends the owned entity its name. */
function bystanders(index: Index, { owned, listed, links, day }: Case): AttributionNote[] {
  const along = new Set([owned, listed, ...links.map((edge) => edge.owned)]);
  return [...along].flatMap((id) =>
    (index.get(id) ?? []).flatMap((edge): AttributionNote[] => {
      const life = stateOn(edge, day);
      if ((life !== 'live' && life !== 'uncertain') || links.includes(edge)) return [];
      const kind = actsAs(edge);
      if (kind === 'brand-licence') return id === owned ? [{ code: 'brand-licence', edge }] : [];
      if (kind !== 'state-control') return [];
      return [{ code: takesVotes(index, edge, links, day) ? 'control-contested' : 'state-control', edge }];
    }),
  );
}

/**
 * A public body that directs a company whose owner is somebody else contests that owner's control (a court that keeps the votes).
 * Not so a body that stands above the owner as well, nor one with a small right such as one percent with a board seat.
 */
function takesVotes(index: Index, body: OwnershipEdge, links: readonly OwnershipEdge[], day: PartialDate): boolean {
  const share = body.votes ?? body.percent;
  if (share !== undefined && share < 50) return false;
  const owners = links.filter((edge) => edge.owned === body.owned && stateOn(edge, day) === 'live');
  return owners.some((edge) => edge.owner !== body.owner && !standsAbove(index, body.owner, edge.owner, day));
}

function standsAbove(index: Index, above: string, below: string, day: PartialDate): boolean {
  const seen = new Set([below]);
  let row = [below];
  for (let depth = 0; depth < longestChain && row.length > 0; depth += 1) {
    const next: string[] = [];
    for (const id of row) {
      for (const edge of index.get(id) ?? []) {
        const life = stateOn(edge, day);
        if (seen.has(edge.owner) || (life !== 'live' && life !== 'uncertain')) continue;
        if (edge.owner === above) return true;
        seen.add(edge.owner);
        next.push(edge.owner);
      }
    }
    row = next;
  }
  return false;
}
