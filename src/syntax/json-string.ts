/**
 * Offset of the quote that ends the JSON string whose first character stands at `start`, or the text's length where none does.
 * Asks the engine for quotes instead of looking at each character: strings are most of a document.
 */
export function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > start && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

/** Whether an odd number of backslashes stands right before `at`. */
function isEscaped(text: string, start: number, at: number): boolean {
  let first = at;
  while (first > start && text.charCodeAt(first - 1) === 92) first--;
  return (at - first) % 2 === 1;
}
