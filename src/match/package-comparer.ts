import { canonicalImageName, parseImageReference } from '../identity/image-reference.ts';
import { canonicalPackageName, lowerCase, packageRuleKind } from '../identity/package-name.ts';
import type { Ecosystem } from '../model/component.ts';
import type { Hosts } from './hosts.ts';
import { type RowHit, type RowTables, remembered, rowHit } from './row-tables.ts';

/** Compares a name with the rules of its ecosystem. The hot path of every scan: a miss must not allocate. */
export type PackageComparer = (ecosystem: Ecosystem, name: string) => readonly RowHit[] | undefined;

export function packageComparer(tables: RowTables, hosts: Hosts): PackageComparer {
  const imageHits = (reference: string): RowHit[] | undefined => {
    const image = parseImageReference(reference);
    const found: RowHit[] = [...(tables.named('docker', canonicalImageName(image ?? reference)) ?? [])];
    const host = image?.host;
    if (image !== undefined && host !== undefined) {
      for (const row of hosts.ofHostPath(`${host}/${image.path}`) ?? []) {
        // A chart repository is no image registry, although one host may be both.
        if (row.kind !== 'helm') found.push(rowHit(row, 'exact'));
      }
      // Behind a prefix mirror stands the true image: who publishes it is another question than where the bytes come from.
      if (image.inner !== undefined)
        found.push(...(imageHits(image.inner) ?? []).filter(({ row }) => row.identifier.relation === 'published-by'));
    }
    return found.length === 0 ? undefined : found;
  };
  const images = remembered(imageHits);

  const pathHits = (kind: 'golang' | 'swift', name: string): readonly RowHit[] | undefined => {
    const path = canonicalPackageName(kind, name);
    const found = tables.named(kind, path);
    if (found?.some(({ row }) => row.identifier.relation === 'published-by')) return found;
    // Most module paths begin with this host, and their owner is known without reading an address.
    if (path.startsWith('github.com/')) {
      const end = path.indexOf('/', 'github.com/'.length);
      const owned = tables.firstOf('forge', [
        `github${path.slice('github.com'.length, end === -1 ? path.length : end)}`,
      ]);
      return found ?? owned;
    }
    // Who runs the host says nothing of who owns the repository on it: both may be known.
    const hosted = hosts.ofHostPath(path)?.map((row) => rowHit(row, 'exact'));
    return found === undefined || hosted === undefined ? (found ?? hosted) : [...found, ...hosted];
  };

  const forgeHits = (owner: string): RowHit[] | undefined =>
    hosts.ofForgeOwner(owner)?.map((row) => rowHit(row, 'exact'));
  const urlHits = (url: string): RowHit[] | undefined => hosts.ofUrl(url)?.map((row) => rowHit(row, 'exact'));

  return (ecosystem, name) => {
    if (name === '') return undefined;
    switch (ecosystem) {
      case 'docker':
        return images(name);
      case 'golang':
      case 'swift':
        return pathHits(ecosystem, name);
      case 'github':
      case 'gitlab':
      case 'gitee':
      case 'bitbucket':
        return forgeHits(`${ecosystem}/${name}`);
      case 'carthage':
        return name.includes('://') ? urlHits(name) : forgeHits(`github/${name}`);
      case 'git':
      case 'helm':
        return name.includes('/') ? urlHits(name) : undefined;
      case 'huggingface':
        return tables.named('huggingface', lowerCase(name));
      default: {
        const kind = packageRuleKind(ecosystem);
        return kind === undefined ? undefined : tables.named(kind, canonicalPackageName(kind, name));
      }
    }
  };
}
