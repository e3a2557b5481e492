/**
 * SPDX 2.x tag-value in the shape of its JSON. A tag that begins an element ends the one before it; relationships may stand
 * anywhere. Lines without a tag are what the specification calls comments or are reported, never guessed at.
 */
import type { Path, Position } from '../../syntax/text.ts';
import type { Losses } from './loss.ts';

/** Tags of a package that are members of the same meaning in JSON. */
const packageMembers = new Map<string, string>([
  ['PackageVersion', 'versionInfo'],
  ['PackageSupplier', 'supplier'],
  ['PackageOriginator', 'originator'],
  ['PackageDownloadLocation', 'downloadLocation'],
  ['PackageHomePage', 'homepage'],
  ['PrimaryPackagePurpose', 'primaryPackagePurpose'],
]);
/** Tags that begin an element which is no package. */
const otherStarts = new Set(['FileName', 'SnippetSPDXID', 'LicenseID', 'Annotator', 'Reviewer']);

interface Section {
  readonly record: Record<string, unknown>;
  /** Lines of its members. */
  readonly lines: Map<string, number>;
  readonly references: number[];
}

export interface TagValueDocument {
  readonly root: Readonly<Record<string, unknown>>;
  /** Whether a tag of the format was met at all. */
  readonly hasTags: boolean;
  locate(path: Path): Position | undefined;
}

/** Reads the text line by line. `losses` gets what is no tag; nothing throws. */
export function readTagValue(text: string, losses: Losses): TagValueDocument {
  const packages: Record<string, unknown>[] = [];
  const sections: Section[] = [];
  const relationships: Record<string, unknown>[] = [];
  const relationshipLines: number[] = [];
  const files: Record<string, unknown>[] = [];
  const root: Record<string, unknown> = {};
  const rootLines = new Map<string, number>();
  let current: Section | undefined;
  let isFile = false;
  let hasTags = false;

  const member = (tag: string, value: string, line: number): void => {
    if (tag === 'SPDXVersion') put(root, rootLines, 'spdxVersion', value, line);
    else if (tag === 'DocumentName') put(root, rootLines, 'name', value, line);
    else if (tag === 'PackageName') {
      current = { record: {}, lines: new Map(), references: [] };
      isFile = false;
      put(current.record, current.lines, 'name', value, line);
      packages.push(current.record);
      sections.push(current);
    } else if (otherStarts.has(tag)) {
      // Annotations and reviews stand inside an element and do not end it.
      if (tag !== 'Annotator' && tag !== 'Reviewer') current = undefined;
      isFile = tag === 'FileName';
      if (isFile) files.push({ fileName: value });
      else if (tag === 'SnippetSPDXID') files.push({ SPDXID: value });
    } else if (tag === 'SPDXID') {
      const last = files[files.length - 1];
      if (current) put(current.record, current.lines, 'SPDXID', value, line);
      else if (isFile && last) last.SPDXID = value;
      else put(root, rootLines, 'SPDXID', value, line);
    } else if (tag === 'Relationship') {
      const words = value.split(/\s+/);
      relationships.push({ spdxElementId: words[0], relationshipType: words[1], relatedSpdxElement: words[2] });
      relationshipLines.push(line);
    } else if (tag === 'ExternalRef' && current) {
      const [category, type, ...locator] = value.split(/\s+/);
      const list = (current.record.externalRefs ??= []) as unknown[];
      list.push({ referenceCategory: category, referenceType: type, referenceLocator: locator.join(' ') });
      current.references.push(line);
    } else {
      const name = packageMembers.get(tag);
      if (name !== undefined && current) put(current.record, current.lines, name, value, line);
    }
  };

  let open: { readonly tag: string; readonly line: number; text: string } | undefined;
  let line = 0;
  for (const raw of linesOf(text)) {
    line++;
    if (open) {
      const end = raw.indexOf('</text>');
      open.text += `\n${end < 0 ? raw : raw.slice(0, end)}`;
      if (end >= 0) {
        member(open.tag, open.text.trim(), open.line);
        open = undefined;
      }
      continue;
    }
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const colon = content.indexOf(':');
    const tag = colon > 0 ? content.slice(0, colon).trimEnd() : '';
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(tag)) {
      losses.add('syntax', ['line', line], 'a line is no tag with a value');
      continue;
    }
    hasTags = true;
    const value = content.slice(colon + 1).trim();
    if (!value.startsWith('<text>')) {
      member(tag, value, line);
      continue;
    }
    const end = value.indexOf('</text>');
    if (end >= 0) member(tag, value.slice(6, end).trim(), line);
    else open = { tag, line, text: value.slice(6) };
  }
  if (open) losses.add('syntax', ['line', open.line], `the <text> of "${open.tag}" has no end`);
  if (packages.length > 0) root.packages = packages;
  if (files.length > 0) root.files = files;
  root.relationships = relationships;

  const lineAt = (path: Path): number | undefined => {
    const [first, index, name, at] = path;
    if (first === 'line') return index as number;
    if (first === undefined) return 1;
    if (first === 'relationships') return relationshipLines[typeof index === 'number' ? index : 0];
    if (first !== 'packages') return rootLines.get(String(first));
    const section = sections[typeof index === 'number' ? index : 0];
    if (name === 'externalRefs' && typeof at === 'number') return section?.references[at];
    return section?.lines.get(String(name ?? 'name')) ?? section?.lines.get('name');
  };
  return {
    root,
    hasTags,
    locate(path) {
      const found = lineAt(path);
      return found === undefined ? undefined : { line: found, column: 1 };
    },
  };
}

/** Of a tag that stands twice the first counts; a second package begins with its own name. */
function put(
  record: Record<string, unknown>,
  lines: Map<string, number>,
  name: string,
  value: string,
  line: number,
): void {
  if (Object.hasOwn(record, name)) return;
  record[name] = value;
  lines.set(name, line);
}

/** Lines one by one: a document of a million lines is never a list of them. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  const length = text.length;
  while (from <= length) {
    let end = from;
    for (; end < length; end++) {
      const c = text.charCodeAt(end);
      if (c === 10 || c === 13) break;
    }
    yield text.slice(from, end);
    if (end >= length) return;
    from = text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? end + 2 : end + 1;
  }
}
