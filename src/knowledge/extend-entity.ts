import type { Entity, RuleIdentifier, RuleIdentifierKind } from '../model/knowledge.ts';

export interface Extension {
  readonly entity: Entity;
  /** What the addition contradicts, each as the end of a sentence about the entity. */
  readonly mistakes: readonly string[];
}

/** The known entity with what a team's own file adds to it. Rows are appended, so that numbers of known rows stay. */
export function extendEntity(known: Entity, added: Entity): Extension {
  const mistakes: string[] = [];
  for (const field of ['country', 'ownerCountry', 'operatingCountry', 'role'] as const) {
    const value = added[field];
    if (value !== undefined && value !== known[field]) {
      mistakes.push(
        `is known with ${field} ${known[field] ?? 'unknown'}, not ${value}; give your own entity another id`,
      );
    }
  }
  const names = [added.name, ...added.aliases].filter((name) => name !== known.name && !known.aliases.includes(name));
  const reason = added.reason ?? known.reason;
  const severity = added.severity ?? known.severity;
  const remedy = added.remedy ?? known.remedy;
  const entity: Entity = {
    ...known,
    aliases: [...known.aliases, ...names],
    owners: [...known.owners, ...added.owners],
    listings: [...known.listings, ...added.listings],
    identifiers: joinIdentifiers(known.identifiers, added.identifiers),
    products: [...known.products, ...added.products],
    donated: [...known.donated, ...added.donated],
    lookalikes: [...known.lookalikes, ...added.lookalikes],
    ...(reason !== undefined && { reason }),
    ...(severity !== undefined && { severity }),
    ...(remedy !== undefined && { remedy }),
    examples: {
      match: [...(known.examples?.match ?? []), ...(added.examples?.match ?? [])],
      pass: [...(known.examples?.pass ?? []), ...(added.examples?.pass ?? [])],
    },
  };
  return { entity, mistakes };
}

type Identifiers = Entity['identifiers'];

function joinIdentifiers(known: Identifiers, added: Identifiers): Identifiers {
  const joined: Partial<Record<RuleIdentifierKind, readonly RuleIdentifier[]>> = { ...known };
  for (const [kind, rows] of Object.entries(added) as [RuleIdentifierKind, readonly RuleIdentifier[]][]) {
    joined[kind] = [...(joined[kind] ?? []), ...rows];
  }
  return joined;
}
