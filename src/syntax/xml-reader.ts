import { createRequire } from 'node:module';
import type { SaxesAttributeNS, SaxesParser, SaxesTagNS } from 'saxes';
import { SyntaxFault } from './fault.ts';
import { lineCursor } from './line-cursor.ts';
import { conflictMarkerLine } from './text.ts';
import type { XmlElement } from './xml-element.ts';

const require = createRequire(import.meta.url);

/** Elements inside each other; the deepest real POM or SBOM is far below. */
const defaultDepth = 200;
/** Of one direct text and of all attributes of one tag together: bounds what a stream of one element can hold. */
const maxHeld = 64 * 1024 * 1024;

export interface XmlReaderOptions {
  /** Whether this element and all below it are to be built. Not asked inside an element that is being built. */
  readonly wants: (name: string, ancestors: readonly string[]) => boolean;
  /** A built element. `ancestors` are the local names from the root down, reused between calls. */
  readonly onElement: (element: XmlElement, ancestors: readonly string[]) => void;
  /** Elements inside each other; absent is 200. */
  readonly depth?: number;
  /** The root's own tag, before anything else; its children and text are still empty. */
  readonly onRoot?: (root: XmlElement) => void;
}

export interface XmlReader {
  /** Text in order, cut anywhere. Throws `SyntaxFault`. */
  write(text: string): void;
  /** After the last `write`. Throws `SyntaxFault` where the document is not complete. */
  end(): void;
}

interface Building {
  name: string;
  prefix: string;
  namespace: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
  column: number;
  offset: number;
}

/** The one XML reader below `parseXml` and `xmlStream`: strict, iterative, without entities of its own. */
export function xmlReader(options: XmlReaderOptions): XmlReader {
  const { SaxesParser: Parser } = require('saxes') as typeof import('saxes');
  const maxDepth = options.depth ?? defaultDepth;
  const parser: SaxesParser<{ xmlns: true }> = new Parser({ xmlns: true });
  const cursor = lineCursor();
  /** Open elements that are being built, outermost first, and the names of the open ones around them. */
  const building: Building[] = [];
  const ancestors: string[] = [];
  let held = '';
  let piece = '';
  let base = 0;
  let start = { offset: 0, line: 1, column: 1 };
  let textSize = 0;
  let sawRoot = false;

  const fault = (code: 'syntax' | 'too-deep' | 'too-large', message: string): SyntaxFault => {
    const at = Math.min(Math.max(parser.position - base, 0), piece.length);
    return new SyntaxFault(code, message, cursor.at(piece, at));
  };
  parser.on('error', (error) => {
    const line = conflictMarkerLine(piece + held);
    if (line !== undefined) {
      const place = cursor.at(piece, 0);
      throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', {
        line: place.line + line - 1,
        column: 1,
      });
    }
    throw fault('syntax', error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, ''));
  });
  parser.on('opentagstart', (tag) => {
    const behind = parser.position - base;
    // A line end behind the name was read as one character, also where it is two.
    const wide = piece.charCodeAt(behind - 1) === 10 && piece.charCodeAt(behind - 2) === 13 ? 2 : 1;
    const offset = Math.max(0, behind - wide - tag.name.length - 1);
    start = { offset: base + offset, ...cursor.at(piece, offset) };
  });
  parser.on('opentag', (tag) => {
    if (ancestors.length + building.length >= maxDepth)
      throw fault('too-deep', `is nested deeper than ${maxDepth} levels`);
    const wanted = building.length > 0 || options.wants(tag.local, ancestors);
    if (!sawRoot) {
      sawRoot = true;
      options.onRoot?.(element(tag, start));
    }
    if (wanted) building.push(element(tag, start));
    else ancestors.push(tag.local);
  });
  parser.on('closetag', () => {
    const built = building.pop();
    if (!built) {
      ancestors.pop();
      return;
    }
    built.text = built.text.trim();
    const parent = building[building.length - 1];
    if (parent) parent.children.push(built);
    else {
      textSize = 0;
      options.onElement(built, ancestors);
    }
  });
  const addText = (text: string): void => {
    const open = building[building.length - 1];
    if (!open) return;
    textSize += text.length;
    if (textSize > maxHeld) throw fault('too-large', 'has an element with too much text');
    open.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);

  const feed = (text: string): void => {
    piece = text;
    parser.write(text);
    cursor.leave(text);
    base += text.length;
    piece = '';
  };
  return {
    write(text) {
      if (text === '') return;
      // A tag must lie in one piece for its position, so the last open one waits for the rest.
      const whole = held + text;
      const cut = whole.lastIndexOf('<');
      if (cut <= 0 || whole.length - cut > maxHeld) {
        held = cut === 0 && whole.length <= maxHeld ? whole : '';
        if (held === '') feed(whole);
        return;
      }
      held = whole.slice(cut);
      feed(whole.slice(0, cut));
    },
    end() {
      if (base === 0 && held === '') throw new SyntaxFault('syntax', 'is empty', { line: 1, column: 1 });
      piece = held;
      held = '';
      if (piece !== '') parser.write(piece);
      parser.close();
    },
  };
}

function element(tag: SaxesTagNS, start: { offset: number; line: number; column: number }): Building {
  const attributes = new Map<string, string>();
  for (const attribute of Object.values(tag.attributes) as SaxesAttributeNS[])
    attributes.set(attribute.name, attribute.value);
  return { name: tag.local, prefix: tag.prefix, namespace: tag.uri, attributes, children: [], text: '', ...start };
}
