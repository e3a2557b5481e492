/**
 * A version as NuGet reads it: a bare one is the least that is wanted and, without anything else in the way, the one that is taken;
 * `[1.0]` is exactly 1.0; any other bracket, a `*` or a comma is a wish.
 */
export function nugetVersion(written: string | undefined): { version?: string; constraint?: string } {
  const text = written?.trim() ?? '';
  if (text === '') return {};
  const exact = /^\[\s*([^,[\]()\s]+)\s*\]$/.exec(text)?.[1];
  if (exact !== undefined) return { version: exact };
  return /^[\d][\w.+-]*$/.test(text) ? { version: text } : { constraint: text };
}

/** Attributes with the wish in them; undefined where there is nothing to say. */
export function withConstraint(
  constraint: string | undefined,
  others: Readonly<Record<string, string>> = {},
): Record<string, string> | undefined {
  const all = constraint === undefined ? { ...others } : { ...others, constraint };
  return Object.keys(all).length > 0 ? all : undefined;
}
