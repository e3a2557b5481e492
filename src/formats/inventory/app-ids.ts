import type { IdentifierKind } from '../../model/component.ts';
import type { AppPlatform } from './product-tables.ts';

/** An app id with the platform whose rules read it. */
export interface AppId {
  readonly kind: Extract<IdentifierKind, 'android' | 'ios' | 'windows' | 'winget' | 'macos'>;
  readonly value: string;
}

/** The platform a word of a platform column names; undefined for web apps and words nobody knows. */
export function platformOf(word: string): AppPlatform | undefined {
  const text = word.toLowerCase();
  if (text.includes('android') || text.includes('google play') || text.includes('安卓')) return 'android';
  if (/\b(?:ios|iphone|ipad|ipados|ipod|app store)/.test(text)) return 'ios';
  if (/\bmac|os x|darwin/.test(text)) return 'macos';
  if (/\bwin(?:dows|32|64|rt)?\b|microsoft store/.test(text)) return 'windows';
  return undefined;
}

const reverseDomain = /^[a-z][a-z0-9-]{1,23}(?:\.[a-z0-9_-]{1,60}){1,9}$/i;
const wingetId = /^[A-Za-z0-9][A-Za-z0-9_+-]{0,40}(?:\.[A-Za-z0-9_+-]{1,60}){1,7}$/;
const packageFamily = /^[A-Za-z0-9.-]{3,80}_[a-z0-9]{13}$/;
/** First parts that make a dotted id a reversed domain rather than a winget id. */
const domainStart =
  /^(?:com|org|net|io|co|me|tv|app|cn|ru|de|uk|jp|kr|fr|us|eu|in|hk|tw|info|biz|air|mobi|im|ai|dev|cc|ly|vn|th|sg|my|id|br|pl|se|nl|it|es|ch|at|cz|il|tr|ua|by|kz)$/;

/**
 * Every reading of an app id that its form and its platform allow. Without a platform a reversed domain may be an Android, iOS or macOS id.
 * Product codes of installers (`{GUID}`) and numeric store ids name nothing that could be compared.
 */
export function appIdsOf(cell: string, platform: AppPlatform | undefined): AppId[] {
  if (cell.includes('://')) return fromStoreAddress(cell);
  if (packageFamily.test(cell)) return [{ kind: 'windows', value: `appx:${cell}` }];
  if (platform === 'windows') return wingetId.test(cell) ? [{ kind: 'winget', value: cell }] : [];
  if (platform) return reverseDomain.test(cell) ? [{ kind: platform, value: cell }] : [];
  if (!reverseDomain.test(cell)) return [];
  if (!domainStart.test(cell.slice(0, cell.indexOf('.')))) return [{ kind: 'winget', value: cell }];
  return [
    { kind: 'android', value: cell },
    { kind: 'ios', value: cell },
    { kind: 'macos', value: cell },
  ];
}

/** A Google Play address holds the package name; an App Store address only a number. */
function fromStoreAddress(address: string): AppId[] {
  const play = /^https?:\/\/play\.google\.com\/[^?#\s]*\?(?:[^#\s]*&)?id=([A-Za-z0-9_.]{3,200})/.exec(address);
  return play ? [{ kind: 'android', value: play[1] as string }] : [];
}
