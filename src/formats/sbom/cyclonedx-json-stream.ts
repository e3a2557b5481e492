import type { Component } from '../../model/component.ts';
import type { RecordReader } from '../../model/format.ts';
import { NotThisFormat } from '../../model/problem.ts';
import { checkCitation } from './cyclonedx-check.ts';
import {
  checkDependency,
  checkHeader,
  checkMark,
  checkSections,
  noteCompositions,
  noteDuplicates,
  readFormula,
  readInventory,
  reading,
  readOne,
  readService,
  readSubject,
} from './cyclonedx-document.ts';
import { partiesOf } from './cyclonedx-draft.ts';
import { lateDanglingRefs, StreamedEdges } from './cyclonedx-edges.ts';
import { Entry } from './entry-place.ts';
import { jsonSections, streamPlaces } from './json-sections.ts';
import { lossList, problemsOf } from './loss.ts';

const headers = new Set([
  'bomFormat',
  'specFormat',
  'specVersion',
  'serialNumber',
  'metadata',
  'parties',
  'compositions',
]);
const lists = new Set(['components', 'services', 'inventories', 'formulation', 'dependencies', 'citations']);

/**
 * A CycloneDX JSON document as a stream: the same components and paths as from the whole document. Which components are direct
 * is known at the end, because dependencies come last.
 */
export function openCyclonedxJson(_path: string, emit: (component: Component) => void): RecordReader {
  const losses = lossList();
  const parties = new Map<string, Readonly<Record<string, unknown>>>();
  const edges = new StreamedEdges();
  const state = reading(emit, losses, undefined, parties, edges.refs);
  /** The outermost members in the shape that the checks of a whole document ask for; of lists only whether they hold anything. */
  const root: Record<string, unknown> = {};
  const dangling = lateDanglingRefs(edges.refs, losses, ['dependencies'], (path) => places.pin(path));
  const sections = jsonSections({
    section: (name) => (headers.has(name) ? 'whole' : lists.has(name) ? 'entries' : 'note'),
    onSection(name) {
      root[name] = [];
    },
    onNote(name) {
      root[name] = [true];
    },
    onWhole(name, value) {
      root[name] = value;
      for (const [ref, party] of partiesOf({ [name]: value })) parties.set(ref, party);
      if (name === 'specVersion' && typeof value === 'string') state.version = value;
      if (name === 'metadata') edges.subject = readSubject(value, [], state);
      else if (name === 'compositions') noteCompositions(value, ['compositions'], losses);
      places.remember();
    },
    onEntry(name, index, value) {
      if (index < 0) {
        root[name] = {};
        return;
      }
      root[name] = [true];
      if (name === 'components') readOne(value, new Entry([name], index), state, undefined);
      else if (name === 'services') readService(value, new Entry([name], index), state, undefined);
      else if (name === 'inventories') readInventory(value, new Entry([name], index), state);
      else if (name === 'formulation') readFormula(value, [name, index], state);
      else if (name === 'citations') checkCitation(value, [name, index], losses);
      else {
        edges.take(value);
        checkDependency(value, [name], index, dangling, losses);
      }
      places.remember();
      if (name === 'dependencies' || name === 'citations') sections.drop(name, index);
    },
  });
  const places = streamPlaces(losses, sections);
  return {
    write: (text) => sections.write(text),
    end() {
      sections.end();
      if (!sections.isObject()) throw new NotThisFormat('is no CycloneDX document');
      checkMark(root);
      checkHeader(root, [], losses);
      checkSections(root);
      noteDuplicates(state, []);
      dangling.note();
      edges.noteMissing(['dependencies'], losses);
      return problemsOf(losses.kept(), places.ofLosses);
    },
    locate: places.locate,
    passed: sections.passed,
    late: edges.late,
  };
}
