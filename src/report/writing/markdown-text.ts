import { visible } from './visible-text.ts';

/** Of one cell: a hostile name must not eat the page. */
const maxCell = 200;

/** A code span, also inside a table: a fence longer than any in the text, blanks where it begins or ends with one, pipes escaped. */
export function code(text: string): string {
  const whole = visible(text);
  const clipped = whole.length > maxCell ? `${whole.slice(0, maxCell).toWellFormed()}...` : whole;
  if (clipped === '') return '';
  const longest = (clipped.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || /^\s|\s$/.test(clipped) ? ' ' : '';
  return `${fence}${pad}${clipped.replaceAll('|', '\\|')}${pad}${fence}`;
}

/** Sentences of rule files, which may be a stranger's: no markup, no link, no mention. A comment inside breaks what GitHub links by itself. */
export function prose(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()<>+!|~&$-]/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/[@#]|:(?=\/\/)|\.(?=\S)/g, '$&<!-- -->');
}
