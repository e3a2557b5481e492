import type { Component } from '../../model/component.ts';

/** A reference `name/version@user/channel#revision%time`, or one with a range, `name/[>=1.0 <2]`. */
export interface ConanReference {
  readonly name: string;
  readonly version: string | undefined;
  readonly attributes: Component['attributes'];
}

/** Reads a reference of Conan 1 or 2; undefined where it is none. */
export function conanReference(text: string): ConanReference | undefined {
  const found =
    /^([A-Za-z0-9_][\w+.-]*)\/(\[[^\]]*\]|[^@#%\s/:]+)(?:@([^/#:\s]*)(?:\/([^#:\s]*))?)?(?:#([^:%\s]*))?/.exec(
      text.trim(),
    );
  const [, name, version, user, channel] = found ?? [];
  if (name === undefined || version === undefined) return undefined;
  const attributes: Record<string, string> = {};
  const isRange = version.startsWith('[');
  if (isRange) attributes.constraint = version.slice(1, -1).trim();
  if (user && user !== '_') attributes.user = user;
  if (channel && channel !== '_') attributes.channel = channel;
  return {
    name,
    version: isRange ? undefined : version,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
