import type { Knowledge } from '../knowledge/knowledge.ts';
import type {
  DonatedProject,
  Entity,
  Lookalike,
  OriginRule,
  Product,
  RuleIdentifier,
  RuleIdentifierKind,
} from '../model/knowledge.ts';

/** One row of the rules with everything it belongs to. */
export interface Row {
  readonly number: number;
  /** Names and aliases of an entity are rows of the kind `vendor`; display names of a product are of the kind `windows`. */
  readonly kind: RuleIdentifierKind;
  readonly pattern: string;
  readonly role: 'entity' | 'product' | 'donated' | 'lookalike' | 'origin';
  readonly entity?: Entity;
  readonly product?: Product;
  readonly donated?: DonatedProject;
  readonly lookalike?: Lookalike;
  readonly origin?: OriginRule;
  /** Of an origin rule: the condition that the row fulfils. */
  readonly condition?: 'host' | 'category' | 'region' | 'identifiers' | 'except';
  /** Number of the exception, for the condition `except`. */
  readonly exception?: number;
  /** True when the row is the display name of a product or the name of an entity, and no identifier somebody registered. */
  readonly isName: boolean;
  readonly identifier: RuleIdentifier;
  /** For deciding between rows of one entity: the length of the literal, and above all for a whole name. */
  readonly specificity: number;
}

/** Details of rows by number, parsed on the first hit and kept. */
export function rowReader(knowledge: Knowledge): (number: number) => Row {
  const rows = new Map<number, Row>();
  return (number) => {
    const known = rows.get(number);
    if (known !== undefined) return known;
    const row = readRow(knowledge, number);
    rows.set(number, row);
    return row;
  };
}

function readRow(knowledge: Knowledge, number: number): Row {
  const path = knowledge.index.data.rowPath[number] ?? '';
  const [section, ...rest] = path.split(' ');
  if (section === 'o') return originRow(knowledge, number, rest);
  const entity = knowledge.index.entityOfRow(number);
  if (entity === undefined) throw new Error(`row ${number} "${path}" of the rules has no entity`);
  const [first = '', second = '', third = ''] = rest;
  const base = { number, entity };
  switch (section) {
    case 'n':
      return named({ ...base, role: 'entity', kind: 'vendor' }, entity.name, entity);
    case 'a':
      return named({ ...base, role: 'entity', kind: 'vendor' }, entity.aliases[Number(first)], entity);
    case 'i': {
      const identifier = entity.identifiers[first as RuleIdentifierKind]?.[Number(second)];
      return registered({ ...base, role: 'entity', kind: first as RuleIdentifierKind }, identifier, path);
    }
    case 'p': {
      const product = entity.products[Number(first)];
      const identifier = product?.identifiers[second as RuleIdentifierKind]?.[Number(third)];
      return registered({ ...base, role: 'product', kind: second as RuleIdentifierKind, product }, identifier, path);
    }
    case 'q':
    case 'r': {
      const product = entity.products[Number(first)];
      const name = section === 'q' ? product?.name : product?.aliases?.[Number(second)];
      return named({ ...base, role: 'product', kind: 'windows', product }, name, product ?? entity);
    }
    case 'd': {
      const donated = entity.donated[Number(first)];
      const match = donated?.identifiers[second as RuleIdentifierKind]?.[Number(third)];
      return registered(
        { ...base, role: 'donated', kind: second as RuleIdentifierKind, donated },
        originated(match),
        path,
      );
    }
    case 'l': {
      const lookalike = entity.lookalikes[Number(first)];
      const kind = lookalike?.kind ?? 'vendor';
      return registered({ ...base, role: 'lookalike', kind, lookalike }, originated(lookalike?.match), path);
    }
    default:
      throw new Error(`row ${number} of the rules is of an unknown section "${path}"`);
  }
}

type Start = Pick<Row, 'number' | 'role' | 'kind'> & Partial<Row>;

function named(start: Start, name: string | undefined, from: Entity | Product): Row {
  const match = name ?? '';
  const identifier: RuleIdentifier = {
    match,
    relation: start.role === 'product' ? 'published-by' : 'manufactured-by',
    confidence: from.confidence,
  };
  return { ...start, pattern: match, identifier, isName: true, specificity: specificityOf(match) };
}

function registered(start: Start, identifier: RuleIdentifier | undefined, path: string): Row {
  if (identifier === undefined)
    throw new Error(`row "${path}" of the rules points to nothing in ${start.entity?.id ?? start.origin?.id}`);
  return {
    ...start,
    pattern: identifier.match,
    identifier,
    isName: false,
    specificity: specificityOf(identifier.match),
  };
}

function originated(match: string | undefined): RuleIdentifier | undefined {
  return match === undefined ? undefined : { match, relation: 'originated-by', confidence: 'high' };
}

function originRow(knowledge: Knowledge, number: number, rest: readonly string[]): Row {
  const [id = '', condition = '', ...place] = rest;
  const origin = knowledge.origins.get(id);
  if (origin === undefined) throw new Error(`row ${number} of the rules names the unknown origin rule "${id}"`);
  const start: Start = { number, role: 'origin', kind: 'domains', origin };
  const confidence = origin.confidence ?? 'high';
  const at = Number(place[0]);
  switch (condition) {
    case 'host':
    case 'category':
    case 'region': {
      const match = origin[condition]?.[at] ?? '';
      return registered(
        { ...start, condition },
        { match, relation: origin.relation ?? 'hosted-by', confidence },
        rest.join(' '),
      );
    }
    case 'except': {
      const text = origin.except?.[at]?.identifier?.[Number(place[1])] ?? '';
      const kind = text.slice(0, text.indexOf(':')) as RuleIdentifierKind;
      const match = text.slice(text.indexOf(':') + 1);
      return registered(
        { ...start, kind, condition, exception: at },
        { match, relation: 'published-by', confidence },
        rest.join(' '),
      );
    }
    default: {
      const kind = condition as RuleIdentifierKind;
      return registered({ ...start, kind, condition: 'identifiers' }, origin.identifiers?.[kind]?.[at], rest.join(' '));
    }
  }
}

function specificityOf(pattern: string): number {
  const star = pattern.indexOf('*');
  return star === -1 ? 1000 + pattern.length : star;
}
