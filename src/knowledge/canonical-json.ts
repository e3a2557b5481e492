/**
 * JSON with sorted keys, no spaces, absent values left out and everything outside ASCII escaped: the same rules give the same
 * bytes on every machine, and an ASCII artefact is read into one byte a character.
 */
export function canonicalJson(value: unknown): string {
  return asciiJson(sorted(value));
}

/** JSON in ASCII, keys in the order they have. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, held]) => [key, sorted(held)]));
}
