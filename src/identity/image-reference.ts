/** A container image reference, split. */
export interface ImageReference {
  /** Registry host with its port, lower case. Absent: the default hub. */
  readonly host?: string;
  /** Without host, tag and digest, as written. */
  readonly path: string;
  /** Host and path as written: the reference without tag and digest. */
  readonly name: string;
  readonly tag?: string;
  /** `algorithm:hex`. */
  readonly digest?: string;
  /**
   * What stands behind a prefix mirror: in `m.daocloud.io/quay.io/a/b` the inner reference `quay.io/a/b`. Absent where the
   * path holds no second host.
   */
  readonly inner?: string;
}

/** Spellings of the default hub. */
const hubHosts = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/**
 * Splits `[transport://][host/]path[:tag][@digest]` by the rule of the reference grammar of the distribution project: the
 * first part is a host when it has a dot or a colon, is `localhost`, or has a capital letter. Undefined for text that is no
 * reference: empty, with spaces, or with a variable that was never filled in.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  let rest = text.trim();
  const transport = /^[a-z][a-z0-9-]*:\/\//.exec(rest);
  if (transport !== null) rest = rest.slice(transport[0].length);
  if (rest === '' || rest.length > 1000 || !/^[\w.:/@+-]+$/.test(rest)) return undefined;

  const at = rest.indexOf('@');
  const digest = at === -1 ? undefined : rest.slice(at + 1);
  if (digest !== undefined && !/^[A-Za-z][\w.+-]*:[0-9A-Fa-f]{8,}$/.test(digest)) return undefined;
  if (at !== -1) rest = rest.slice(0, at);

  const colon = rest.lastIndexOf(':');
  const tag = colon > rest.lastIndexOf('/') ? rest.slice(colon + 1) : undefined;
  if (tag !== undefined) {
    if (!/^\w[\w.-]*$/.test(tag)) return undefined;
    rest = rest.slice(0, colon);
  }
  const slash = rest.indexOf('/');
  const first = slash === -1 ? '' : rest.slice(0, slash);
  const hasHost = first !== '' && isHost(first);
  const path = hasHost ? rest.slice(slash + 1) : rest;
  if (!/^[\w.+-]+(?:\/[\w.+-]+)*$/.test(path)) return undefined;
  const inner = innerReference(path);
  return {
    ...(hasHost && { host: first.toLowerCase() }),
    path,
    name: rest,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(hasHost && inner !== undefined && { inner }),
  };
}

function isHost(part: string): boolean {
  return part === 'localhost' || /[.:A-Z]/.test(part);
}

/** The part of a path from a segment on that reads like a domain and has something below it. */
function innerReference(path: string): string | undefined {
  for (let from = 0; ; ) {
    const slash = path.indexOf('/', from);
    if (slash === -1) return undefined;
    if (/^[a-z0-9][a-z0-9.-]*\.[a-z]{2,}$/i.test(path.slice(from, slash))) return path.slice(from);
    from = slash + 1;
  }
}

/**
 * The name images are compared by: lower case, without tag and digest. The default hub has no host, and its `library/` is
 * dropped, so that an official image is one word; every other host stays. Text that is no reference is only lower-cased.
 */
export function canonicalImageName(reference: ImageReference | string): string {
  const image = typeof reference === 'string' ? parseImageReference(reference) : reference;
  if (image === undefined) return (reference as string).trim().toLowerCase();
  const path = image.path.toLowerCase();
  if (image.host !== undefined && !hubHosts.has(image.host)) return `${image.host}/${path}`;
  return path.startsWith('library/') ? path.slice('library/'.length) : path;
}
