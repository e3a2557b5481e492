import type { ComponentKind, Relation } from '../../model/component.ts';
import {
  type AffiliateRule,
  type Confidence,
  type DonatedProject,
  type Duty,
  type DutyTest,
  type Entity,
  type Examples,
  effects,
  type List,
  type Listing,
  type Lookalike,
  listingStatuses,
  type OriginRule,
  type Owner,
  type Product,
  type Profile,
  type RuleException,
  type RuleIdentifier,
  type RuleIdentifierKind,
  ruleIdentifierKinds,
  type Source,
} from '../../model/knowledge.ts';
import { severities } from '../../model/match.ts';
import {
  affiliateTest,
  datesInOrder,
  dutyTest,
  entityFindable,
  entityRows,
  identifierEvidence,
  listDates,
  listingDates,
  lookalikePattern,
  originCondition,
  ownerEvidence,
  profileReach,
  sourcedConfidence,
  sourceSaysWhere,
} from './row-checks.ts';
import {
  choice,
  date,
  either,
  type Field,
  flag,
  line,
  members,
  number,
  optional,
  orText,
  pattern,
  prose,
  type RecordShape,
  record,
  reference,
  references,
  required,
  rows,
  type Shape,
  section,
  text,
} from './shape.ts';
import { usualRelation } from './usual-relation.ts';

// Every key of every rule file, with the sentence an editor shows for it. One table of words, so it is long.

/** `shipped` rows answer for every claim with a source; a `team`'s own file may be short, and says its reason. */
type Place = 'shipped' | 'team';

const relations: readonly Relation[] = [
  'published-by',
  'manufactured-by',
  'hosted-by',
  'fetched-from',
  'originated-by',
  'owned-by',
  'integrates-with',
];
const componentKinds: readonly ComponentKind[] = [
  'package',
  'image',
  'app',
  'device',
  'service',
  'model',
  'file',
  'os-package',
  'extension',
  'register-entry',
];
const sourceKinds: readonly Source['kind'][] = [
  'primary',
  'republish',
  'press',
  'secondary',
  'registry',
  'repo',
  'filing',
  'list-grouping',
  'general-knowledge',
];
const confidences: readonly Confidence[] = ['high', 'medium', 'low'];
const ownerships: readonly NonNullable<Owner['was']>[] = [
  'parent',
  'majority',
  'minority',
  'joint-venture',
  'state-control',
  'brand-licence',
];

const country = text('country');
const countries = rows(country, 1);
const lines = rows(line);
const confidence = choice(confidences, 'confidence');
const severity = choice(severities, 'severity');
const relation = choice(relations, 'relation');
const brandRelation = choice(['own-brand', 'oem-rebrand', 'former', 'component'], 'brand-relation');
const sourceKind = choice(sourceKinds, 'source-kind');

/** A field the shipped rules must have, and a team's own file may leave out. */
function mustIn<Value>(place: Place, shape: Shape<Value>, doc: string, otherwise?: Value): Field<Value> {
  return place === 'shipped' ? required(shape, doc) : optional(shape, doc, otherwise);
}

const since = optional(date, 'First day it holds: YYYY, YYYY-MM or YYYY-MM-DD.');
const until = optional(date, 'First day it no longer holds: YYYY, YYYY-MM or YYYY-MM-DD.');
const note = optional(prose, 'A remark for the reader; it changes nothing.');

function source(place: Place): Shape<Source> {
  return record<Source>(
    'source',
    {
      title: optional(line, 'What it is called, or what was read in it.'),
      url: optional(text('web-address'), 'Where it can be read.'),
      date: optional(date, 'When it was published.'),
      kind: mustIn(
        place,
        sourceKind,
        'How near it is to the authority. "general-knowledge": no source was seen.',
        'primary',
      ),
    },
    sourceSaysWhere,
  );
}

function sources(place: Place): Field<readonly Source[]> {
  const doc = 'Where the claim was read.';
  return place === 'shipped' ? required(rows(source(place), 1), doc) : optional(rows(source(place)), doc, []);
}

function sourcesIfAny(place: Place): Field<readonly Source[]> {
  return optional(rows(source(place)), 'Where the claim was read.');
}

