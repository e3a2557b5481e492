import type { IdentifierKind, Place, Relation } from '../model/component.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { Match, MatchNote } from '../model/match.ts';
import type { Row } from './row.ts';

/** A row that holds for a component, with the place it was read from and what became of it. */
export interface Hit {
  readonly row: Row;
  readonly matched: string;
  readonly strength: Match['strength'];
  readonly closeness?: number;
  readonly needsHint?: boolean;
  /** What the value was read as; `name` is the component's own name in its ecosystem. */
  readonly source: IdentifierKind | 'name';
  readonly field: string;
  readonly value: string;
  readonly at: Place;
  readonly relation: Relation;
  readonly confidence: Confidence;
  readonly notes: readonly MatchNote[];
}

const confidences = ['low', 'medium', 'high'] as const;

/** The lower of two. */
export function lowerConfidence(left: Confidence, right: Confidence): Confidence {
  return confidences.indexOf(left) <= confidences.indexOf(right) ? left : right;
}

/** The higher of two. */
export function higherConfidence(left: Confidence, right: Confidence): Confidence {
  return confidences.indexOf(left) >= confidences.indexOf(right) ? left : right;
}

const strengths = ['weak', 'strong', 'exact'] as const;

export function strongerOf(left: Match['strength'], right: Match['strength']): Match['strength'] {
  return strengths.indexOf(left) >= strengths.indexOf(right) ? left : right;
}

/**
 * What says most about who made a device comes first: a stated maker, a model, numbers given to its maker, and last the maker of
 * its network part.
 */
export const evidenceOrder: Readonly<Record<Hit['source'], number>> = {
  name: 0,
  package: 0,
  organisation: 1,
  brand: 2,
  'app-name': 3,
  model: 3,
  fcc: 4,
  android: 4,
  ios: 4,
  windows: 4,
  winget: 4,
  macos: 4,
  cpe: 4,
  usb: 5,
  pci: 5,
  bluetooth: 5,
  snmp: 5,
  banner: 6,
  'forge-owner': 6,
  url: 7,
  'code-prefix': 7,
  mac: 8,
  category: 9,
  region: 9,
  country: 9,
};
