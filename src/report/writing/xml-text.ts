import { visible } from './visible-text.ts';

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text for XML 1.0 and HTML, element content or quoted attribute. Characters that act or hide are visible escapes, which also
 * leaves none that XML 1.0 forbids.
 */
export function markupText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (mark) => marks[mark] as string);
}