const affiliates = record<{ test: AffiliateRule['test']; percent?: number; operator?: 'at-least' | 'more-than' }>(
  'affiliate rule',
  {
    test: required(
      choice(['named-only', 'aggregate', 'affiliates']),
      'named-only: who is named. aggregate: also who is owned by named ones up to a share. affiliates: also subsidiaries and affiliates.',
    ),
    percent: optional(number(0, 100), 'The share for "aggregate".'),
    operator: optional(choice(['at-least', 'more-than']), 'How the share is compared for "aggregate".'),
  },
  affiliateTest,
) as Shape<AffiliateRule>;

function list(place: Place): Shape<List> & RecordShape {
  return record<List>(
    'list',
    {
      id: required(
        text('id'),
        'Id of the list; listings and profiles name it. In the shipped rules also the file name.',
      ),
      title: required(line, 'What the list is called.'),
      authority: required(line, 'Who publishes it.'),
      jurisdiction: required(
        text('jurisdiction'),
        'Country (ISO 3166-1 alpha-2), "EU", or a part of a country such as "US-TX".',
      ),
      legalBasis: optional(prose, 'Statute, regulation or order it rests on.'),
      appliesTo: optional(prose, 'Whom it binds, and what it makes them do.'),
      effect: required(choice(effects), 'What being on the list does. Profiles decide severity by it.'),
      effectWhy: optional(prose, 'Why this effect, where that is not plain.'),
      status: mustIn(place, choice(listingStatuses, 'status'), 'Status of the list as a whole.', 'in-force'),
      effective: optional(date, 'First day it is in force.'),
      ends: optional(date, 'Day it ends.'),
      suspendedFrom: optional(date, 'First day of a suspension.'),
      suspendedThrough: optional(date, 'Last day of a suspension.'),
      affiliates: mustIn(place, affiliates, 'Which relatives of a named entity it reaches.', { test: 'named-only' }),
      url: mustIn(place, text('web-address'), 'The official page, where a reader can check it.', ''),
      asOf: required(date, 'Date of the newest source seen for this list.'),
      binding: optional(flag, 'false: binds nobody (advice, or criteria without names). Absent: true.'),
      basis: optional(
        choice(['named', 'criteria', 'category', 'jurisdiction', 'undisclosed']),
        'Whether it names organisations, or describes them.',
      ),
      speaksOf: optional(
        rows(choice(componentKinds), 1),
        'Kinds of component it is about, where it is about apps or equipment only; a finding on another kind is at most low.',
      ),
      evidence: mustIn(place, sourceKind, 'The nearest kind of source seen for the list.', 'primary'),
      sources: sources(place),
      note,
    },
    listDates,
  );
}

function listing(place: Place): Shape<Listing> & RecordShape {
  return record<Listing>(
    'listing',
    {
      list: required(reference('lists'), 'Id of the list.'),
      status: mustIn(
        place,
        choice(listingStatuses, 'status'),
        'Status of this entry. Only "in-force" acts as a live one.',
        'in-force',
      ),
      since: optional(date, 'Day of the listing: YYYY, YYYY-MM or YYYY-MM-DD.'),
      until: optional(date, 'First day it is no longer on the list.'),
      appliesFrom: optional(date, 'Day the duty starts to act, where that is later than "since".'),
      scope: optional(prose, 'What the entry covers, in words.'),
      useScopes: optional(lines, 'Uses it bites for; a finding whose use is not known says so.'),
      sources: sources(place),
    },
    listingDates,
  );
}

function owner(place: Place): Shape<Owner> {
  return record<Owner>(
    'owner',
    {
      owner: required(reference('entities'), 'Id of the entity that owns or controls this one.'),
      kind: required(
        choice([...ownerships, 'former']),
        'parent: controls, whatever the share. majority: more than half. minority: half or less without control. former: it has ended.',
      ),
      was: optional(choice(ownerships), 'For "former": what it was inside its dates.'),
      percent: optional(number(0, 100), 'Share of capital in percent, as a source gives it. Absent: not seen.'),
      votes: optional(number(0, 100), 'Share of votes in percent, where it differs.'),
      percentAsOf: optional(date, 'Date of the share.'),
      percentDerived: optional(flag, 'true: the share was worked out from seen figures.'),
      lookThrough: optional(flag, 'true: an indirect sum that must not be added to direct holders.'),
      since: optional(date, 'First day of the ownership.'),
      until: optional(date, 'First day it no longer holds.'),
      pending: optional(flag, 'true: agreed or announced, not seen closed. Never acts.'),
      disputed: optional(flag, 'true: sources differ.'),
      scope: optional(prose, 'The part of the business it holds for.'),
      note,
      confidence: mustIn(place, confidence, 'How sure this is.', 'medium'),
      sources: sources(place),
    },
    datesInOrder,
    ownerEvidence,
  );
}

