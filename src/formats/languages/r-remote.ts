import { gitOrigin, type Origin, urlOrigin } from './origin.ts';

/** Where an R package that is not of a repository comes from, by the fields that remotes, renv and packrat write. */
export function rRemoteOrigin(field: (name: string) => string | undefined): Origin | undefined {
  const type = (field('RemoteType') ?? field('Source') ?? '').toLowerCase();
  const owner = field('RemoteUsername') ?? field('GithubUsername');
  const repository = field('RemoteRepo') ?? field('GithubRepo');
  const host = (field('RemoteHost') ?? '').replace(/^https?:\/\//, '').replace(/\/api\/v\d+\/?$/, '');
  const forge = forges.find(([name]) => type.includes(name));
  if (forge && owner !== undefined && repository !== undefined) {
    // The API of the public forge is what remotes writes as host.
    const where = host === '' || host.startsWith('api.') ? forge[1] : host;
    return gitOrigin(`https://${where}/${owner}/${repository}`, 'RemoteRepo');
  }
  const url = field('RemoteUrl');
  if (url === undefined)
    return type === 'local' ? { source: field('RemotePath') ?? field('SourcePath'), entry: 'link' } : undefined;
  if (type === 'local') return { source: url, entry: 'link' };
  return type === 'url' ? urlOrigin(url, 'RemoteUrl') : gitOrigin(url, 'RemoteUrl');
}

const forges: readonly (readonly [string, string])[] = [
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
];

/** Names of an R dependency field: `R (>= 3.5), rlang (>= 1.0), utils`; R itself is no package. */
export function rNames(value: string | undefined): string[] {
  return rItems(value).map(({ name }) => name);
}

/** The items of an R dependency field with their constraints. */
export function rItems(
  value: string | undefined,
): { readonly name: string; readonly constraint: string | undefined; readonly at: number }[] {
  const items: { name: string; constraint: string | undefined; at: number }[] = [];
  if (value === undefined) return items;
  let from = 0;
  for (const part of value.split(',')) {
    const found = /^([A-Za-z][A-Za-z0-9.]*)\s*(?:\(([^)]*)\))?$/.exec(part.trim());
    if (found?.[1] && found[1] !== 'R')
      items.push({ name: found[1], constraint: found[2]?.trim(), at: from + part.indexOf(found[1]) });
    from += part.length + 1;
  }
  return items;
}
