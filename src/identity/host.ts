import { domainToASCII } from 'node:url';

/**
 * The host of a URL in any spelling that inputs use: `git+https://`, `registry+https://`, `scm:git:https://`, `docker://`,
 * `//host/path`, scp-like `git@host:owner/repo`, or a bare `host[:port][/path]`. Lower case, ASCII (IDNA), no port, no user,
 * no trailing dot; an IP address as it stands, IPv6 without brackets. Undefined for file and data URLs, e-mail addresses,
 * paths, variables, and bare words without a dot or port (those are package names far more often than hosts).
 */
export function hostOf(urlOrHost: string): string | undefined {
  const authority = authorityOf(urlOrHost);
  if (authority === undefined) return undefined;
  const host = cleanHost(authority.host);
  if (host === undefined || authority.form === 'url') return host;
  if (host.includes(':') || host === 'localhost') return host;
  if (!host.includes('.')) return authority.form === 'bare-with-port' ? host : undefined;
  // "1.2.3" alone is a version; only a full IPv4 address is a host.
  return isNumeric(host) && host.split('.').length !== 4 ? undefined : host;
}

interface Authority {
  readonly host: string;
  readonly form: 'url' | 'bare' | 'bare-with-port';
  /** Where the path begins in the text. */
  readonly pathAt: number;
}

/** Schemes whose first part is no host: a bucket, a share, a local path. */
const hostlessSchemes = new Set(['file', 'data', 's3', 'gs', 'link', 'portal', 'workspace']);

function authorityOf(text: string): Authority | undefined {
  const lead = text.length - text.trimStart().length;
  const slash = text.indexOf('/', lead);
  const isUrl = slash > lead && text.charAt(slash - 1) === ':' && text.charAt(slash + 1) === '/';
  if (isUrl || (slash === lead && text.charAt(slash + 1) === '/')) {
    if (isUrl && hostlessSchemes.has(schemeBefore(text, slash - 1))) return undefined;
    const from = slash + 2;
    const to = endOfAuthority(text, from);
    const host = text.slice(text.lastIndexOf('@', to - 1) >= from ? text.lastIndexOf('@', to - 1) + 1 : from, to);
    const scp = colonAfterHost(host);
    return { host: scp === -1 ? host : host.slice(0, scp), form: 'url', pathAt: to };
  }
  const to = endOfAuthority(text, lead);
  const whole = text.slice(lead, to);
  const user = whole.lastIndexOf('@');
  const host = whole.slice(user + 1);
  const colon = colonAfterHost(host);
  // Without a colon, "name@host" is an e-mail address or a package with its version.
  if (user !== -1 && colon === -1) return undefined;
  if (colon === -1) return { host, form: 'bare', pathAt: to };
  const rest = host.slice(colon + 1);
  const bare = host.slice(0, colon);
  if (isPort(rest)) return { host: bare, form: 'bare-with-port', pathAt: to };
  // scp-like: what follows the colon is the path.
  if (bare.includes('.') && rest !== '') {
    return { host: bare, form: 'bare', pathAt: lead + user + 1 + colon + 1 };
  }
  if (user !== -1 && rest !== '') return { host: bare, form: 'bare-with-port', pathAt: lead + user + 1 + colon + 1 };
  return undefined;
}

function schemeBefore(text: string, colon: number): string {
  let from = colon;
  while (from > 0 && /[A-Za-z0-9.-]/.test(text.charAt(from - 1))) from--;
  return text.slice(from, colon).toLowerCase();
}

/** A backslash ends the authority too, as browsers read it: `https://a\@b` is host a. A comma begins a second host. */
function endOfAuthority(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (
      code === 0x2f ||
      code === 0x3f ||
      code === 0x23 ||
      code === 0x5c ||
      code === 0x2c ||
      code === 0x20 ||
      code < 0x20
    ) {
      return at;
    }
  }
  return text.length;
}

/** The colon before a port or scp path; -1 without one, and in an IPv6 address. */
function colonAfterHost(host: string): number {
  if (host.startsWith('[')) return host.indexOf(':', host.indexOf(']') + 1 || host.length);
  const first = host.indexOf(':');
  return first !== -1 && host.includes(':', first + 1) && /^[0-9A-Fa-f:.]+$/.test(host) ? -1 : first;
}

function isPort(text: string): boolean {
  return text.length > 0 && text.length <= 5 && /^[0-9]+$/.test(text);
}

function isNumeric(host: string): boolean {
  return /^[0-9.]+$/.test(host);
}

