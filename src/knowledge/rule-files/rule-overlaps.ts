import type { NamePattern } from '../../identity/name-pattern.ts';
import { isWithin } from '../../identity/partial-date.ts';
import type { Entity, RuleIdentifier, RuleIdentifierKind, RuleSet } from '../../model/knowledge.ts';
import { compareMistakes, type RuleLocator, type RuleMistake } from './mistake.ts';
import { covers, reachOf } from './row-reach.ts';
import { shown } from './shown.ts';

interface Row {
  readonly entity: Entity;
  /** The entity itself, or one of its products. */
  readonly holder: object;
  readonly row: RuleIdentifier;
  readonly reach: NamePattern;
}

/**
 * Rows that say what another row says already, for "rules check": the same row twice, a row that a wider one of the same
 * entity covers, and rows that two entities claim. Rows that add something (another relation, other versions or dates) are
 * no repetition, a product's rows may be narrower than its maker's, an owner and what it owns may share names, and a brand
 * may be bought from several makers.
 */
export function ruleOverlaps(rules: RuleSet, placeOf: RuleLocator): readonly RuleMistake[] {
  const warnings: RuleMistake[] = [];
  for (const [kind, rows] of rowsByKind(rules)) {
    const index = indexOf(rows);
    for (const inner of rows) {
      const outer = widest(inner, index);
      if (outer !== undefined) tell(inner, outer, kind);
    }
  }
  return warnings.sort(compareMistakes);

  function tell(inner: Row, outer: Row, kind: RuleIdentifierKind): void {
    const place = placeOf(inner.row, 'match') ?? { path: `entity/${inner.entity.id}` };
    const other = placeOf(outer.row, 'match');
    const where = other === undefined ? '' : ` (${other.path}:${other.line})`;
    const row = shown(`${kind}:${inner.row.match}`);
    const isSame = sameReach(inner.reach, outer.reach);
    let message: string;
    if (inner.entity !== outer.entity) {
      message = isSame
        ? `${row} stands in the entities "${outer.entity.id}" and "${inner.entity.id}"; both will be named${where}`
        : `${row} is already covered by ${shown(outer.row.match)} of the entity "${outer.entity.id}"${where}`;
    } else {
      message = isSame ? `${row} stands twice${where}` : `${row} adds nothing to ${shown(outer.row.match)}${where}`;
    }
    warnings.push({ ...place, message });
  }
}

function rowsByKind(rules: RuleSet): Map<RuleIdentifierKind, Row[]> {
  const result = new Map<RuleIdentifierKind, Row[]>();
  const add = (entity: Entity, holder: { readonly identifiers: Entity['identifiers'] }): void => {
    for (const [kind, list] of Object.entries(holder.identifiers) as [
      RuleIdentifierKind,
      readonly RuleIdentifier[],
    ][]) {
      const rows = result.get(kind) ?? [];
      result.set(kind, rows);
      for (const row of list) rows.push({ entity, holder, row, reach: reachOf(kind, row.match) });
    }
  };
  for (const entity of rules.entities) {
    add(entity, entity);
    for (const product of entity.products) add(entity, product);
  }
  return result;
}

interface Index {
  readonly exact: ReadonlyMap<string, readonly Row[]>;
  readonly prefix: ReadonlyMap<string, readonly Row[]>;
  readonly order: ReadonlyMap<Row, number>;
}

function indexOf(rows: readonly Row[]): Index {
  const exact = new Map<string, Row[]>();
  const prefix = new Map<string, Row[]>();
  for (const row of rows) {
    const table = row.reach.form === 'exact' ? exact : prefix;
    const same = table.get(row.reach.text);
    if (same === undefined) table.set(row.reach.text, [row]);
    else same.push(row);
  }
  return { exact, prefix, order: new Map(rows.map((row, at) => [row, at])) };
}

/** The row with the shortest text that makes this one idle; of two that are the same, the later one is the idle one. */
function widest(inner: Row, index: Index): Row | undefined {
  const { text } = inner.reach;
  for (let length = 1; length <= text.length; length++) {
    for (const outer of index.prefix.get(text.slice(0, length)) ?? []) if (isIdle(inner, outer, index)) return outer;
  }
  if (inner.reach.form === 'prefix') return undefined;
  return index.exact.get(text)?.find((outer) => isIdle(inner, outer, index));
}

function isIdle(inner: Row, outer: Row, index: Index): boolean {
  if (outer === inner || !covers(outer.reach, inner.reach)) return false;
  if (sameReach(inner.reach, outer.reach) && (index.order.get(outer) as number) > (index.order.get(inner) as number))
    return false;
  if (inner.entity === outer.entity && inner.holder !== outer.holder) return false;
  if (!saysTheSame(inner.row, outer.row)) return false;
  if (inner.entity === outer.entity) return inner.row.confidence === outer.row.confidence;
  return !isRelated(inner.entity, outer.entity) && !isShared(inner.row) && !isShared(outer.row);
}

function saysTheSame(inner: RuleIdentifier, outer: RuleIdentifier): boolean {
  return (
    inner.relation === outer.relation &&
    outer.versions === undefined &&
    inner.versions === undefined &&
    overlapInTime(inner, outer)
  );
}

/** Unless one has certainly ended when the other begins. */
function overlapInTime(one: RuleIdentifier, other: RuleIdentifier): boolean {
  const meets = (from: RuleIdentifier, within: RuleIdentifier): boolean =>
    from.since === undefined || isWithin(from.since, undefined, within.until) !== 'no';
  return meets(one, other) && meets(other, one);
}

function isShared(row: RuleIdentifier): boolean {
  return row.brandRelation !== undefined && row.brandRelation !== 'own-brand';
}

function isRelated(one: Entity, other: Entity): boolean {
  return one.owners.some((owner) => owner.owner === other.id) || other.owners.some((owner) => owner.owner === one.id);
}

function sameReach(one: NamePattern, other: NamePattern): boolean {
  return one.form === other.form && one.text === other.text && one.boundary === other.boundary;
}
