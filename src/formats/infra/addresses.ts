import { hostOf, withoutSecrets } from '../../identity/host.ts';
import type { Component, Identifier, Place, Relation } from '../../model/component.ts';
import { regionOfHost } from './regions.ts';

/** An address found in text. */
export interface Address {
  /** As written, credentials removed. */
  readonly value: string;
  /** Where it begins in the text, in UTF-16 units. */
  readonly offset: number;
}

/** Names that stand for no host of anybody: this machine, a cluster's or a company's own network. */
const nobody = /(?:^|\.)(?:localhost|local|internal|localdomain|lan|svc|invalid)$/;
/** Hosts of vocabularies: an address there names a schema or namespace and is not asked for anything. */
const vocabularies =
  /^(?:www\.w3\.org|json-schema\.org|json\.schemastore\.org|schemas?\..+|schemas\.[a-z-]+|xmlns\..+|maven\.apache\.org|www\.springframework\.org|java\.sun\.com|purl\.org|ns\.adobe\.com|ogp\.me|schema\.org)$/;
const longest = 2000;

/** Addresses with a scheme in a text, in order. Linear in the text. */
export function addressesIn(text: string): Address[] {
  const found: Address[] = [];
  let from = 0;
  // By its colon and slashes, which are rare, and not by the letters before them, which are everywhere.
  for (let mark = text.indexOf('://'); mark >= 0; mark = text.indexOf('://', Math.max(from, mark + 3))) {
    let start = mark;
    while (start > from && start > mark - 30 && isScheme(text.charCodeAt(start - 1))) start--;
    while (start < mark && !isLetter(text.charCodeAt(start))) start++;
    if (start === mark) continue;
    let end = mark + 3;
    while (end < text.length && end - start < longest && !endsAddress(text.charCodeAt(end))) end++;
    while (end > mark + 3 && '.:!?*$&='.includes(text.charAt(end - 1))) end--;
    from = end;
    const written = text.slice(start, end);
    // A host that is still to be filled in is none.
    if (/^[^/]*:\/\/[^/]*[$%<]/.test(written)) continue;
    const host = hostOf(written);
    if (host !== undefined && isSomebodys(host)) found.push({ value: withoutSecrets(written), offset: start });
  }
  return text.includes('git@') ? withRemotes(text, found) : found;
}

/** `git@host:owner/repository`, the address of a repository without a scheme. */
function withRemotes(text: string, found: Address[]): Address[] {
  for (const { 0: value, index } of text.matchAll(
    /(?<![/\w.-])git@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}:[\w~][\w./~-]{0,200}/gi,
  ))
    found.push({ value, offset: index });
  return found.sort((one, other) => one.offset - other.offset);
}

/** True where `addressesIn` may find something: the cheap question before it. */
export function mayHoldAddress(text: string): boolean {
  return text.includes('://') || text.includes('git@');
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Letters, digits, `+`, `-`, `.` and the `:` of `jdbc:mysql://`. */
function isScheme(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 46 || code === 58;
}

/** Blanks, quotes, brackets and separators of lists. */
function endsAddress(code: number): boolean {
  return (
    code <= 32 ||
    code === 34 ||
    code === 39 ||
    code === 96 ||
    code === 60 ||
    code === 62 ||
    code === 92 ||
    code === 94 ||
    code === 124 ||
    code === 44 ||
    code === 59 ||
    code === 40 ||
    code === 41 ||
    code === 123 ||
    code === 125 ||
    code === 91 ||
    code === 93 ||
    code > 0x2fff
  );
}

/** True for a host that can belong to somebody: a name with a public-looking ending, no vocabulary, no placeholder. */
export function isSomebodys(host: string): boolean {
  return host.includes('.') && !/^[\d.:]+$/.test(host) && !nobody.test(host) && !vocabularies.test(host);
}

/** Endings of files, which read like top-level domains. */
const fileEnding =
  /\.(?:js|mjs|cjs|ts|tsx|json|ya?ml|toml|xml|html?|css|sh|py|rb|go|rs|java|kt|php|md|txt|conf|cfg|ini|env|properties|log|sql|zip|gz|tgz|xz|bz2|tar|jar|war|whl|png|svg|jpe?g|crt|pem|key|cer|sock|lock|so|service|exe|dll|deb|rpm|apk|tf|proto|name|sum|mod|local|value|class|id|default|enabled)$/i;

/**
 * A value that is a host without a scheme, `oss-cn-beijing.aliyuncs.com:443`; ask only where the key says that hosts stand there. Names
 * of classes and files read alike, so the ending must be letters and no file's.
 */
export function bareHost(value: string): string | undefined {
  const text = value.trim();
  if (text.length > 300 || !text.includes('.')) return undefined;
  const shape = /^((?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z])(?::\d{1,5})?(?:\/\S*)?$/i.exec(text);
  const name = shape?.[1];
  if (name === undefined || fileEnding.test(name)) return undefined;
  const host = hostOf(text);
  return host !== undefined && isSomebodys(host) ? withoutSecrets(text) : undefined;
}

/** Keys that name where software comes from rather than where data goes. */
const fetches =
  /registr|mirror|index[_-]?url|goproxy|pypi|proxy[_-]?url|\bcdn\b|cdn[_-]?(?:url|host|base)|repositor|repo[_-]?url|\brepo\b|download|dist[_-]?url|artifact|package[_-]?source|chart|tarball|archive/i;

/** What a value under a key proves; undefined leaves it to the rule that matches. */
export function relationUnder(key: string): Relation | undefined {
  // Asked for the time or a name: nothing is held there.
  if (/(?:^|[^a-z])(?:ntp|chrony|time[_-]?servers?|dns|resolvers?|nameservers?)(?![a-z])/i.test(key))
    return 'integrates-with';
  // Where something is sent to, whatever it is.
  if (/target|dest(?:ination)?(?![a-z])|push|upload|publish/i.test(key)) return undefined;
  return fetches.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')) ? 'fetched-from' : undefined;
}

/** A host as a component of its own: named after the host, with the whole address as its identifier, and the region that its name tells. */
export function addressComponent(value: string, field: string, at: Place, relation: Relation | undefined): Component {
  const host = hostOf(value);
  const region = host === undefined ? undefined : regionOfHost(host);
  const url: Identifier =
    relation === undefined ? { kind: 'url', value, field } : { kind: 'url', value, field, relation };
  const identifiers: Identifier[] = region === undefined ? [url] : [url, { kind: 'region', value: region, field }];
  return {
    kind: 'service',
    name: host ?? value,
    identifiers,
    at,
    ...(region !== undefined && { attributes: { region } }),
  };
}
