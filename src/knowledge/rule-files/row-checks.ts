import { compareDates } from '../../identity/partial-date.ts';
import type {
  AffiliateRule,
  Confidence,
  DutyTest,
  Entity,
  Listing,
  Lookalike,
  OriginRule,
  Owner,
  PartialDate,
  Profile,
  RuleIdentifier,
  Source,
} from '../../model/knowledge.ts';
import { patternFault } from './pattern-fault.ts';
import type { RecordCheck } from './shape.ts';
import { shown } from './shown.ts';

/** Conditions that hold between the fields of one row. Each names the field that has to change. */

export const datesInOrder: RecordCheck<{ readonly since?: PartialDate; readonly until?: PartialDate }> = (
  row,
  tell,
) => {
  if (isBefore(row.until, row.since)) tell('until', `"until" ${row.until} lies before "since" ${row.since}`);
};

export const listingDates: RecordCheck<Listing> = (row, tell) => {
  if (isBefore(row.until, row.since)) tell('until', `"until" ${row.until} lies before "since" ${row.since}`);
  if (isBefore(row.appliesFrom, row.since)) {
    tell('appliesFrom', `"applies-from" ${row.appliesFrom} lies before "since" ${row.since}`);
  }
};

export const listDates: RecordCheck<{
  readonly effective?: PartialDate;
  readonly ends?: PartialDate;
  readonly suspendedFrom?: PartialDate;
  readonly suspendedThrough?: PartialDate;
}> = (row, tell) => {
  if (isBefore(row.ends, row.effective)) tell('ends', `"ends" ${row.ends} lies before "effective" ${row.effective}`);
  if (isBefore(row.suspendedThrough, row.suspendedFrom)) {
    tell(
      'suspendedThrough',
      `"suspended-through" ${row.suspendedThrough} lies before "suspended-from" ${row.suspendedFrom}`,
    );
  }
};

/** A claim without a source seen is a draft: it never counts as certain. */
export const ownerEvidence: RecordCheck<Owner> = (row, tell) => {
  if (row.confidence === 'high' && restsOnNothing(row.sources)) tell('confidence', gate('an ownership'));
  if (row.percentAsOf !== undefined && row.percent === undefined && row.votes === undefined) {
    tell('percentAsOf', '"percent-as-of" dates a share that is not given');
  }
  if (row.was !== undefined && row.kind !== 'former') tell('was', '"was" belongs to kind "former" only');
};

export const identifierEvidence: RecordCheck<RuleIdentifier> = (row, tell) => {
  if (row.confidence !== 'high') return;
  if (
    row.evidenceKind === 'general-knowledge' ||
    (row.evidenceKind === undefined && isGeneralKnowledge(row.evidence))
  ) {
    tell('confidence', gate('an identifier'));
  }
};

export const sourcedConfidence: RecordCheck<{
  readonly confidence?: Confidence;
  readonly sources?: readonly Source[];
}> = (row, tell) => {
  if (row.confidence === 'high' && row.sources !== undefined && restsOnNothing(row.sources)) {
    tell('confidence', gate('a row'));
  }
};

export const sourceSaysWhere: RecordCheck<Source> = (row, tell) => {
  if (row.kind !== 'general-knowledge' && row.title === undefined && row.url === undefined) {
    tell('kind', 'a source needs "title" or "url", or the kind "general-knowledge"');
  }
};

export const affiliateTest: RecordCheck<{
  readonly test: AffiliateRule['test'];
  readonly percent?: number;
  readonly operator?: 'at-least' | 'more-than';
}> = (row, tell) => {
  const hasShare = row.percent !== undefined && row.operator !== undefined;
  if (row.test === 'aggregate' && !hasShare) tell('test', 'the test "aggregate" needs "percent" and "operator"');
  if (row.test !== 'aggregate' && (row.percent !== undefined || row.operator !== undefined)) {
    tell('test', `"percent" and "operator" belong to the test "aggregate", not to "${row.test}"`);
  }
};

export const lookalikePattern: RecordCheck<Lookalike> = (row, tell) => {
  const fault = patternFault(row.kind, row.match);
  if (fault?.weight === 'mistake') tell('match', fault.message);
};

