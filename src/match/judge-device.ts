import { isMakerPlaceholder } from '../identity/mac.ts';
import { namesNobody, readOrganisation } from '../identity/organisation.ts';
import { foldText } from '../identity/organisation-text.ts';
import type { Component } from '../model/component.ts';
import type { MatchNote } from '../model/match.ts';
import { type Hit, lowerConfidence } from './hit.ts';
import type { OnRefusal, RefusalReason } from './refusal.ts';

const deviceSources: ReadonlySet<Hit['source']> = new Set([
  'mac',
  'model',
  'fcc',
  'usb',
  'pci',
  'bluetooth',
  'snmp',
  'banner',
]);

/** True for evidence that only a device, or a part of one, has. */
export function isDeviceEvidence(hit: Hit): boolean {
  return deviceSources.has(hit.source);
}

interface Makers {
  /** Texts of maker fields that name somebody. */
  readonly stated: readonly string[];
  /** Entities that a maker field names, by any of their names or brands. */
  readonly named: ReadonlySet<string>;
  /** A maker field names somebody who is known and ruled out. */
  readonly isReference: boolean;
}

function makersOf(component: Component, hits: readonly Hit[]): Makers {
  const named = new Set<string>();
  const texts = new Set<string>();
  let isReference = false;
  for (const { source, row, value, notes } of hits) {
    if (source !== 'organisation' || row.entity === undefined || notes.some(({ code }) => code === 'former-brand'))
      continue;
    named.add(row.entity.id);
    texts.add(value);
    if (row.entity.role === 'reference') isReference = true;
  }
  const network = hits.filter(({ source }) => source === 'mac');
  const stated: string[] = [];
  for (const { kind, value } of component.identifiers ?? []) {
    if (kind !== 'organisation' || isMakerPlaceholder(value)) continue;
    if (texts.has(value) || !(namesNobody(readOrganisation(value)) || isShortenedMaker(value, network)))
      stated.push(value);
  }
  return { stated, named, isReference };
}

/**
 * Network tools shorten the registered name to eight letters, or print it whole, in a column that inventories call "Vendor": that
 * says what the MAC address says and is no second voice.
 */
function isShortenedMaker(value: string, network: readonly Hit[]): boolean {
  const text = foldText(value).replace(/[^\p{L}\p{N}]/gu, '');
  if (text.length !== 8) return false;
  return network.some(({ row }) => {
    const names = [
      row.pattern,
      row.entity?.name ?? '',
      ...(row.entity?.identifiers['oui-name'] ?? []).map(({ match }) => match),
    ];
    return names.some((name) =>
      foldText(name)
        .replace(/[^\p{L}\p{N}]/gu, '')
        .startsWith(text),
    );
  });
}

/**
 * The order of evidence: a stated maker, a distinctive model, numbers given to the maker, and last the maker of the network part.
 * What contradicts better evidence is taken back, or said beside it.
 */
export function judgeDevice(component: Component, hits: readonly Hit[], onRefusal: OnRefusal): readonly Hit[] {
  const makers = makersOf(component, hits);
  const judged: Hit[] = [];
  const aside = new Map<string, MatchNote[]>();
  const noteFor = (entity: string, note: MatchNote): void => {
    const held = aside.get(entity);
    if (held === undefined) aside.set(entity, [note]);
    else held.push(note);
  };
  for (const hit of hits) {
    const entity = hit.row.entity;
    if (entity === undefined || hit.row.role === 'origin') {
      judged.push(hit);
      continue;
    }
    const verdict = judgeOne(hit, hits, makers);
    if (verdict.refused !== undefined) {
      onRefusal(hit, verdict.refused);
      for (const id of makers.named) if (verdict.aside !== undefined) noteFor(id, verdict.aside);
      if (verdict.aside !== undefined && makers.named.size === 0)
        for (const id of modelled(hits, entity.id)) noteFor(id, verdict.aside);
      continue;
    }
    judged.push(verdict.hit);
  }
  if (aside.size === 0) return judged;
  return judged.map((hit) => {
    const notes = aside.get(hit.row.entity?.id ?? '');
    if (notes === undefined) return hit;
    const doubted = notes.some(({ code }) => code === 'oui-differs');
    return {
      ...hit,
      confidence: doubted ? lowerConfidence(hit.confidence, 'medium') : hit.confidence,
      notes: [...hit.notes, ...notes],
    };
  });
}

/** Entities other than this one that stronger evidence than a network part speaks for. */
function modelled(hits: readonly Hit[], other: string): Set<string> {
  const ids = hits
    .filter(({ source, row }) => source !== 'mac' && row.entity !== undefined && row.entity.id !== other)
    .map(({ row }) => row.entity?.id ?? '');
  return new Set(ids);
}

interface Verdict {
  readonly hit: Hit;
  readonly refused?: RefusalReason;
  /** Said about the maker instead. */
  readonly aside?: MatchNote;
}