/** What each kind of identifier is, and how its patterns are written. */
export const kindDocs: Readonly<Record<RuleIdentifierKind, string>> = {
  npm: 'npm packages: "left-pad", "@acme/*" for a scope, "acme-*" for a prefix.',
  pypi: 'Python packages: "acme-sdk", or "acme-*" for a prefix.',
  maven: 'Maven coordinates: "com.acme.*" for the group and all below it, "com.acme:tool" for one artefact.',
  golang: 'Go modules: "github.com/acme/*" for the path and all below it.',
  nuget: 'NuGet packages: "Acme.*" for Acme and Acme.anything, "Acme*" for a plain prefix.',
  cargo: 'Rust crates: "acme", or "acme-*" for a prefix.',
  gem: 'Ruby gems: "acme", or "acme-*" for a prefix.',
  composer: 'PHP packages: "acme/*" for a vendor, "acme/tool" for one.',
  cocoapods: 'CocoaPods: "AcmeKit", or "Acme*" for a prefix.',
  swift: 'Swift packages by address: "github.com/acme/*".',
  pub: 'Dart and Flutter packages.',
  hex: 'Erlang and Elixir packages.',
  conan: 'Conan packages.',
  vcpkg: 'vcpkg ports.',
  docker:
    'Container images: "acme/*", "registry.acme.example/*", "*.registry.acme.example/*". Without a host the default hub is meant.',
  terraform: 'Terraform providers: "acme/acme", or "host/namespace/type".',
  helm: 'Hosts of chart repositories: "charts.acme.example".',
  github: 'Owners on GitHub: "acme".',
  gitee: 'Owners on Gitee: "acme".',
  gitlab: 'Top groups on GitLab: "acme".',
  huggingface: 'Publishers and models on Hugging Face: "acme/*".',
  ollama: 'Models of the Ollama library, without the tag.',
  vscode: 'Editor extensions: "acme.*" for a publisher.',
  'browser-extension': 'Browser extensions: store and id, "chrome:abcdefghijklmnopabcdefghijklmnop".',
  domains: 'Hosts it runs: "acme.example", "*.acme.example" for it and all below.',
  mirrors: 'Hosts of package indexes and mirrors it runs, with a path if need be.',
  cpe: 'Vendor fields of CPE names: "acme".',
  android: 'Android application ids: "com.acme.app", "com.acme.*".',
  ios: 'iOS bundle ids.',
  windows: 'Display names in the list of installed programs, or "appx:*acme*" for store packages.',
  winget: 'winget package ids: "Acme.Tool".',
  macos: 'macOS bundle ids.',
  'code-prefix': 'Java packages and native libraries that show its SDK in an app: "com.acme.sdk", "libacme.so".',
  vendor:
    'Names of the organisation in maker, vendor, supplier and publisher fields. Legal forms and case do not matter.',
  brand: 'Brands and product lines in maker and product fields.',
  oui: 'First 6, 7 or 9 hexadecimal digits of its MAC addresses: "AA:BB:CC". Always in quotes.',
  'oui-name': 'Its name in the IEEE registry, exactly; stands for all prefixes registered under it.',
  usb: 'USB ids: vendor "12d1", or vendor and product "12d1:1506". Always in quotes.',
  pci: 'PCI ids: vendor "19e5", or vendor and device "19e5:0222". Always in quotes.',
  fcc: 'FCC grantee codes or whole FCC ids: "2ADTD".',
  bluetooth: 'Bluetooth company ids in decimal, in quotes: "637".',
  snmp: 'SNMP private enterprise numbers, in quotes: "2011".',
  model: 'Device models: "DS-2CD*"; "?" one character, "#" one digit, "[A-Z]", "{a,b}".',
  banner: 'Parts of service banners, literally, with "*" for anything.',
};

