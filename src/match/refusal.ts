import type { Hit } from './hit.ts';

/** Why a hit on one component is taken back by another. */
export type RefusalReason =
  | 'lookalike'
  | 'donated'
  | 'other-maker'
  | 'needs-second-hint'
  | 'former-brand'
  | 'needs-publisher'
  | 'reference'
  | 'brand-of-own-entity';

/** Told about every hit that is taken back, for `explain`. */
export type OnRefusal = (hit: Hit, reason: RefusalReason, by?: Hit) => void;
