import type { Component } from '../../model/component.ts';
import { withFacts } from '../languages/constraint.ts';
import { systemPurl } from './distribution.ts';
import type { InstalledNode } from './provided-graph.ts';

/** Tags of a header, from rpm's `rpmtag.h`. The packager is a person as often as not, and is not among them. */
const tag = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  distribution: 1010,
  vendor: 1011,
  arch: 1022,
  sourceRpm: 1044,
  provideName: 1047,
  requireName: 1049,
} as const;
const textTypes: ReadonlySet<number> = new Set([6, 8, 9]);
const mostEntries = 65_536;
const mostNames = 100_000;

export interface RpmPackage {
  readonly component: Component;
  readonly node: InstalledNode;
}

/**
 * The package of a header blob as rpm's databases hold it: entry count and data length, 16 bytes an entry, then the data, all
 * big-endian ("RPM file format", "Header structure"). Undefined where the bytes are none or name no package.
 */
export function rpmPackage(blob: Uint8Array): RpmPackage | undefined {
  if (blob.length < 8) return undefined;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const count = view.getUint32(0);
  const size = view.getUint32(4);
  const start = 8 + count * 16;
  if (count === 0 || count > mostEntries || start + size > blob.length) return undefined;
  const entries = new Map<number, { type: number; offset: number; count: number }>();
  for (let at = 8; at < start; at += 16)
    entries.set(view.getUint32(at), {
      type: view.getUint32(at + 4),
      offset: view.getUint32(at + 8),
      count: view.getUint32(at + 12),
    });
  const end = start + size;
  const texts = (which: number): string[] => {
    const entry = entries.get(which);
    if (!entry || !textTypes.has(entry.type)) return [];
    const found: string[] = [];
    let at = start + entry.offset;
    for (let index = 0; index < Math.min(entry.count, mostNames) && at < end; index++) {
      let stop = at;
      while (stop < end && blob[stop] !== 0) stop++;
      found.push(utf8.decode(blob.subarray(at, stop)));
      at = stop + 1;
    }
    return found;
  };
  const text = (which: number): string | undefined => texts(which)[0] || undefined;
  const name = text(tag.name);
  const version = text(tag.version);
  if (name === undefined || version === undefined) return undefined;
  const epoch = entries.get(tag.epoch);
  const epochAt = epoch && epoch.type === 4 && start + epoch.offset + 4 <= end ? start + epoch.offset : -1;
  const release = text(tag.release);
  const full = release === undefined ? version : `${version}-${release}`;
  const number = epochAt < 0 ? 0 : view.getUint32(epochAt);
  return packageOf(
    name,
    full,
    number,
    {
      architecture: text(tag.arch),
      vendor: text(tag.vendor),
      source: text(tag.sourceRpm),
      distribution: text(tag.distribution),
    },
    texts(tag.requireName),
    texts(tag.provideName),
  );
}

const utf8 = new TextDecoder('utf-8');

interface Facts {
  readonly architecture: string | undefined;
  readonly vendor: string | undefined;
  readonly source: string | undefined;
  readonly distribution: string | undefined;
}

function packageOf(
  name: string,
  full: string,
  epoch: number,
  facts: Facts,
  requires: readonly string[],
  provides: readonly string[],
): RpmPackage {
  const version = epoch > 0 ? `${epoch}:${full}` : full;
  const ref = `${name}-${version}.${facts.architecture ?? ''}`;
  const { vendor, architecture } = facts;
  return {
    node: { ref, name, version, requires: requires.filter((one) => !one.startsWith('rpmlib(')), provides },
    component: {
      kind: 'os-package',
      name,
      version,
      ecosystem: 'rpm',
      purl: systemPurl({
        ecosystem: 'rpm',
        name,
        version: full,
        architecture,
        namespace: namespaceOf(vendor),
        distribution: undefined,
        epoch,
      }),
      at: { offset: 0 },
      ref,
      identifiers: vendor === undefined ? undefined : [{ kind: 'organisation', value: vendor, field: 'VENDOR' }],
      attributes: withFacts(undefined, { architecture, source: facts.source, distribution: facts.distribution }),
    },
  };
}

/** Vendors of whole distributions by a word of their name, and the namespace that purl's type "rpm" gives them. */
const vendors: readonly (readonly [RegExp, string])[] = [
  [/\bfedora\b/i, 'fedora'],
  [/\bred ?hat\b/i, 'redhat'],
  [/\bcentos\b/i, 'centos'],
  [/\brocky\b/i, 'rocky'],
  [/\balmalinux\b/i, 'almalinux'],
  [/\boracle\b/i, 'ol'],
  [/\bamazon\b/i, 'amzn'],
  [/\bopensuse\b/i, 'opensuse'],
  [/\bsuse\b/i, 'suse'],
  [/\bmageia\b/i, 'mageia'],
  [/\bopeneuler\b/i, 'openeuler'],
  [/\banolis\b|\bopenanolis\b/i, 'anolis'],
  [/\bopencloudos\b/i, 'opencloudos'],
  [/\btencentos\b/i, 'tencentos'],
  [/\bkylin\b/i, 'kylin'],
  [/\bphoton\b|\bvmware\b/i, 'photon'],
  [/\bmicrosoft\b/i, 'azl'],
];

function namespaceOf(vendor: string | undefined): string | undefined {
  if (vendor === undefined) return undefined;
  return vendors.find(([word]) => word.test(vendor))?.[1];
}