function identifier(kind: RuleIdentifierKind): Shape<RuleIdentifier> {
  const row = record<RuleIdentifier>(
    `${kind} identifier`,
    {
      match: required(pattern(kind), kindDocs[kind]),
      relation: optional(relation, `What a hit says. Absent: ${usualRelation[kind]}.`, usualRelation[kind]),
      confidence: optional(confidence, 'How sure a hit is. Absent: high.', 'high'),
      versions: optional(line, "Versions it holds for, in the ecosystem's own range syntax. Absent: all."),
      since: optional(date, 'First day the name or host belonged to the entity.'),
      until: optional(date, 'First day it no longer did.'),
      brandRelation: optional(brandRelation, 'How a brand or model stands to the entity. Absent: own-brand.'),
      evidence: optional(prose, 'What shows it.'),
      evidenceKind: optional(sourceKind, 'The kind of source behind "evidence".'),
      note,
    },
    datesInOrder,
    identifierEvidence,
  );
  return orText(row, 'match');
}

type Identifiers = Entity['identifiers'];

/** One optional key a kind, so that an unknown kind is an unknown key. */
function byKind<Row>(title: string, rowOf: (kind: RuleIdentifierKind) => Shape<Row>) {
  const fields = Object.fromEntries(
    ruleIdentifierKinds.map((kind) => [kind, optional(rows(rowOf(kind)), kindDocs[kind])]),
  );
  return record(title, fields as Record<RuleIdentifierKind, Field<readonly Row[]>>) as unknown as Shape<
    Partial<Record<RuleIdentifierKind, readonly Row[]>>
  >;
}

const identifiers: Shape<Identifiers> = byKind('identifiers', identifier);

const examples = record<Examples>('examples', {
  match: optional(
    rows(text('example')),
    'What must match, as "explain" would be asked: "npm:@acme/ui", "AA:BB:CC:01:02:03".',
    [],
  ),
  pass: optional(rows(text('example')), 'What looks alike and must not match.', []),
});

function product(place: Place): Shape<Product> {
  return record<Product>('product', {
    id: required(text('id'), 'Id of the product, unique within the entity.'),
    name: required(line, 'Its usual name.'),
    aliases: optional(lines, 'Other names it is shown under.'),
    kind: required(choice(['app', 'wearable-companion', 'device-companion', 'sdk']), 'What it is.'),
    nameMatch: mustIn(
      place,
      choice(['safe', 'weak', 'never']),
      'safe: the name is specific. weak: publisher or id is needed as well. never: a common word, ids only.',
      'weak',
    ),
    identifiers: optional(identifiers, 'How it is recognised.', {}),
    listings: optional(rows(listing(place)), 'Lists that name the product itself.', []),
    confidence: mustIn(place, confidence, 'How sure the ids are.', 'high'),
    note,
    sources: sourcesIfAny(place),
  });
}

const donated = record<DonatedProject>('donated project', {
  name: required(line, 'The project.'),
  governedBy: required(line, 'Who governs it now.'),
  since: optional(date, 'Since when.'),
  identifiers: required(byKind('donated identifiers', pattern), 'How it is recognised; a hit is a note, never more.'),
  note,
});

const lookalike = record<Lookalike>(
  'lookalike',
  {
    kind: required(choice(ruleIdentifierKinds), 'Kind of identifier.'),
    match: required(line, 'The pattern that must not match.'),
    why: required(prose, 'What it is instead.'),
  },
  lookalikePattern,
);

const names = {
  name: required(line, 'Its full name.'),
  aliases: optional(lines, 'Other names of the same organisation.', []),
  country: optional(country, 'Seat, ISO 3166-1 alpha-2. "XX" in examples.'),
  ownerCountry: optional(country, 'Seat of the ultimate owner, where it differs.'),
  operatingCountry: optional(country, 'Where it mainly operates, where that differs.'),
  kinds: optional(lines, 'What it makes or does.', []),
  role: optional(choice(['subject', 'reference']), 'reference: listed so that it can be ruled out; never a finding.'),
  donated: optional(rows(donated), 'Projects that began here and are governed elsewhere now.', []),
  lookalikes: optional(rows(lookalike), "Names that look like this entity's and are not.", []),
  identifiers: optional(identifiers, 'How components of this entity are recognised, by kind of identifier.', {}),
  note,
  remedy: optional(prose, 'What to do about a finding.'),
  examples: optional(examples, 'What must match and what must not; run by "rules check".'),
};

type ShippedEntity = Omit<Entity, 'reason' | 'severity'>;

