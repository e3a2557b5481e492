/** What the key of a pnpm package says by itself. */
export interface PnpmKey {
  /** Absent where the key is an address or a folder. */
  readonly name?: string;
  readonly version?: string;
  /** Registry host that stands in front of the name where it is not the default one (5.x and 6.x). */
  readonly host?: string;
  readonly entry?: 'git' | 'file' | 'url';
}

/** `name/1.0.0` before 6, `name@1.0.0` with a leading slash in 6, without one since 9. */
export type PnpmKeyStyle = 'slash' | 'slash-at' | 'at';

const forges = /^(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com|codeload\.github\.com|git@|git\+|ssh:)/;

/** Reads one key of `packages`. Peers and patches behind the version are not part of it. */
export function readPnpmKey(key: string, style: PnpmKeyStyle): PnpmKey {
  if (key.startsWith('file:')) return { entry: 'file' };
  const bare = style === 'slash' ? key : withoutPeers(key);
  if (style === 'at') return readAt(bare);
  if (bare.startsWith('/')) return style === 'slash' ? readSlash(bare.slice(1)) : readAt(bare.slice(1));
  const address = bare.startsWith('@') ? bare.slice(1) : bare;
  if (forges.test(address)) return { entry: 'git' };
  if (/^https?:/.test(address)) return { entry: 'url' };
  const slash = bare.indexOf('/');
  if (slash <= 0 || bare.startsWith('@') || !bare.slice(0, slash).includes('.')) return { entry: 'url' };
  const rest = bare.slice(slash + 1);
  const inner = style === 'slash' ? readSlash(rest) : readAt(rest);
  return inner.version === undefined ? { entry: 'url' } : { ...inner, host: bare.slice(0, slash) };
}

/** The key without the peers and the patch in its trailing parentheses. */
export function withoutPeers(key: string): string {
  if (!key.endsWith(')')) return key;
  const open = key.indexOf('(');
  return open > 0 ? key.slice(0, open) : key;
}

function readSlash(rest: string): PnpmKey {
  const parts = rest.split('/');
  const scoped = rest.startsWith('@');
  const name = scoped ? `${parts[0]}/${parts[1]}` : parts[0];
  // `1.0.0_peer@2.0.0`, and in 5.0 a further part: neither is in a version.
  const version = parts[scoped ? 2 : 1]?.split('_', 1)[0];
  return name && version ? { name, version } : {};
}

function readAt(rest: string): PnpmKey {
  const at = rest.indexOf('@', 1);
  if (at < 0) return {};
  const name = rest.slice(0, at);
  const reference = rest.slice(at + 1);
  if (reference.startsWith('file:')) return { name, entry: 'file' };
  if (reference.startsWith('runtime:')) return { name, version: reference.slice('runtime:'.length) };
  if (reference.includes(':') || reference.includes('/')) {
    const address = reference.replace(/^https?:\/\//, '');
    return { name, entry: forges.test(address) || /\.git#/.test(address) ? 'git' : 'url' };
  }
  return { name, version: reference };
}
