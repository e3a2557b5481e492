/**
 * What acts on a terminal or hides from a reader: controls (C0, DEL, C1), format characters (soft hyphen, bidi, tags), whatever
 * Unicode says to draw as nothing (zero width, fillers, variation selectors), line and paragraph separators, lone surrogates, and what
 * Unicode says is no character.
 */
const active = /[\p{Cc}\p{Cf}\p{Surrogate}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;
const plain = /^[\x20-\x7e]*$/;

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Untrusted text on one line with every active character as a visible escape: `\x1b`, `\u202e`. For terminals and log lines. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(active, (character) => {
    const known = short.get(character);
    if (known !== undefined) return known;
    const code = character.codePointAt(0) as number;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * A line of visible text that no build log takes for a command. GitHub's runner reads `::name::` at the start of a line, blanks
 * aside, and the older `##[name]` anywhere in it.
 */
export function harmlessLine(line: string): string {
  if (!line.includes('::') && !line.includes('##[')) return line;
  return line.replace(/^(\s*):(?=:)/, '$1\\x3a').replaceAll('##[', '#\\x23[');
}
