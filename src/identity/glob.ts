import { compileMachine, longestPattern } from './glob-machine.ts';

/**
 * Path and policy globs: `*` and `?` stay within a segment, `**` as a whole segment is any folders (none included), a
 * trailing `**` is everything below, `[a-z]`, `[!a-z]`, `{a,b}` with nesting, `\` before a character takes it literally.
 * Names that begin with a dot are ordinary. The whole text is compared, case as given.
 * @throws RangeError with the reason for a bad pattern.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const star = pattern.indexOf('*');
  // What the machine refuses is refused whatever the pattern holds.
  if (pattern === '' || pattern.length > longestPattern || /[?[{\\]/.test(pattern) || pattern.includes('*', star + 1))
    return compileMachine(pattern, { slash: 'separates', hash: 'is-ordinary' });
  // Most file names and policy globs are a literal with at most one star: no machine needed.
  if (star === -1) return (text) => text === pattern;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  return (text) =>
    text.length >= head.length + tail.length &&
    text.startsWith(head) &&
    text.endsWith(tail) &&
    !text.slice(head.length, text.length - tail.length).includes('/');
}

/**
 * Device model patterns: `?` one character, `*` any run, `#` one digit, `[A-Z0-9]`, `{a,b,}` where an empty alternative is
 * allowed. Anchored at both ends, case as given; `/` and spaces are ordinary characters.
 * @throws RangeError with the reason for a bad pattern.
 */
export function compileModelGlob(pattern: string): (text: string) => boolean {
  return compileMachine(pattern, { slash: 'is-ordinary', hash: 'digit' });
}

/**
 * The text every match of the pattern begins with, for indexing; empty when it begins with a wildcard. `#` counts as a
 * wildcard, so that one function serves both dialects.
 */
export function literalPrefix(pattern: string): string {
  let prefix = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') prefix += pattern.charAt(++at);
    else if ('*?[{#'.includes(character)) break;
    else prefix += character;
  }
  return prefix;
}
