import { bluetoothCompanyOf, enterpriseNumberOf, fccOf, vendorProductOf } from '../../identity/device-id.ts';
import { compileModelGlob } from '../../identity/glob.ts';
import { hostOf } from '../../identity/host.ts';
import { ouiOf } from '../../identity/mac.ts';
import { compileNamePattern } from '../../identity/name-pattern.ts';
import { readOrganisation } from '../../identity/organisation.ts';
import { type RuleIdentifierKind, ruleIdentifierKinds } from '../../model/knowledge.ts';
import { shown, suggestion } from './shown.ts';

/** What is wrong with a pattern; `unwise` is a warning, the rest are mistakes. */
export interface PatternFault {
  readonly weight: 'mistake' | 'unwise';
  readonly message: string;
}

/** Why a pattern of a rule cannot be used, or should not be; undefined for a sound one. Never throws. */
export function patternFault(kind: RuleIdentifierKind, match: string): PatternFault | undefined {
  if (/^[*?./@:#-]*$/.test(match)) return mistake(`${shown(match)} matches everything, which no rule may`);
  const regex = regexPart(match);
  if (regex !== undefined && !freeText.has(kind)) {
    return mistake(
      `${shown(match)} holds ${shown(regex)}: patterns are names with "*" for the rest, never regular expressions`,
    );
  }
  return tests[kind](match, kind);
}

/** Why `kind:pattern`, as `evidence[].matched` prints it, cannot be one. */
export function identifierFault(identifier: string): PatternFault | undefined {
  const colon = identifier.indexOf(':');
  if (colon === -1) return mistake(`${shown(identifier)} is not "kind:pattern", such as "npm:@acme/*"`);
  const kind = identifier.slice(0, colon);
  if (!isRuleKind(kind))
    return mistake(`unknown identifier kind ${shown(kind)}${suggestion(kind, ruleIdentifierKinds)}`);
  return identifier.length === colon + 1
    ? mistake('the pattern is empty')
    : patternFault(kind, identifier.slice(colon + 1));
}

/** Why a host of a rule (`acme.example`, or `*.acme.example` for it and all below) cannot be used. */
export function hostFault(match: string): PatternFault | undefined {
  const bare = match.startsWith('*.') ? match.slice(2) : match;
  if (bare.includes('*'))
    return mistake(`${shown(match)}: "*" may only be the whole first part of a host, "*.acme.example"`);
  if (/[/:@\s]/.test(bare) && !/^[0-9a-f:.]+$/i.test(bare)) {
    return mistake(`${shown(match)} is not a host alone; leave out scheme, port and path`);
  }
  const host = hostOf(bare.includes('.') || bare.includes(':') ? bare : `//${bare}`);
  return host === undefined ? mistake(`${shown(match)} is no host name`) : undefined;
}

function isRuleKind(kind: string): kind is RuleIdentifierKind {
  return (ruleIdentifierKinds as readonly string[]).includes(kind);
}

function mistake(message: string): PatternFault {
  return { weight: 'mistake', message };
}

function unwise(message: string): PatternFault {
  return { weight: 'unwise', message };
}

/** Kinds whose values are words of people or machines, where any sign may stand. */
const freeText: ReadonlySet<RuleIdentifierKind> = new Set([
  'vendor',
  'brand',
  'oui-name',
  'windows',
  'model',
  'banner',
]);

/** The first part that only a regular expression would hold. */
function regexPart(match: string): string | undefined {
  return /[\\^$()[\]{}|+?<>"'`;,!=%\s]/.exec(match.replace(/\+\+/g, ''))?.[0];
}

type PatternTest = (match: string, kind: RuleIdentifierKind) => PatternFault | undefined;

/** Names of packages and apps: the comparer's own compiler decides. */
function name(match: string, kind: RuleIdentifierKind): PatternFault | undefined {
  const compiled = compileNamePattern(kind, match);
  if ('fault' in compiled) return mistake(`bad pattern ${shown(match)}: it ${compiled.fault}`);
  return compiled.form === 'prefix' && !match.includes('/') && compiled.text.length < 3
    ? unwise(`${shown(match)} matches every name that begins with ${shown(compiled.text)}`)
    : undefined;
}

function badPattern(match: string, error: unknown): PatternFault {
  return mistake(`bad pattern ${shown(match)}: ${error instanceof Error ? error.message : 'unusable'}`);
}

/** Go modules, Swift packages: `host/path`. A bare word cannot be one. */
function path(match: string, kind: RuleIdentifierKind): PatternFault | undefined {
  const first = match.split('/', 1)[0] as string;
  if (!first.includes('.')) return mistake(`${shown(match)} does not begin with a host, such as "github.com/acme/*"`);
  return name(match, kind);
}

/** `[host/]path`, where `*` in the host is one or more labels or parts of one and `*` at the end is all below. */
function image(match: string): PatternFault | undefined {
  const slash = match.indexOf('/');
  const first = slash === -1 ? '' : match.slice(0, slash);
  const hasHost = first === 'localhost' || /[.:]/.test(first);
  const below = hasHost ? match.slice(slash + 1) : match;
  if (below.includes(':') || below.includes('@')) return mistake(`${shown(match)}: leave out the tag or digest`);
  if (/\*./.test(below) || (!hasHost && first.includes('*'))) {
    return mistake(`bad pattern ${shown(match)}: "*" may stand in the host and at the end of an image name`);
  }
  if (hasHost && hostFault(first.replace(/:\d+$/, '').replaceAll('*', 'x')) !== undefined) {
    return mistake(`${shown(first)} is no registry host`);
  }
  if (hasHost && /^[*.]*$/.test(first.replace(/\.[a-z]{2,3}$/, ''))) {
    return mistake(`${shown(match)} matches nearly every registry, which no rule may`);
  }
  return below === '' || below.startsWith('/') ? mistake(`${shown(match)} names no image`) : undefined;
}

/** A host in an entity's rows. A whole top-level domain belongs to no ordinary organisation. */
function domain(match: string): PatternFault | undefined {
  const fault = hostFault(match);
  if (fault !== undefined || !match.startsWith('*.') || match.indexOf('.', 2) !== -1) return fault;
  return unwise(`${shown(match)} covers a whole top-level domain`);
}

/** A host with an optional path, of an index, a chart repository or a mirror. */
function hostAndPath(match: string): PatternFault | undefined {
  if (match.includes('://')) return mistake(`${shown(match)}: leave out the scheme`);
  const slash = match.indexOf('/');
  const path = slash === -1 ? '' : match.slice(slash).replace(/\/\*$/, '');
  if (path.includes('*')) return mistake(`bad pattern ${shown(match)}: the path covers all below it without "*"`);
  const host = slash === -1 ? match : match.slice(0, slash);
  return domain(host.replace(/:\d+$/, ''));
}

function forgeOwner(match: string, kind: RuleIdentifierKind): PatternFault | undefined {
  if (match.includes('*')) return mistake(`${shown(match)}: an owner is compared whole, without "*"`);
  if (match.includes('/') || match.includes(':')) {
    return mistake(`${shown(match)}: give the owner alone, as in ${kind}'s addresses after the host`);
  }
  return undefined;
}

/** Names of organisations and brands, found by the words that name them. */
function organisation(match: string): PatternFault | undefined {
  return whole(match) ?? (readOrganisation(match).key === '' ? mistake(`${shown(match)} names nobody`) : undefined);
}

function whole(match: string): PatternFault | undefined {
  if (match.includes('*'))
    return mistake(`${shown(match)}: names of organisations and brands are compared whole, without "*"`);
  if (/^\^|\\[dwsb]|\$$/.test(match))
    return mistake(`${shown(match)} looks like a regular expression, which is never read`);
  return undefined;
}

function cpeVendor(match: string): PatternFault | undefined {
  if (/^cpe:/i.test(match)) return mistake(`${shown(match)}: give the vendor field alone`);
  return match.includes('*') || match.includes(':') || match.includes('/')
    ? mistake(`${shown(match)} is not the vendor field of a CPE name`)
    : undefined;
}

/** Display names of installed programs, or `appx:` and a glob over store package names. */
function windowsApp(match: string): PatternFault | undefined {
  if (!match.includes('*') && !match.startsWith('appx:')) return whole(match);
  if (!match.startsWith('appx:')) return mistake(`${shown(match)}: only "appx:" patterns may hold "*"`);
  const letters = match.slice('appx:'.length).replace(/[*?.]/g, '');
  return letters.length < 3 ? mistake(`${shown(match)} matches nearly every app, which no rule may`) : undefined;
}

function oui(match: string): PatternFault | undefined {
  if (ouiOf(match) !== undefined) return undefined;
  const digits = match.replace(/[:.\s-]/g, '');
  if (!/^[0-9a-f]+$/i.test(digits)) return mistake(`${shown(match)} is no OUI; write hexadecimal digits, "AA:BB:CC"`);
  return mistake(`${shown(match)} has ${digits.length} digits; an OUI has 6 (MA-L), 7 (MA-M) or 9 (MA-S)`);
}

function vendorProduct(match: string, kind: RuleIdentifierKind): PatternFault | undefined {
  return vendorProductOf(match) === undefined
    ? mistake(
        `${shown(match)} is no ${kind.toUpperCase()} id; write four hexadecimal digits "12d1", or vendor and product "12d1:1506"`,
      )
    : undefined;
}

function fcc(match: string): PatternFault | undefined {
  return match.includes('*') || fccOf(match) === undefined
    ? mistake(`${shown(match)} is no FCC id; write the grantee code "2ADTD" or the whole id "2ADTD-5604SD"`)
    : undefined;
}

function bluetooth(match: string): PatternFault | undefined {
  return !/^[0-9]+$/.test(match) || bluetoothCompanyOf(match) === undefined
    ? mistake(`${shown(match)} is no Bluetooth company id; write it in decimal, "637"`)
    : undefined;
}

function snmp(match: string): PatternFault | undefined {
  return !/^[0-9]+$/.test(match) || enterpriseNumberOf(match) === undefined
    ? mistake(`${shown(match)} is no SNMP enterprise number, such as "2011"`)
    : undefined;
}

function model(match: string): PatternFault | undefined {
  if (/^\^|\\[dwsbDWSB]|\$$|\.\*|\)[+*?]/.test(match)) {
    return mistake(
      `${shown(match)} looks like a regular expression; model patterns know "*", "?", "#", "[A-Z]" and "{a,b}"`,
    );
  }
  try {
    compileModelGlob(match);
  } catch (error) {
    return badPattern(match, error);
  }
  const literal = match.replace(/\[[^\]]*\]|[*?#{},]/g, '');
  if (literal === '') return mistake(`${shown(match)} fixes not a single character, so it matches nearly every model`);
  return literal.length < 2 ? unwise(`${shown(match)} fixes a single character`) : undefined;
}

function banner(match: string): PatternFault | undefined {
  const literal = match.replace(/[*\s]/g, '');
  return literal.length < 3 ? mistake(`${shown(match)} is too short to tell one device from another`) : undefined;
}

const tests: Readonly<Record<RuleIdentifierKind, PatternTest>> = {
  npm: name,
  pypi: name,
  maven: name,
  nuget: name,
  cargo: name,
  gem: name,
  composer: name,
  cocoapods: name,
  pub: name,
  hex: name,
  conan: name,
  vcpkg: name,
  terraform: name,
  huggingface: name,
  ollama: name,
  vscode: name,
  'browser-extension': name,
  android: name,
  ios: name,
  winget: name,
  macos: name,
  'code-prefix': name,
  golang: path,
  swift: path,
  docker: image,
  helm: hostAndPath,
  mirrors: hostAndPath,
  domains: domain,
  github: forgeOwner,
  gitee: forgeOwner,
  gitlab: forgeOwner,
  vendor: organisation,
  brand: organisation,
  'oui-name': whole,
  cpe: cpeVendor,
  windows: windowsApp,
  oui,
  usb: vendorProduct,
  pci: vendorProduct,
  fcc,
  bluetooth,
  snmp,
  model,
  banner,
};
