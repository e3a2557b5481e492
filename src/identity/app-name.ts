import { foldText } from './organisation-text.ts';

/**
 * The display name of an application as inventories differ on it: case, marks, trade-mark signs, a version or architecture at the
 * end (`WeChat 3.9.10 (64-bit)`). Undefined for what has no letters left.
 */
export function appNameKey(name: string): string | undefined {
  if (name.length > 300) return undefined;
  // Before folding, which makes letters of the signs.
  let text = foldText(name.replace(/[®™©℠]/g, ' '))
    .replace(/\((?:r|tm|c)\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = text
      .replace(/[\s,(-]+(?:x64|x86|x86_64|amd64|arm64|64[- ]?bit|32[- ]?bit|64 bit edition)\)?$/, '')
      .replace(/[\s,(-]+(?:version |ver\.? |v)?\d[\d.]{0,30}\)?$/, '')
      .replace(/[\s,-]+$/, '');
  }
  return /\p{L}/u.test(text) ? text : undefined;
}
