import { hostOf } from '../../identity/host.ts';
import type { Ecosystem } from '../../model/component.ts';

/** The package behind the address of a module or file on a content delivery network. */
export interface CdnPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | undefined;
}

/** A version or tag, up to the next part of the path. */
const spec = /^((?:@[\w.~-]+\/)?[\w.~-]+)(?:@([^/?#&]+))?/;
const exactVersion = /^v?\d+\.\d+\.\d+[\w.+-]*$/;

/**
 * What an address says about the package it serves: `<host>/npm:name@1.0.0/`, `<host>/npm/name@1.0.0/`, `<host>/name@1.0.0/`,
 * `<host>/ajax/libs/name/1.0.0/`, `deno.land/x/name@1.0.0/`, `<host>/gh/owner/repository@1.0/`. Any host may mirror these layouts, so the
 * path decides; a version must stand in it, or else the path is only a path.
 */
export function cdnPackage(address: string): CdnPackage | undefined {
  const host = hostOf(address);
  if (host === undefined) return undefined;
  const path = (/^(?:[a-z]+:)?\/\/[^/?#]*\/?([^?#]*)/i.exec(address)?.[1] ?? '').replace(/%40/g, '@');
  const deno = /^(?:x\/([\w.-]+)|(std))@v?([^/]+)/.exec(path);
  if (deno)
    return { ecosystem: 'deno', name: `${host}/${deno[1] === undefined ? 'std' : `x/${deno[1]}`}`, version: deno[3] };
  const libs = /(?:^|\/)ajax\/libs\/([\w.-]+)\/(\d[\w.+-]*)\//.exec(path);
  if (libs?.[1]) return { ecosystem: 'npm', name: libs[1], version: libs[2] };
  const hub = /^gh\/([\w.-]+\/[\w.-]+)(?:@([^/]+))?\//.exec(path);
  if (hub?.[1]) return { ecosystem: 'github', name: hub[1], version: hub[2] };
  const prefixed = /^(?:npm[:/]|v\d+\/|stable\/|pin\/|new\/|\*)(.+)$/.exec(path)?.[1];
  const found = spec.exec(prefixed ?? path);
  if (!found?.[1]) return undefined;
  // Elsewhere an `@` may be anything; behind one that begins a version it is a package.
  if (!/^npm[:/]/.test(path) && !/^(?:v?\d|latest$|next$|canary$)/.test(found[2] ?? '')) return undefined;
  const version = found[2]?.split(',', 1)[0];
  return {
    ecosystem: 'npm',
    name: found[1],
    version: version !== undefined && exactVersion.test(version) ? version.replace(/^v/, '') : undefined,
  };
}
