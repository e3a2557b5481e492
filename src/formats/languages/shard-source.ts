import { memberOf, stringOf } from '../../syntax/shape.ts';
import { gitOrigin, isLocalAddress, type Origin } from './origin.ts';

const forges: readonly (readonly [string, string])[] = [
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
  ['codeberg', 'codeberg.org'],
];

/** Where a shard comes from; undefined where nothing says so, which Shards refuses. */
export function shardOrigin(value: unknown): Origin | undefined {
  for (const [key, host] of forges) {
    const path = stringOf(memberOf(value, key));
    if (path !== undefined) return gitOrigin(`https://${host}/${path}`, key);
  }
  const path = stringOf(memberOf(value, 'path'));
  if (path !== undefined) return { source: path, entry: 'link' };
  for (const key of ['git', 'hg', 'fossil']) {
    const url = stringOf(memberOf(value, key));
    if (url !== undefined) return isLocalAddress(url) ? { source: url, entry: 'link' } : gitOrigin(url, key);
  }
  return undefined;
}
