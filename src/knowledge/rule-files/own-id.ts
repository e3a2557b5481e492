import { isId } from './text-fault.ts';

/**
 * The id of an own entity that gives none: its name in lower-case ASCII words. Names of other scripts have no such form and
 * get a number made of their letters, the same one every time.
 */
export function idFromName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
    .replace(/-$/, '');
  return isId(words) && /[a-z]/.test(words) ? words : `own-${numberOf(name)}`;
}

/** FNV-1a, 32 bits: short and stable; two names that meet in it are reported as one id given twice. */
function numberOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name.trim(), 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
