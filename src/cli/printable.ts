/**
 * Text of unknown origin made safe for a terminal: control characters, C1, bidirectional overrides and zero-width characters become
 * visible escapes. Line feeds and tabs become escapes too: one value stays on one line.
 */
export function printable(text: string): string {
  return text.replace(
    // C0, DEL, C1; soft hyphen; zero-width and direction marks; line and paragraph separators; tags; lone surrogates.
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => {
      const code = character.charCodeAt(0);
      return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    },
  );
}
