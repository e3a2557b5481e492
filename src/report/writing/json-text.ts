/**
 * Characters that JSON allows raw and that act on terminals, editors or line readers: DEL and C1 controls, zero width, bidi
 * controls, line and paragraph separators, BOM, interlinear and tag characters, and code units of a pair without their mate.
 */
const active =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** JSON on one line, the one place where JSON outputs are made harmless: what is active is written as `\uXXXX`, so it parses back. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(active, escapeUnits);
}

/** The same, indented by two, for the small parts that people read. */
export function indentedJson(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replace(active, escapeUnits).replaceAll('\n', `\n${indent}`);
}

function escapeUnits(text: string): string {
  let escaped = '';
  for (let at = 0; at < text.length; at++) escaped += `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}

/** An array with one value a line, yielded in pieces: a report may be longer than the longest string. */
export function* jsonArray(values: Iterable<unknown>, indent: string): Iterable<string> {
  yield* textArray(texts(values), indent);
}

/** The same of values that are JSON already. */
export function* textArray(values: Iterable<string>, indent: string): Iterable<string> {
  let before = `[\n${indent}  `;
  let count = 0;
  for (const value of values) {
    yield before + value;
    before = `,\n${indent}  `;
    count += 1;
  }
  yield count === 0 ? '[]' : `\n${indent}]`;
}

function* texts(values: Iterable<unknown>): Iterable<string> {
  for (const value of values) yield jsonText(value);
}