/** One entity of the shipped rules. */
export const shippedEntity = record<ShippedEntity>(
  'entity',
  {
    id: required(text('id'), 'Id of the entity, the same as the file name. Never changes.'),
    ...names,
    owners: optional(rows(owner('shipped')), 'Who owns or controls it, with dates.', []),
    listings: optional(rows(listing('shipped')), 'The published lists it is on.', []),
    products: optional(rows(product('shipped')), 'Apps and SDKs with ids or listings of their own.', []),
    confidence: required(confidence, 'How sure the entity is as it stands here.'),
    sources: sourcesIfAny('shipped'),
  },
  entityRows,
  sourcedConfidence,
);

/** What a team's own entity may leave out: the id is made from the name. */
export type OwnEntity = Omit<Entity, 'id' | 'reason'> & { readonly id?: string; readonly reason: string };

export const ownEntity = record<OwnEntity>(
  'entity',
  {
    id: optional(text('id'), 'Id in findings and waivers. Absent: made from the name.'),
    ...names,
    reason: required(prose, 'Why it is flagged; printed with every finding.'),
    severity: optional(severity, 'How bad a finding is. Absent: the profile decides.'),
    owners: optional(rows(owner('team')), 'Who owns or controls it, with dates.', []),
    listings: optional(rows(listing('team')), 'Lists it is on: built-in ones or your own.', []),
    products: optional(rows(product('team')), 'Apps and SDKs with ids of their own.', []),
    confidence: optional(confidence, 'How sure the entity is as it stands here. Absent: high.', 'high'),
    sources: sourcesIfAny('team'),
  },
  entityRows,
  entityFindable,
  sourcedConfidence,
);

function exception(place: Place): Shape<RuleException> {
  return record<RuleException>(
    'exception',
    {
      country: optional(countries, 'Countries it holds for.'),
      entity: optional(rows(reference('entities'), 1), 'Entities it holds for.'),
      identifier: optional(rows(text('identifier'), 1), 'Identifiers it holds for, "kind:pattern".'),
      reason: required(prose, 'Why the rule does not reach it.'),
      since,
      until,
      sources: sourcesIfAny(place),
    },
    datesInOrder,
  );
}

function origin(place: Place): Shape<OriginRule> & RecordShape {
  return record<OriginRule>(
    'origin rule',
    {
      id: required(text('id'), 'Id of the rule; profiles and findings name it.'),
      title: optional(line, 'What the rule is called.'),
      reason: required(prose, 'Why; printed with every finding.'),
      country: optional(countries, 'Where the thing or its maker comes from, ISO 3166-1 alpha-2.'),
      countryNot: optional(countries, 'Holds for every known country but these.'),
      countryOf: optional(
        rows(choice(['seat', 'owner', 'operating', 'stated']), 1),
        'Which country is compared. Absent: seat, owner or what the input states, and the finding says which.',
      ),
      countryThrough: optional(
        rows(relation, 1),
        'Relations through which the country of an entity counts: who only made the rack does not hold the data. Absent: all.',
      ),
      category: optional(rows(text('category'), 1), 'Product categories: "router", "drone", "power-inverter".'),
      host: optional(rows(text('host'), 1), 'Hosts things are fetched from or kept on: "*.mirror.example".'),
      region: optional(rows(text('region-glob'), 1), 'Cloud regions: "aws:cn-*".'),
      identifiers: optional(identifiers, 'Other identifiers, as in an entity.'),
      kinds: optional(rows(choice(componentKinds), 1), 'Kinds of component it speaks of. Absent: all.'),
      relation: optional(relation, 'How the component belongs there. Absent: as the identifier that fired says.'),
      severity: optional(severity, 'How bad a finding is. Absent: the profile decides.'),
      confidence: optional(confidence, 'How sure a hit is.'),
      listing: optional(listing(place), 'The list the rule carries out. Absent: origin alone.'),
      useScopes: optional(lines, 'Uses it bites for.'),
      except: optional(rows(exception(place)), 'Who or what it does not reach.'),
      remedy: optional(prose, 'What to do about a finding.'),
      note,
      sources: sourcesIfAny(place),
      examples: optional(examples, 'What must match and what must not; run by "rules check".'),
    },
    originCondition,
    sourcedConfidence,
  );
}

