import type { Component } from '../../model/component.ts';
import type { RecordReader } from '../../model/format.ts';
import type { Path, Position } from '../../syntax/text.ts';
import type { XmlElement } from '../../syntax/xml.ts';
import { xmlReader } from '../../syntax/xml-reader.ts';
import { checkCitation } from './cyclonedx-check.ts';
import {
  checkDependency,
  checkHeader,
  checkSections,
  noteCompositions,
  noteDuplicates,
  readFormula,
  reading,
  readOne,
  readService,
  readSubject,
} from './cyclonedx-document.ts';
import { lateDanglingRefs, StreamedEdges } from './cyclonedx-edges.ts';
import { checkRoot, elementAt, isOwn, shapeOf } from './cyclonedx-xml-shape.ts';
import { Entry } from './entry-place.ts';
import { streamPlaces } from './json-sections.ts';
import { lossList, problemsOf } from './loss.ts';

/** Entries by the section they stand in, directly below the root. */
const entryOfSection = new Map([
  ['components', 'component'],
  ['services', 'service'],
  ['formulation', 'formula'],
  ['dependencies', 'dependency'],
  ['compositions', 'composition'],
  ['vulnerabilities', 'vulnerability'],
  ['annotations', 'annotation'],
  ['citations', 'citation'],
]);

/** Sections whose entries are asked for by place after they were read. */
const withComponents = new Set(['components', 'services', 'formulation']);

/** A CycloneDX XML document as a stream, with the same limits as `openCyclonedxJson`. */
export function openCyclonedxXml(_path: string, emit: (component: Component) => void): RecordReader {
  const losses = lossList();
  const edges = new StreamedEdges();
  const state = reading(emit, losses, undefined, undefined, edges.refs);
  const dangling = lateDanglingRefs(edges.refs, losses, ['dependencies'], (path) => places.pin(path));
  const root: Record<string, unknown> = {};
  const counts = new Map<string, number>();
  let kept = new Map<string, XmlElement>();
  const locate = ([section, index, ...below]: Path): Position | undefined => {
    const isEntry = typeof index === 'number';
    const held = kept.get(isEntry ? `${section} ${index}` : String(section));
    // What is wrong with the document as a whole stands at its root.
    const element = held ?? (isEntry ? undefined : kept.get(''));
    const inside = isEntry ? below : held === undefined || index === undefined ? [] : [index, ...below];
    const found = element && elementAt(element, inside);
    return found && { line: found.line, column: found.column };
  };
  const places = streamPlaces(losses, { locate });
  const stream = xmlReader({
    wants(name, ancestors) {
      if (ancestors.length === 1) {
        if (entryOfSection.has(name)) root[name] ??= [];
        return name === 'metadata';
      }
      return ancestors.length === 2 && entryOfSection.get(ancestors[1] as string) === name;
    },
    onRoot(element) {
      kept.set('', element);
      state.version = checkRoot(element);
      root.specVersion = state.version;
      const serial = element.attributes.get('serialNumber');
      if (serial !== undefined) root.serialNumber = serial;
    },
    onElement(element, ancestors) {
      const section = ancestors[1];
      if (!isOwn(element)) return;
      if (section === undefined) {
        kept.set('metadata', element);
        root.metadata = shapeOf(element);
        edges.subject = readSubject(root.metadata, [], state);
      } else {
        const index = counts.get(section) ?? 0;
        counts.set(section, index + 1);
        root[section] = [true];
        kept.set(`${section} ${index}`, element);
        readEntry(section, index, shapeOf(element));
      }
      places.remember();
      if (section !== undefined && !withComponents.has(section))
        kept.delete(`${section} ${(counts.get(section) ?? 1) - 1}`);
    },
  });

  function readEntry(section: string, index: number, value: unknown): void {
    if (section === 'components') readOne(value, new Entry([section], index), state, undefined);
    else if (section === 'services') readService(value, new Entry([section], index), state, undefined);
    else if (section === 'formulation') readFormula(value, [section, index], state);
    else if (section === 'compositions') noteCompositions([value], [section], losses);
    else if (section === 'citations') checkCitation(value, [section, index], losses);
    else if (section === 'dependencies') {
      edges.take(value);
      checkDependency(value, [section], index, dangling, losses);
    }
  }

  return {
    write: (text) => stream.write(text),
    end() {
      stream.end();
      checkHeader(root, [], losses);
      checkSections(root);
      noteDuplicates(state, []);
      dangling.note();
      edges.noteMissing(['dependencies'], losses);
      return problemsOf(losses.kept(), places.ofLosses);
    },
    locate: places.locate,
    late: edges.late,
    passed() {
      const first = kept.get('') as XmlElement;
      kept = new Map([['', first]]);
    },
  };
}
