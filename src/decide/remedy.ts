import type { Relation } from '../model/component.ts';
import type { Effect } from '../model/knowledge.ts';
import type { Match } from '../model/match.ts';
import { isWeak } from './judge.ts';
import type { WeighedListing } from './listing-set.ts';

const exemption = 'or record an exemption with a reason and an end date';

const byRelation: Readonly<Record<Relation, string>> = {
  'published-by': `Replace it with one from another publisher, ${exemption}.`,
  'manufactured-by': `Plan its replacement; until then keep it in a network segment of its own without remote access from outside, ${exemption}.`,
  'hosted-by': `Move the data or the endpoint to another host; until then record who can reach what, agree it in the contract, ${exemption}.`,
  'fetched-from': 'Fetch it from its own registry or from a mirror you run, and pin it by digest.',
  'originated-by': 'Note who governs it today; nothing else follows from where it began.',
  'owned-by': `Look at the contract with the owner in mind: access, onward transfer, exit; ${exemption}.`,
  'integrates-with':
    'Check which data reaches the other side and whether the integration is in use; remove it where it is not.',
};

const byKind: ReadonlyMap<string, string> = new Map([
  ['app', `Remove it from managed devices, ${exemption}.`],
  ['extension', `Remove it and block its id, ${exemption}.`],
  ['image', `Rebuild on a base image from another publisher and pin it by digest, ${exemption}.`],
  ['model', `Use another model, or run this one where no data leaves, ${exemption}.`],
]);

const byEffect: Partial<Record<Effect, string>> = {
  'use-ban': 'Its use is barred for those the list binds.',
  'procurement-ban': 'Do not buy more of it under contracts the list reaches.',
  'import-ban': 'Check authorisation before buying or importing new units.',
  sanctions: 'Ask counsel before paying, renewing or receiving anything.',
  'export-control': 'Check licence duties before sending technology or data to it.',
};

/** What to do next, by relation, kind and effect. A rule of the team's own says its own. */
export function remedyFor(match: Match, listings: readonly WeighedListing[]): string {
  if (match.own?.remedy !== undefined) return match.own.remedy;
  if (match.kind === 'duty') return 'Fill in what is missing, or record an exemption with a reason and an end date.';
  const lead = listings[0];
  const acts = lead?.shown.state === 'live' && lead.severity !== 'info';
  if (lead !== undefined && !acts && match.own === undefined) return inert(lead);
  if (isWeak(match))
    return `Confirm who made it before acting: label, purchase record, certificate or identifier. If it is confirmed: ${lower(actOn(match))}`;
  const effect = acts ? byEffect[lead.shown.effect] : undefined;
  return effect === undefined ? actOn(match) : `${effect} ${actOn(match)}`;
}

function actOn(match: Match): string {
  const { role } = match.component;
  if (role === 'catalogue-entry')
    return `Take it out of the catalogue or mark it, and look for units of it, ${exemption}.`;
  if (role === 'part')
    return `Plan to replace the part, or the device it sits in; until then keep that device in a network segment of its own, ${exemption}.`;
  const own = match.relation === 'published-by' ? byKind.get(match.component.kind) : undefined;
  return own ?? byRelation[match.relation];
}

function inert({ shown, through }: WeighedListing): string {
  if (through?.verdict === 'unknown') return 'Find out who owns it, with a source, before deciding.';
  if (shown.state === 'history') return 'Nothing follows from this listing today; kept so that the record is complete.';
  if (shown.state === 'not-yet') return 'Nothing follows yet; plan for the day it begins.';
  if (shown.state === 'uncertain') return 'Check with the official list what holds on this day.';
  return 'Nothing follows by itself; take it into account when you next decide.';
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
