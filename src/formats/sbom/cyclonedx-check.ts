/**
 * What breaks the CycloneDX specification without costing a component: licences, hashes, patches and the like, which nothing
 * else here reads. Each kind of mistake is told once, with its first place and a count: a document that its maker never
 * validated is to be known as one.
 */
import deprecatedLicences from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import currentLicences from 'spdx-license-ids/index.json' with { type: 'json' };
import { isRecord, memberOf } from '../../syntax/shape.ts';
import type { Path } from '../../syntax/text.ts';
import { Entry } from './entry-place.ts';
import type { Losses } from './loss.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where notes go, and the document's own version; undefined where it does not say. */
export interface CheckContext {
  readonly losses: Losses;
  readonly version: string | undefined;
}

const algorithms = new Set([
  ...['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512', 'SHA3-256', 'SHA3-384', 'SHA3-512'],
  ...['BLAKE2b-256', 'BLAKE2b-384', 'BLAKE2b-512', 'BLAKE3', 'Streebog-256', 'Streebog-512'],
]);
const digestLengths = new Set([32, 40, 64, 96, 128]);
const digest = /^[0-9a-f]+$/i;
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/i;
const patchTypes = new Set(['unofficial', 'monkey', 'backport', 'cherry-pick']);
const issueTypes = new Set(['defect', 'enhancement', 'security']);
const flows = new Set(['inbound', 'outbound', 'bi-directional', 'unknown']);
/** Every version's, and those of the 2.0 drafts. */
const metadataMembers = new Set(
  'timestamp lifecycles tools authors component manufacture manufacturer supplier licenses properties distributionConstraints parties'.split(
    ' ',
  ),
);
/** Of an expression in JSON, and with its details in XML and protobuf. */
const expressionNames = ['expression', 'expression-detailed', 'expressionDetailed'];
/** Versions in which one licence expression stands alone in its list. */
const loneExpressions = new Set(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6']);

let licenceIds: ReadonlySet<string> | undefined;

/** An exception stands in the schema's list too, and `+` marks later versions. */
function isLicenceId(id: string): boolean {
  licenceIds ??= new Set([...currentLicences, ...deprecatedLicences]);
  return licenceIds.has(id) || licenceIds.has(id.replace(/\+$/, '')) || id.toLowerCase().includes('exception');
}

/** Notes what is wrong with an entry of `components` beside what its reader takes from it. */
export function checkComponent(value: Fields, entry: Entry, context: CheckContext): void {
  // Paths are made where there is something to say: of two million components nearly all are well.
  const { losses } = context;
  const { hashes, pedigree, swid, versionRange } = value;
  if (Array.isArray(hashes)) checkHashes(hashes, entry, losses);
  checkLabels(value, entry, context);
  if (isRecord(pedigree) && Array.isArray(pedigree.patches))
    checkPatches(pedigree.patches, entry.below('pedigree', 'patches'), losses);
  if (isRecord(swid) && typeof swid.tagId !== 'string')
    losses.addOnce('invalid-swid', entry.below('swid'), 'a "swid" has no "tagId"');
  if (versionRange === undefined) return;
  const at = entry.below('versionRange');
  if (typeof value.version === 'string' && value.version !== '')
    losses.addOnce('invalid-version-range', at, 'a component has both a "version" and a "versionRange"');
  else if (value.isExternal !== true && value.isExternal !== 'true')
    losses.addOnce('invalid-version-range', at, 'a component that is not external has a "versionRange"');
}

/** The same for an entry of `services`. */
export function checkService(value: Fields, entry: Entry, context: CheckContext): void {
  checkLabels(value, entry, context);
  if (!Array.isArray(value.data)) return;
  for (const [index, data] of value.data.entries()) {
    const flow = memberOf(data, 'flow');
    if (typeof flow === 'string' && !flows.has(flow))
      context.losses.addOnce('invalid-flow', entry.below('data', index), `the data flow ${quoted(flow)} is not known`);
  }
}

/** What components, services and metadata have alike. */
function checkLabels(value: Fields, entry: Entry, { losses, version }: CheckContext): void {
  const { licenses, properties } = value;
  if (value['bom-ref'] === '') losses.addOnce('invalid-ref', entry.below('bom-ref'), 'a "bom-ref" is empty');
  if (Array.isArray(licenses)) checkLicences(licenses, entry, losses, version);
  if (Array.isArray(properties)) checkProperties(properties, entry, losses);
}

export function checkMetadata(metadata: Fields, path: Path, context: CheckContext): void {
  const { losses } = context;
  checkLabels(metadata, new Entry(path, undefined), context);
  const { timestamp } = metadata;
  if (timestamp !== undefined && !(typeof timestamp === 'string' && dateTime.test(timestamp)))
    losses.addOnce('invalid-timestamp', [...path, 'timestamp'], 'its "timestamp" is not a date and time');
  for (const name of Object.keys(metadata))
    if (!metadataMembers.has(name))
      losses.addOnce('unknown-member', [...path, name], `"metadata" has no member ${quoted(name)} in any version`);
}

/** One entry of `citations`: somebody or something it is attributed to, and one way of saying what it is about. */
export function checkCitation(value: unknown, path: Path, losses: Losses): void {
  const has = (name: string): boolean => memberOf(value, name) !== undefined;
  if (!has('attributedTo') && !has('process'))
    losses.addOnce('invalid-citation', path, 'a citation is attributed to nobody and to no process');
  else if (has('pointers') === has('expressions'))
    losses.addOnce('invalid-citation', path, 'a citation needs either "pointers" or "expressions"');
}

function checkHashes(hashes: readonly unknown[], entry: Entry, losses: Losses): void {
  for (let index = 0; index < hashes.length; index++) {
    const hash = hashes[index];
    const alg = memberOf(hash, 'alg');
    const content = memberOf(hash, 'content');
    if (typeof alg !== 'string' || !algorithms.has(alg))
      losses.addOnce('invalid-hash', entry.below('hashes', index), `the hash algorithm ${quoted(alg)} is not known`);
    else if (typeof content !== 'string' || !digestLengths.has(content.length) || !digest.test(content))
      losses.addOnce(
        'invalid-hash',
        entry.below('hashes', index),
        `${quoted(content)} is no hash: hexadecimal digits of 16 to 64 bytes`,
      );
  }
}

function checkLicences(list: readonly unknown[], entry: Entry, losses: Losses, version: string | undefined): void {
  let expressions = 0;
  for (let index = 0; index < list.length; index++) {
    const choice = list[index];
    if (!isRecord(choice)) continue;
    const hasExpression = expressionNames.some((name) => choice[name] !== undefined);
    if (hasExpression) expressions++;
    const { license } = choice;
    let mistake: string | undefined;
    if (license !== undefined && hasExpression) mistake = 'a licence is both a licence and an expression';
    else if (isRecord(license)) mistake = licenceMistake(license);
    if (mistake !== undefined) losses.addOnce('invalid-licence', entry.below('licenses', index), mistake);
  }
  if (expressions > 0 && list.length > 1 && version !== undefined && loneExpressions.has(version)) {
    const message = `a licence expression stands beside others, which version ${version} does not allow`;
    losses.addOnce('invalid-licence', entry.below('licenses'), message);
  }
}

function licenceMistake({ id, name, text, properties }: Fields): string | undefined {
  if (Array.isArray(id) || Array.isArray(name)) return 'a licence has more than one "id" or "name"';
  if (id === undefined && name === undefined) return 'a licence has neither "id" nor "name"';
  if (typeof id === 'string' && !isLicenceId(id)) return `the licence id ${quoted(id)} is not one of SPDX`;
  const encoding = memberOf(text, 'encoding');
  if (encoding !== undefined && encoding !== 'base64')
    return `the encoding ${quoted(encoding)} of a licence is not known`;
  if (Array.isArray(properties) && properties.some((property) => typeof memberOf(property, 'name') !== 'string'))
    return 'a property of a licence has no "name"';
  return undefined;
}

function checkPatches(patches: readonly unknown[], path: Path, losses: Losses): void {
  for (const [index, patch] of patches.entries()) {
    const type = memberOf(patch, 'type');
    if (typeof type !== 'string' || !patchTypes.has(type))
      losses.addOnce('invalid-patch', [...path, index], `the type of patch ${quoted(type)} is not known`);
    const resolves = memberOf(patch, 'resolves');
    if (!Array.isArray(resolves)) continue;
    for (const [at, issue] of resolves.entries()) {
      const kind = memberOf(issue, 'type');
      if (typeof kind === 'string' && issueTypes.has(kind)) continue;
      const message = `the type of issue ${quoted(kind)} is not known`;
      losses.addOnce('invalid-patch', [...path, index, 'resolves', at], message);
    }
  }
}

/** A property without a name is not valid since 1.6, and says nothing before. */
function checkProperties(properties: readonly unknown[], entry: Entry, losses: Losses): void {
  for (let index = 0; index < properties.length; index++)
    if (typeof memberOf(properties[index], 'name') !== 'string')
      losses.addOnce('invalid-property', entry.below('properties', index), 'a property has no "name"');
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