function judgeOne(hit: Hit, hits: readonly Hit[], makers: Makers): Verdict {
  const id = hit.row.entity?.id ?? '';
  const isMaker = makers.named.has(id);
  const otherStated = makers.stated.length > 0 && !isMaker;
  const noted = (...notes: MatchNote[]): Hit => ({ ...hit, notes: [...hit.notes, ...notes] });
  switch (hit.source) {
    case 'organisation':
    case 'brand':
      return judgeBrand(hit, hits);
    case 'mac': {
      if (isMaker) return { hit };
      const aside: MatchNote = { code: 'oui-differs', values: { oui: hit.matched, name: hit.row.entity?.name ?? id } };
      if (otherStated) return { hit, refused: 'other-maker', aside };
      const better = modelled(hits, id);
      if (better.size > 0 && !hits.some((other) => other.source !== 'mac' && other.row.entity?.id === id))
        return { hit, refused: 'other-maker', aside };
      const isAlone = !hits.some((other) => other.source !== 'mac' && other.row.entity?.id === id);
      return {
        hit: isAlone ? { ...noted({ code: 'oui-only' }), confidence: lowerConfidence(hit.confidence, 'medium') } : hit,
      };
    }
    case 'bluetooth':
      return otherStated ? { hit, refused: 'other-maker' } : { hit };
    case 'model':
      return judgeModel(hit, hits, makers, isMaker);
    case 'usb':
    case 'pci': {
      const host = makers.stated[0];
      const note: MatchNote = {
        code: 'component-of',
        values: { part: hit.source, ...(otherStated && host !== undefined && { maker: host }) },
      };
      return { hit: isMaker ? hit : noted(note) };
    }
    case 'fcc':
    case 'snmp':
    case 'banner':
      if (!otherStated) return { hit };
      if (makers.isReference) return { hit, refused: 'other-maker' };
      return {
        hit: {
          ...noted({ code: 'maker-differs', values: { stated: makers.stated[0] ?? '' } }),
          confidence: lowerConfidence(hit.confidence, 'medium'),
        },
      };
    default:
      return { hit };
  }
}

function judgeModel(hit: Hit, hits: readonly Hit[], makers: Makers, isMaker: boolean): Verdict {
  const { identifier, entity } = hit.row;
  if (isMaker) return { hit };
  const isRebrand = identifier.brandRelation === 'oem-rebrand';
  const rebrandNote: MatchNote = {
    code: 'oem-rebrand',
    values: { ...(makers.stated[0] !== undefined && { brand: makers.stated[0] }) },
  };
  if (makers.stated.length > 0) {
    if (isRebrand) return { hit: { ...hit, notes: [...hit.notes, rebrandNote] } };
    if (makers.named.size > 0 || identifier.confidence !== 'high') return { hit, refused: 'other-maker' };
    const note: MatchNote = { code: 'maker-differs', values: { stated: makers.stated[0] ?? '' } };
    return { hit: { ...hit, confidence: lowerConfidence(hit.confidence, 'medium'), notes: [...hit.notes, note] } };
  }
  const hinted = hits.some((other) => other !== hit && other.source !== 'model' && other.row.entity === entity);
  if (identifier.confidence === 'low' && !hinted) return { hit, refused: 'needs-second-hint' };
  return { hit: isRebrand ? { ...hit, notes: [...hit.notes, rebrandNote] } : hit };
}

/** A maker or brand field that holds a brand of the entity, or its own name. */
function judgeBrand(hit: Hit, hits: readonly Hit[]): Verdict {
  const { identifier, entity, kind, pattern } = hit.row;
  if (kind !== 'brand') return { hit };
  const relation = identifier.brandRelation ?? 'own-brand';
  const window = {
    ...(identifier.since !== undefined && { since: identifier.since }),
    ...(identifier.until !== undefined && { until: identifier.until }),
  };
  const ownEntity = hits.find(
    (other) =>
      other.source === hit.source &&
      other.value === hit.value &&
      other.row.kind !== 'brand' &&
      other.row.entity !== entity &&
      other.row.role === 'entity',
  );
  const others = hits.filter((other) => other !== hit && other.row.entity === entity && other.row.kind !== 'brand');
  if (hit.notes.some(({ code }) => code === 'former-brand')) {
    const note: MatchNote = { code: 'former-brand', values: { brand: pattern, former: entity?.name ?? '', ...window } };
    return { hit, refused: 'former-brand', ...(ownEntity !== undefined && { aside: note }) };
  }
  if (relation === 'oem-rebrand') {
    const note: MatchNote = { code: 'oem-rebrand', values: { brand: pattern, maker: entity?.name ?? '', ...window } };
    if (identifier.confidence === 'low' && others.length === 0) return { hit, refused: 'needs-second-hint' };
    // The brand's owner is known himself: that this maker supplied some of it is said beside him, unless it is certain.
    if (ownEntity !== undefined && identifier.confidence !== 'high' && others.length === 0)
      return { hit, refused: 'brand-of-own-entity', aside: note };
    return { hit: { ...hit, notes: [...hit.notes, note] } };
  }
  if (relation === 'component') {
    return { hit: { ...hit, notes: [...hit.notes, { code: 'component-of', values: { part: pattern } }] } };
  }
  return {
    hit:
      others.length > 0 ? hit : { ...hit, notes: [...hit.notes, { code: 'brand-only', values: { brand: pattern } }] },
  };
}
