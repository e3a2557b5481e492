import { countryCodeOf } from '../identity/country.ts';
import { cpeOf } from '../identity/cpe.ts';
import { fccOf, vendorProductOf } from '../identity/device-id.ts';
import { hostOf } from '../identity/host.ts';
import { parseImageReference } from '../identity/image-reference.ts';
import { readMac } from '../identity/mac.ts';
import { packageOfPurl, parsePurl } from '../identity/purl.ts';
import {
  type Component,
  type ComponentKind,
  type Ecosystem,
  ecosystems,
  type Identifier,
  type IdentifierKind,
} from '../model/component.ts';

/** One way to understand what `explain` was asked. */
export interface Interpretation {
  /** What it was read as: an identifier kind, or `package`, `image`, `several`. */
  readonly as: IdentifierKind | 'image' | 'several';
  /** In words: `npm package @scope/name`, `MAC address`. */
  readonly title: string;
  readonly component: Component;
}

const at = { line: 1 } as const;
const field = 'asked';

/** Words before a colon, and what they make of the text after it. Ecosystems come on top. */
const prefixes = new Map<string, IdentifierKind>([
  ['vendor', 'organisation'],
  ['company', 'organisation'],
  ['organisation', 'organisation'],
  ['organization', 'organisation'],
  ['oui-name', 'organisation'],
  ['maker', 'organisation'],
  ['publisher', 'organisation'],
  ['brand', 'brand'],
  ['domain', 'url'],
  ['domains', 'url'],
  ['host', 'url'],
  ['mirror', 'url'],
  ['mirrors', 'url'],
  ['url', 'url'],
  ['mac', 'mac'],
  ['oui', 'mac'],
  ['usb', 'usb'],
  ['pci', 'pci'],
  ['fcc', 'fcc'],
  ['bluetooth', 'bluetooth'],
  ['snmp', 'snmp'],
  ['cpe', 'cpe'],
  ['model', 'model'],
  ['banner', 'banner'],
  ['android', 'android'],
  ['ios', 'ios'],
  ['windows', 'windows'],
  ['winget', 'winget'],
  ['macos', 'macos'],
  ['app', 'app-name'],
  ['code-prefix', 'code-prefix'],
  ['country', 'country'],
  ['category', 'category'],
  ['region', 'region'],
]);

const kindOfIdentifier: Readonly<Record<IdentifierKind, ComponentKind>> = {
  package: 'package',
  url: 'service',
  organisation: 'device',
  brand: 'device',
  'forge-owner': 'package',
  mac: 'device',
  usb: 'device',
  pci: 'device',
  fcc: 'device',
  bluetooth: 'device',
  snmp: 'device',
  cpe: 'app',
  model: 'device',
  banner: 'device',
  android: 'app',
  ios: 'app',
  windows: 'app',
  winget: 'app',
  macos: 'app',
  'app-name': 'app',
  'code-prefix': 'app',
  country: 'device',
  category: 'device',
  region: 'service',
};

const ecosystemNames: ReadonlySet<string> = new Set(ecosystems);

/**
 * Every way to read the text. A word with a colon before it says how it is meant (`npm:@scope/name`, `vendor:Acme`,
 * `usb:2c7c:0125`); several of them, separated by blanks, are one thing (`category:router country:CN`).
 */
export function readThing(text: string): readonly Interpretation[] {
  const thing = text.trim();
  if (thing === '') return [];
  const parts = statedParts(thing);
  const [only] = parts;
  if (parts.length > 1) return [several(parts)];
  if (only !== undefined) return stated(only.kind, only.value);
  return guessed(thing);
}

interface StatedPart {
  readonly kind: string;
  readonly value: string;
}

/** `kind:value` parts; a blank ends a value only where a known kind and a colon follow. */
function statedParts(thing: string): StatedPart[] {
  if (/^cpe:(?:2\.3:|\/)/i.test(thing)) return [{ kind: 'cpe', value: thing }];
  const marks = [...thing.matchAll(/(?:^|\s)([a-z][a-z0-9-]{1,20}):(?!\/\/)/g)].filter((mark) =>
    isStated(mark[1] as string),
  );
  if (marks[0]?.index !== 0) return [];
  return marks.map((mark, n) => ({
    kind: mark[1] as string,
    value: thing.slice(mark.index + mark[0].length, marks[n + 1]?.index ?? thing.length).trim(),
  }));
}

function isStated(word: string): boolean {
  return prefixes.has(word) || ecosystemNames.has(word);
}

function stated(kind: string, value: string): Interpretation[] {
  if (value === '') return [];
  const identifier = prefixes.get(kind);
  if (identifier !== undefined) {
    const shown =
      identifier === 'cpe' && !/^cpe:/i.test(value)
        ? `cpe:2.3:a:${value.replace(/:/g, '\\:')}:*:*:*:*:*:*:*:*:*`
        : value;
    return [identified(identifier, shown)];
  }
  return ecosystemNames.has(kind) ? [packaged(kind as Ecosystem, value)] : [];
}

function several(parts: readonly StatedPart[]): Interpretation {
  const identifiers: Identifier[] = parts.flatMap(({ kind, value }) => {
    const identifier = prefixes.get(kind);
    return [
      identifier === undefined
        ? { kind: 'package' as const, value: `${kind}:${value}`, field }
        : { kind: identifier, value, field },
    ];
  });
  return {
    as: 'several',
    title: parts.map(({ kind, value }) => `${kind} ${value}`).join(', '),
    component: { kind: 'device', name: parts.map(({ value }) => value).join(' '), identifiers, at },
  };
}

