import { formatPurl } from '../../identity/purl.ts';
import type { Ecosystem } from '../../model/component.ts';

/** The system that packages are of, by its os-release file. */
export interface Distribution {
  /** `debian`, `alpine`, `fedora`. */
  readonly id: string;
  readonly version: string | undefined;
}

/** Where a system says what it is, relative to its root. */
export function releasePaths(root: string): readonly string[] {
  return [`${root}etc/os-release`, `${root}usr/lib/os-release`];
}

/** Reads an os-release file (freedesktop.org, "os-release"): shell assignments, quoted or not. */
export function distributionOf(companions: ReadonlyMap<string, string>, root: string): Distribution | undefined {
  for (const path of releasePaths(root)) {
    const text = companions.get(path);
    const id = text === undefined ? undefined : assignment(text, 'ID');
    if (text !== undefined && id) return { id: id.toLowerCase(), version: assignment(text, 'VERSION_ID') };
  }
  return undefined;
}

function assignment(text: string, name: string): string | undefined {
  const value = new RegExp(`^[ \\t]*${name}=(.*)$`, 'm').exec(text)?.[1]?.trim();
  return value?.replace(/^(["'])(.*)\1$/, '$2') || undefined;
}

/** The purl of a system's package: the distribution is its namespace, and with its version a qualifier. */
export function systemPurl(named: {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | undefined;
  readonly architecture: string | undefined;
  readonly namespace: string | undefined;
  readonly distribution: string | undefined;
  readonly epoch?: number;
}): string {
  const { ecosystem, name, version, architecture, namespace, distribution, epoch } = named;
  const qualifiers = new Map<string, string>();
  if (architecture) qualifiers.set('arch', architecture);
  if (distribution) qualifiers.set('distro', distribution);
  if (epoch) qualifiers.set('epoch', String(epoch));
  const full = namespace ? `${namespace}/${name}` : name;
  return formatPurl({ ecosystem, name: full, ...(version !== undefined && { version }), qualifiers });
}

/** `debian-12`, as other tools write the qualifier. */
export function distributionTag(distribution: Distribution | undefined): string | undefined {
  if (!distribution) return undefined;
  return distribution.version === undefined ? distribution.id : `${distribution.id}-${distribution.version}`;
}