function profile(place: Place): Shape<Profile> & RecordShape {
  return record<Profile>(
    'profile',
    {
      id: required(text('id'), 'Id of the profile, as "--profile" takes it.'),
      title: required(line, 'What the profile is called.'),
      binds: mustIn(place, prose, 'Whom it binds, in one paragraph.', ''),
      notCovered: mustIn(place, prose, 'What it does not cover, in one paragraph.', ''),
      lists: optional(
        references('lists'),
        'Ids of lists, or patterns over them ("us-*"); "!" before one takes it out again.',
        [],
      ),
      origins: optional(references('origins'), 'Ids of origin rules, or patterns over them.', []),
      duties: optional(references('duties'), 'Ids of duties, or patterns over them.', []),
      severity: optional(
        members(choice(effects), severity),
        'Severity of a live finding by the effect of the list.',
        {},
      ),
      listSeverity: optional(members(reference('lists'), severity), 'Severity for single lists, over "severity".', {}),
      relationLimit: optional(members(relation, severity), 'The most that a relation can reach.', {}),
      originSeverity: optional(severity, 'Severity of an origin without a list.'),
      countriesOfConcern: optional(rows(country), 'Countries whose seat, owner or location matters to duties.', []),
      sources: optional(rows(source(place)), 'Where the claim was read.', []),
    },
    profileReach,
  );
}

const test = record<DutyTest>(
  'test',
  {
    column: required(line, 'The column that is tested.'),
    is: required(
      choice([
        'present',
        'yes',
        'no',
        'single',
        'not-past',
        'not-after',
        'within-months',
        'one-of',
        'not-one-of',
        'at-most',
        'at-least',
      ]),
      'What the value must be for the duty to be met.',
    ),
    value: optional(
      either<string | number | readonly string[]>(number(-1e9, 1e9), line, rows(line, 1)),
      'What is compared with: a number for "at-most", "at-least" and "within-months", a list for "one-of" and "not-one-of".',
    ),
    valueColumn: optional(line, 'The column that holds the value to compare with.'),
    when: optional(
      rows(
        record<{ column: string; oneOf: readonly string[] }>('condition', {
          column: required(line, 'A column of the same row.'),
          oneOf: required(rows(line, 1), 'The values for which the row is tested.'),
        }),
        1,
      ),
      'Only rows for which all of these hold are tested.',
    ),
  },
  dutyTest,
);

function duty(place: Place): Shape<Duty> & RecordShape {
  return record<Duty>('duty', {
    id: required(text('id'), 'Id of the duty.'),
    jurisdiction: mustIn(
      place,
      text('jurisdiction'),
      'Country (ISO 3166-1 alpha-2), "EU", or a part of a country.',
      'XX',
    ),
    cite: required(line, 'Where the duty stands: article, section, clause.'),
    appliesTo: mustIn(place, prose, 'Whom it binds.', ''),
    duty: required(prose, 'What has to be done.'),
    check: required(prose, 'The sentence a reader works through.'),
    columns: optional(lines, 'Columns of the register that it looks at.', []),
    severity: required(severity, 'How bad it is when it is not met.'),
    evidence: mustIn(place, sourceKind, 'The nearest kind of source seen.', 'primary'),
    sources: sources(place),
    control: optional(line, 'NIST CSF 2.0 category.'),
    tests: optional(rows(test), 'What a row of a register must show.', []),
    note,
  });
}

export const shippedList = list('shipped');
export const shippedOrigin = origin('shipped');
export const shippedProfile = profile('shipped');
export const shippedDuty = duty('shipped');

/** Everything a team's own rule file may hold. */
export interface OwnFile {
  readonly lists: readonly List[];
  readonly entities: readonly OwnEntity[];
  readonly origins: readonly OriginRule[];
  readonly profiles: readonly Profile[];
  readonly duties: readonly Duty[];
}

export const ownFile = record<OwnFile>('rule file', {
  entities: optional(section(ownEntity), 'Organisations you flag.', []),
  origins: optional(section(origin('team')), 'Countries, hosts, categories and regions you flag.', []),
  lists: optional(section(list('team')), 'Lists of your own that entities can stand on.', []),
  profiles: optional(
    section(profile('team')),
    'Profiles of your own: which lists and rules bind you, and how badly.',
    [],
  ),
  duties: optional(section(duty('team')), 'Duties of your own for registers of providers.', []),
});