export const originCondition: RecordCheck<OriginRule> = (row, tell) => {
  const identifiers = Object.values(row.identifiers ?? {}).some((list) => list.length > 0);
  if (!identifiers && [row.country, row.countryNot, row.category, row.host, row.region].every(isEmpty)) {
    tell(
      'id',
      'the rule has no condition, so it would match everything; give country, country-not, category, host, region or identifiers',
    );
  }
  const both = row.country?.find((code) => row.countryNot?.includes(code));
  if (both !== undefined) tell('countryNot', `${both} stands in "country" and in "country-not"`);
  if (isEmpty(row.country) && isEmpty(row.countryNot)) {
    if (row.countryOf !== undefined)
      tell('countryOf', '"country-of" says which country is compared, and the rule compares none');
    if (row.countryThrough !== undefined)
      tell('countryThrough', '"country-through" says whose country is compared, and the rule compares none');
  }
};

export const entityRows: RecordCheck<
  Pick<Entity, 'owners' | 'listings' | 'products' | 'name' | 'aliases'> & { readonly id?: string }
> = (row, tell) => {
  if (row.owners.some((owner) => owner.owner === row.id)) tell('owners', `${row.id} is named as its own owner`);
  const products = new Set<string>();
  for (const { id } of row.products) {
    if (products.has(id)) tell('products', `product id ${shown(id)} stands twice`);
    products.add(id);
  }
  const listings = new Set<string>();
  for (const { list, since, scope, status } of row.listings) {
    const key = JSON.stringify([list, since, scope, status]);
    if (listings.has(key)) tell('listings', `the listing on ${list} stands twice`, 'unwise');
    listings.add(key);
  }
};

/** Only for a team's own entities: the shipped ones may stand for an owner that nothing else describes. */
export const entityFindable: RecordCheck<Pick<Entity, 'name' | 'owners' | 'listings' | 'identifiers' | 'products'>> = (
  row,
  tell,
) => {
  const rows = Object.values(row.identifiers).some((list) => list.length > 0);
  if (rows || row.owners.length > 0 || row.listings.length > 0 || row.products.length > 0) return;
  tell('name', `${shown(row.name)} has no identifiers, owners or listings: only its name can find it`, 'unwise');
};

export const dutyTest: RecordCheck<DutyTest> = (row, tell) => {
  const isList = Array.isArray(row.value);
  switch (row.is) {
    case 'one-of':
    case 'not-one-of':
      if (!isList) tell('is', `"${row.is}" needs a list as "value"`);
      break;
    case 'at-most':
    case 'at-least':
      if (row.value === undefined && row.valueColumn === undefined)
        tell('is', `"${row.is}" needs "value" or "value-column"`);
      else if (isList) tell('value', `"${row.is}" needs a single "value"`);
      break;
    case 'not-after':
      if (row.valueColumn === undefined) tell('is', '"not-after" needs "value-column"');
      break;
    case 'within-months':
      if (typeof row.value !== 'number' && row.valueColumn === undefined) {
        tell('is', '"within-months" needs a number as "value", or "value-column"');
      }
      break;
    default:
      if (row.value !== undefined) tell('value', `"${row.is}" takes no "value"`);
  }
};

export const profileReach: RecordCheck<Pick<Profile, 'id' | 'lists' | 'origins' | 'duties'>> = (row, tell) => {
  if (row.lists.length === 0 && row.origins.length === 0 && row.duties.length === 0) {
    tell('id', 'the profile names no lists, origins or duties, so nothing would ever be found under it');
  }
};

function gate(subject: string): string {
  return `${subject} that rests on general knowledge alone cannot have confidence "high"`;
}

/** True where every source is general knowledge. */
function restsOnNothing(sources: readonly Source[]): boolean {
  return sources.length > 0 && sources.every((source) => source.kind === 'general-knowledge');
}

function isGeneralKnowledge(evidence: string | undefined): boolean {
  return evidence !== undefined && /^general[ -]knowledge\b/i.test(evidence);
}

function isEmpty(rows: readonly unknown[] | undefined): boolean {
  return rows === undefined || rows.length === 0;
}

function isBefore(date: PartialDate | undefined, other: PartialDate | undefined): boolean {
  return date !== undefined && other !== undefined && compareDates(date, other) === 'before';
}