function cleanHost(raw: string): string | undefined {
  let host = raw.startsWith('[') && raw.endsWith(']') ? raw.slice(1, -1) : raw;
  if (/^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(host)) return host.length > 1 ? host.toLowerCase() : undefined;
  if (!/^[A-Za-z0-9._-]*$/.test(host)) {
    if (/[\0-,/:-@[-^`{-\x7f]/.test(host)) return undefined;
    host = domainToASCII(host);
  }
  let end = host.length;
  while (end > 0 && host.charCodeAt(end - 1) === 0x2e) end--;
  if (end === 0 || end > 253) return undefined;
  host = host.slice(0, end).toLowerCase();
  return host.startsWith('.') || host.includes('..') || !/[a-z0-9]/.test(host) ? undefined : host;
}

/**
 * Look-up keys of a host from `hostOf`: the host itself, then `*.` before it and before each parent, longest first, so that
 * the rule `*.x.y` covers x.y and every name below it. An IP address has only itself.
 */
export function hostKeys(host: string): string[] {
  const keys = [host];
  if (host.includes(':') || isNumeric(host)) return keys;
  for (let from = 0; from !== -1; from = nextLabel(host, from)) keys.push(`*.${host.slice(from)}`);
  return keys;
}

function nextLabel(host: string, from: number): number {
  const dot = host.indexOf('.', from);
  return dot === -1 ? -1 : dot + 1;
}

/** Host and path of a URL in canonical form, `host/a/b`, without query and fragment; undefined where `hostOf` is. */
export function hostPathOf(url: string): string | undefined {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  const segments = pathOf(url);
  return segments.length === 0 ? host : `${host}/${segments.join('/')}`;
}

function pathOf(url: string): string[] {
  const from = authorityOf(url)?.pathAt ?? url.length;
  let to = from;
  while (to < url.length && !'?#'.includes(url.charAt(to))) to++;
  return url
    .slice(from, to)
    .trimEnd()
    .split('/')
    .filter((segment) => segment !== '');
}

/** Names of query parameters that carry a credential, lower case. Signed-URL parameters of the large clouds included. */
const secretParameters = new Set([
  'token',
  'access_token',
  'accesstoken',
  'private_token',
  'refresh_token',
  'id_token',
  'auth',
  'auth_token',
  'authtoken',
  '_authtoken',
  '_auth',
  '_password',
  'authorization',
  'api_key',
  'apikey',
  'api-key',
  'key',
  'password',
  'passwd',
  'pwd',
  'pass',
  'secret',
  'client_secret',
  'credential',
  'credentials',
  'sig',
  'signature',
  'jwt',
  'session',
  'sessionid',
  'sas',
  'awsaccesskeyid',
  'x-amz-signature',
  'x-amz-credential',
  'x-amz-security-token',
  'x-goog-signature',
  'x-goog-credential',
  'ossaccesskeyid',
  'security-token',
  'googleaccessid',
  'x-oss-signature',
  'x-oss-credential',
  'x-oss-security-token',
  'q-signature',
  'q-ak',
]);

/** Tokens that name themselves by a prefix, wherever they stand. Prefixes as their issuers document them. */
const tokenShape =
  /\b(?:gh[oprsu]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|npm_[A-Za-z0-9]{30,255}|pypi-[\w-]{40,255}|dckr_pat_[\w-]{20,255}|hf_[A-Za-z0-9]{30,255}|xox[abprs]-[\w-]{10,255}|A[KS]IA[A-Z0-9]{16})\b/g;

/**
 * The URL (or text with several) without user names, passwords and tokens: userinfo and known query parameters are cut
 * out, self-naming tokens become `***`. The user `git` stays, it is no secret and scp-like addresses need it. What holds
 * nothing secret comes back unchanged, and doing it twice changes nothing more.
 */
export function withoutSecrets(url: string): string {
  let text = url;
  if (text.includes('@')) text = withoutUserinfo(text);
  if (text.includes('=')) text = withoutParameters(text);
  return /[_-]|A[KS]IA/.test(text) ? text.replace(tokenShape, '***') : text;
}

function withoutUserinfo(text: string): string {
  let result = '';
  let from = 0;
  for (let mark = text.indexOf('//'); mark !== -1; mark = text.indexOf('//', Math.max(mark + 2, from))) {
    if (mark > 0 && text.charAt(mark - 1) !== ':') continue;
    const start = mark + 2;
    const end = endOfUserinfo(text, start);
    const user = text.lastIndexOf('@', end - 1);
    if (user < start) continue;
    result += text.slice(from, start);
    from = text.slice(start, user) === 'git' ? start : user + 1;
  }
  if (from > 0 || text.includes('//')) return result + text.slice(from);
  const user = text.lastIndexOf('@', endOfAuthority(text, 0) - 1);
  if (user <= 0 || text.slice(0, user) === 'git' || hostOf(text) === undefined) return text;
  return text.slice(user + 1);
}

/** Ends at the path, or where a list or quotation goes on. */
function endOfUserinfo(text: string, from: number): number {
  let at = from;
  while (at < text.length && !/[/?#\\\s,|"'<>]/.test(text.charAt(at))) at++;
  return at;
}

function withoutParameters(text: string): string {
  let owed = '';
  let owedAt = -1;
  return text.replace(
    /([?&#])([\w.~%-]{1,64})(=[^&#\s"'<>|]*)?/g,
    (whole: string, mark: string, name: string, value: string | undefined, offset: number) => {
      // When the first parameter goes, its "?" passes to the next one.
      const opener = owedAt === offset && mark === '&' ? owed : '';
      if (value !== undefined && secretParameters.has(name.toLowerCase())) {
        owed = opener !== '' ? opener : mark === '&' ? '' : mark;
        owedAt = offset + whole.length;
        return '';
      }
      return opener === '' ? whole : opener + whole.slice(1);
    },
  );
}

export type Forge = 'github' | 'gitlab' | 'gitee' | 'bitbucket' | 'codeberg' | 'gitcode' | 'sourcehut';

export interface ForgeOwner {
  readonly forge: Forge;
  /** Lower case. On GitLab the top group. */
  readonly owner: string;
  /** Lower case, without `.git`; absent where the address is the owner's own page. On GitLab with the subgroups. */
  readonly repository?: string;
}

const forgeHosts = new Map<string, Forge>([
  ['github.com', 'github'],
  ['www.github.com', 'github'],
  ['ssh.github.com', 'github'],
  ['codeload.github.com', 'github'],
  ['raw.githubusercontent.com', 'github'],
  ['ghcr.io', 'github'],
  ['gitlab.com', 'gitlab'],
  ['www.gitlab.com', 'gitlab'],
  ['altssh.gitlab.com', 'gitlab'],
  ['registry.gitlab.com', 'gitlab'],
  ['gitee.com', 'gitee'],
  ['www.gitee.com', 'gitee'],
  ['bitbucket.org', 'bitbucket'],
  ['codeberg.org', 'codeberg'],
  ['gitcode.com', 'gitcode'],
  ['gitcode.net', 'gitcode'],
  ['git.sr.ht', 'sourcehut'],
]);

/** First path parts that are pages of the forge and no owners. */
const forgePages = new Set([
  'about',
  'apps',
  'collections',
  'explore',
  'features',
  'login',
  'marketplace',
  'notifications',
  'search',
  'settings',
  'sponsors',
  'topics',
  'users',
  'groups',
  'dashboard',
]);

/**
 * Owner and repository of an address on a public forge: web, git, scp-like, raw file, archive, API and pages addresses,
 * the short forms `github:owner/repo`, `gitlab:`, `gitee:`, `bitbucket:`, and an address behind a proxy prefix. Undefined
 * for every other host: who owns a self-hosted instance is a question about its domain.
 */
export function forgeOwnerOf(url: string): ForgeOwner | undefined {
  const short = /^(github|gitlab|gitee|bitbucket):(?!\/\/)/i.exec(url);
  if (short !== null) {
    const path = url.slice(short[0].length).split(/[?#]/, 1)[0] as string;
    return ownerOf((short[1] as string).toLowerCase() as Forge, path.split('/'));
  }
  // A proxy carries the true address in its path; the last one is what is fetched.
  const inner = url.lastIndexOf('://');
  const scheme = inner === -1 ? 0 : url.slice(0, inner).search(/[A-Za-z0-9+.-]*$/);
  const address = scheme > 0 && /[/]/.test(url.slice(0, scheme)) ? url.slice(scheme) : url;
  const host = hostOf(address);
  if (host === undefined) return undefined;
  const path = pathOf(address);
  const forge = forgeHosts.get(host);
  if (forge !== undefined) return ownerOf(forge, path[0] === 'orgs' ? path.slice(1, 2) : path);
  if (host === 'api.github.com')
    return ownerOf('github', path[0] === 'repos' || path[0] === 'orgs' ? path.slice(1) : []);
  const pages = /^([a-z0-9-]+)\.(github|gitlab|gitee)\.io$/.exec(host);
  if (pages !== null) return ownerOf(pages[2] as Forge, [pages[1] as string, ...path.slice(0, 1)]);
  return undefined;
}

function ownerOf(forge: Forge, path: readonly string[]): ForgeOwner | undefined {
  const owner = (path[0] ?? '').toLowerCase().replace(/^~/, '');
  if (!/^[\w.-]{1,100}$/.test(owner) || forgePages.has(owner)) return undefined;
  const below = path.slice(1);
  const dash = below.indexOf('-');
  // GitLab nests groups and marks its own pages by "/-/"; elsewhere the second part is the repository.
  const names = forge === 'gitlab' ? (dash === -1 ? below : below.slice(0, dash)) : below.slice(0, 1);
  const repository = names
    .join('/')
    .toLowerCase()
    .replace(/\.git$/, '')
    .split('@', 1)[0] as string;
  return repository === '' ? { forge, owner } : { forge, owner, repository };
}