function guessed(thing: string): Interpretation[] {
  const purl = thing.startsWith('pkg:') ? parsePurl(thing) : undefined;
  if (purl !== undefined) {
    const named = packageOfPurl(purl);
    if (named.ecosystem === undefined) return [];
    return [
      {
        ...packaged(named.ecosystem, named.name, named.version),
        title: `${packageTitles[named.ecosystem] ?? `${named.ecosystem} package`} ${named.name}`,
      },
    ];
  }
  if (cpeOf(thing) !== undefined) return [identified('cpe', thing)];
  const model =
    /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/(?!(?:datasets|spaces|docs|blog)\/)([\w.-]+\/[\w.-]+)/i.exec(
      thing,
    )?.[1];
  if (model !== undefined) return [packaged('huggingface', model)];
  if (thing.includes('://') || /^git@[^\s:]+:/.test(thing)) return [identified('url', thing)];
  const mac = readMac(thing);
  if (mac.digits !== undefined && (/[:.-]/.test(thing) || mac.digits.length === 12)) return [identified('mac', thing)];
  const found: Interpretation[] = [];
  if (vendorProductOf(thing) !== undefined && thing.includes(':'))
    found.push(identified('usb', thing), identified('pci', thing));
  if (/^@[^\s/]+\/[^\s/]+$/.test(thing)) return [packaged('npm', thing.replace(/(?<=.)@[^/]*$/, ''))];
  if (/^[A-Z0-9]{3,5}-?[A-Z0-9-]{2,}$/.test(thing) && /\d/.test(thing) && fccOf(thing) !== undefined)
    found.push(identified('fcc', thing));
  if (!/\s/.test(thing)) found.push(...words(thing));
  found.push(
    identified('organisation', thing),
    identified('brand', thing),
    identified('app-name', thing),
    identified('model', thing),
  );
  if (countryCodeOf(thing) !== undefined) found.push(identified('country', thing));
  return found;
}

const flatRegistries: readonly Ecosystem[] = [
  'npm',
  'pypi',
  'cargo',
  'gem',
  'nuget',
  'cocoapods',
  'pub',
  'conan',
  'vcpkg',
  'docker',
];

/** A text without blanks may be a host, an app id, a module, an image, or a package of any registry. */
function words(thing: string): Interpretation[] {
  const found: Interpretation[] = [];
  const isHost = hostOf(thing) !== undefined && /\.[a-z]{2,}(?:[/:]|$)/i.test(thing);
  if (isHost) found.push(identified('url', thing));
  if (/^[a-z][\w-]*(?:\.[\w-]+){2,}$/i.test(thing)) {
    found.push(identified('android', thing), identified('ios', thing), identified('code-prefix', thing));
  }
  if (/^[A-Za-z0-9][\w-]*\.[A-Za-z0-9][\w.-]*$/.test(thing))
    found.push(identified('winget', thing), packaged('nuget', thing));
  if (/^[a-z][\w.-]+:[\w.-]+$/i.test(thing)) found.push(packaged('maven', thing));
  if (isHost && thing.includes('/')) found.push(packaged('golang', thing));
  if (thing.includes('/') && parseImageReference(thing) !== undefined) {
    found.push(packaged('docker', thing));
    if (/^[^/]+\/[^/]+$/.test(thing))
      found.push(
        packaged('github', thing),
        packaged('huggingface', thing),
        packaged('composer', thing),
        packaged('terraform', thing),
      );
  }
  if (/^[A-Za-z0-9][\w-]*$/.test(thing)) found.push(...flatRegistries.map((ecosystem) => packaged(ecosystem, thing)));
  return found;
}

const titles: Readonly<Partial<Record<IdentifierKind, string>>> = {
  url: 'host or address',
  organisation: 'company name',
  brand: 'brand',
  'app-name': 'app name',
  mac: 'MAC address or OUI',
  usb: 'USB id',
  pci: 'PCI id',
  fcc: 'FCC id',
  cpe: 'CPE name',
  model: 'device model',
  'code-prefix': 'code in an app',
  bluetooth: 'Bluetooth company id',
  snmp: 'SNMP enterprise number',
  banner: 'service banner',
  android: 'Android app',
  ios: 'iOS app',
  windows: 'Windows program',
  winget: 'winget package',
  macos: 'macOS app',
};

/** Where "package" is not the word, or the ecosystem is not called as its purl type. */
const packageTitles: Readonly<Partial<Record<Ecosystem, string>>> = {
  docker: 'container image',
  huggingface: 'Hugging Face model',
  ollama: 'Ollama model',
  vscode: 'editor extension',
  'browser-extension': 'browser extension',
  github: 'GitHub repository',
  golang: 'Go module',
  pypi: 'Python package',
  cargo: 'Rust crate',
  gem: 'Ruby gem',
  nuget: 'NuGet package',
  maven: 'Maven artefact',
  terraform: 'Terraform provider',
  cocoapods: 'CocoaPods pod',
};

function identified(kind: IdentifierKind, value: string): Interpretation {
  return {
    as: kind,
    title: titles[kind] ?? kind,
    component: { kind: kindOfIdentifier[kind], name: value, identifiers: [{ kind, value, field }], at },
  };
}

const kindOfEcosystem: Readonly<Partial<Record<Ecosystem, ComponentKind>>> = {
  docker: 'image',
  huggingface: 'model',
  ollama: 'model',
  vscode: 'extension',
  'browser-extension': 'extension',
  deb: 'os-package',
  rpm: 'os-package',
  apk: 'os-package',
  alpm: 'os-package',
};

function packaged(ecosystem: Ecosystem, name: string, version?: string): Interpretation {
  return {
    as: ecosystem === 'docker' ? 'image' : 'package',
    title: packageTitles[ecosystem] ?? `${ecosystem} package`,
    component: {
      kind: kindOfEcosystem[ecosystem] ?? 'package',
      ecosystem,
      name,
      ...(version !== undefined && { version }),
      at,
    },
  };
}
