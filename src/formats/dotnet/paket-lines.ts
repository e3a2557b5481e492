/** How far a line is indented, in blanks; a tab counts as two. */
export function indentOf(raw: string): number {
  let width = 0;
  for (const c of raw) {
    if (c === ' ') width++;
    else if (c === '\t') width += 2;
    else break;
  }
  return width;
}
