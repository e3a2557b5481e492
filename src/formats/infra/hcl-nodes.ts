import { SyntaxFault } from '../../syntax/fault.ts';
import { positionAt } from '../../syntax/text.ts';
import type { TextEntry, TextMap, TextNode } from '../../syntax/text-node.ts';

/** A block of HCL: `resource "type" "name" { ... }`. Its labels are the keys of nested maps, as in the JSON form of the same language. */
const deepest = 100;

/**
 * HCL (Terraform, OpenTofu, Packer) as nodes. Literal strings, lists and objects are read; of any other expression only the strings in it, as a
 * list. Interpolations stay in the text. Throws `SyntaxFault` for a string, comment or block that does not end.
 */
export function hclNodes(text: string): TextMap {
  let at = 0;
  const fail = (message: string, offset: number): never => {
    throw new SyntaxFault('syntax', message, positionAt(text, offset));
  };

  /** Over blanks and comments; line ends too where they mean nothing. */
  const skip = (lines: 'over-lines' | 'in-line'): void => {
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9 || code === 13) continue;
      if (code === 10) {
        if (lines === 'in-line') return;
        continue;
      }
      if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) {
        const end = text.indexOf('\n', at);
        at = (end < 0 ? text.length : end) - 1;
      } else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        const end = text.indexOf('*/', at + 2);
        if (end < 0) fail('a comment never ends', at);
        at = end + 1;
      } else return;
    }
  };

  /** A quoted string with its interpolations, whose own quotes do not end it. */
  const quoted = (): { value: string; offset: number } => {
    const offset = at + 1;
    let depth = 0;
    let inner = false;
    for (at++; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 92) {
        at++;
        continue;
      }
      if (depth > 0) {
        if (code === 34) inner = !inner;
        else if (!inner && code === 123) depth++;
        else if (!inner && code === 125) depth--;
        else if (code === 10) fail('a string never ends', offset - 1);
      } else if ((code === 36 || code === 37) && text.charCodeAt(at + 1) === 123) {
        depth = 1;
        at++;
      } else if (code === 10) fail('a string never ends', offset - 1);
      else if (code === 34) {
        at++;
        const raw = text.slice(offset, at - 1);
        return { value: raw.includes('\\') ? raw.replace(/\\(["\\])/g, '$1') : raw, offset };
      }
    }
    return fail('a string never ends', offset - 1);
  };

  const hereDocument = (): TextNode | undefined => {
    const found = /^<<-?([A-Za-z_][\w-]{0,100})[ \t]*\r?\n/.exec(text.slice(at, at + 120));
    if (!found) return undefined;
    const from = at + found[0].length;
    let lineFrom = from;
    while (lineFrom < text.length) {
      const end = text.indexOf('\n', lineFrom);
      const lineTo = end < 0 ? text.length : end;
      if (text.slice(lineFrom, lineTo).trim() === found[1]) {
        at = lineTo;
        return { kind: 'text', value: text.slice(from, Math.max(from, lineFrom - 1)), offset: from };
      }
      lineFrom = lineTo + 1;
    }
    return fail(`the text that "${found[1]}" ends never ends`, at);
  };

  const word = (): string => {
    const from = at;
    while (isWord(text.charCodeAt(at))) at++;
    return text.slice(from, at);
  };

  /** An expression up to the end of its line, a comma, or the bracket that closes around it. */
  const expression = (depth: number): TextNode | undefined => {
    if (depth > deepest) fail(`is nested deeper than ${deepest} levels`, at);
    const parts: TextNode[] = [];
    let others = 0;
    for (;;) {
      skip('in-line');
      if (at >= text.length) break;
      const code = text.charCodeAt(at);
      if (code === 10 || code === 44 || code === 125 || code === 93 || code === 41) break;
      if (code === 34) {
        const { value, offset } = quoted();
        parts.push({ kind: 'text', value, offset });
      } else if (code === 60 && text.charCodeAt(at + 1) === 60) {
        const document = hereDocument();
        if (document) parts.push(document);
        else at++;
      } else if (code === 123) parts.push(object(depth + 1));
      else if (code === 91 || code === 40) {
        const close = code === 91 ? 93 : 41;
        const offset = at++;
        const items: TextNode[] = [];
        for (;;) {
          skip('over-lines');
          if (at >= text.length) fail('a bracket is never closed', offset);
          const next = text.charCodeAt(at);
          if (next === close) break;
          if (next === 44) {
            at++;
            continue;
          }
          if (next === 125 || next === 93 || next === 41) fail('a bracket closes what is not open', at);
          const before = at;
          const item = expression(depth + 1);
          if (item) items.push(item);
          else if (at === before) at++;
        }
        at++;
        parts.push({ kind: 'list', items, offset });
        if (code === 40) others++;
      } else {
        others++;
        const before = at;
        if (word() === '') at = before + 1;
        // The arms of a condition and the rest of a sum may stand on the next lines.
        const mark = text.charCodeAt(before);
        if (mark === 63 || mark === 58 || mark === 61 || mark === 43) skip('over-lines');
      }
    }
    if (parts.length === 0) return undefined;
    const [only] = parts as [TextNode];
    if (parts.length === 1 && (others === 0 || only.kind !== 'text')) return only;
    return { kind: 'list', items: parts, offset: only.offset };
  };

  const object = (depth: number): TextMap => {
    const offset = at++;
    const entries: TextEntry[] = [];
    body(entries, depth, 125, offset);
    return { kind: 'map', entries, offset };
  };

  /** Attributes and blocks up to the closing bracket, or the end of the text for `close` 0. */
  function body(entries: TextEntry[], depth: number, close: number, opened: number): void {
    if (depth > deepest) fail(`is nested deeper than ${deepest} levels`, at);
    for (;;) {
      skip('over-lines');
      if (at >= text.length) {
        if (close !== 0) fail('"{" is never closed', opened);
        return;
      }
      const code = text.charCodeAt(at);
      if (code === close) {
        at++;
        return;
      }
      if (code === 125) fail('"}" closes what is not open', at);
      if (code === 44) {
        at++;
        continue;
      }
      let offset = at;
      let key: string;
      if (code === 34) {
        const string = quoted();
        key = string.value;
        offset = string.offset;
      } else {
        key = word();
        if (key === '') {
          // `(var.key) = ...`, `for` expressions and what else is no plain key: its strings still count.
          const value = expression(depth + 1);
          if (value) entries.push({ key: '', offset, value });
          else if (at === offset) at++;
          continue;
        }
      }
      skip('in-line');
      const labels: { key: string; offset: number }[] = [{ key, offset }];
      while (text.charCodeAt(at) === 34 || (isWord(text.charCodeAt(at)) && text.charCodeAt(at) > 64)) {
        if (text.charCodeAt(at) === 34) {
          const string = quoted();
          labels.push({ key: string.value, offset: string.offset });
        } else {
          const labelAt = at;
          labels.push({ key: word(), offset: labelAt });
        }
        skip('in-line');
        // Each label is a level of its own.
        if (depth + labels.length > deepest) fail(`is nested deeper than ${deepest} levels`, at);
      }
      const mark = text.charCodeAt(at);
      let value: TextNode | undefined;
      if (mark === 61 || mark === 58) {
        at += text.charCodeAt(at + 1) === 62 ? 2 : 1;
        skip(close === 125 && mark === 58 ? 'over-lines' : 'in-line');
        value = expression(depth + 1);
      } else if (mark === 123) value = object(depth + 1);
      else value = expression(depth + 1);
      for (let level = labels.length - 1; level > 0; level--) {
        const label = labels[level] as { key: string; offset: number };
        value = { kind: 'map', entries: [{ key: label.key, offset: label.offset, value }], offset: label.offset };
      }
      entries.push({ key, offset, value });
    }
  }

  const entries: TextEntry[] = [];
  body(entries, 0, 0, 0);
  return { kind: 'map', entries, offset: 0 };
}

/** Letters, digits, `_`, `-` and the `.` of a traversal; not the end of the text. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}
