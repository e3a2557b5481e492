import type { Component, Scope } from '../../model/component.ts';
import type { RecordReader } from '../../model/format.ts';
import { NotThisFormat, UnreadableInput } from '../../model/problem.ts';
import { Entry } from './entry-place.ts';
import { jsonSections, streamPlaces } from './json-sections.ts';
import { lossList, problemsOf } from './loss.ts';
import { RefSet } from './ref-set.ts';
import { checkSpdxVersion } from './spdx-document.ts';
import { packageOf } from './spdx-package.ts';

const headers = new Set(['spdxVersion', 'SPDXID']);
const noScopes: ReadonlyMap<string, Scope> = new Map();

/**
 * An SPDX 2.x JSON document as a stream: the same packages as from the whole document, except that nothing says which are
 * direct and what for, and there is no graph, because relationships come last.
 */
export function openSpdxJson(_path: string, emit: (component: Component) => void): RecordReader {
  const losses = lossList();
  const root: Record<string, unknown> = {};
  const refs = new RefSet();
  let twice = 0;
  let firstTwice = '';
  const context = { losses, direct: undefined, scopes: noScopes };
  const sections = jsonSections({
    section: (name) => (headers.has(name) ? 'whole' : name === 'packages' ? 'entries' : 'note'),
    onSection(name) {
      root[name] = [];
    },
    onNote(name) {
      root[name] = [];
    },
    onWhole(name, value) {
      root[name] = value;
    },
    onEntry(name, index, value) {
      if (index < 0) {
        root[name] = {};
        return;
      }
      const component = packageOf(value, new Entry([name], index), context);
      places.remember();
      if (component === undefined) return;
      if (component.ref !== undefined && !refs.add(component.ref) && twice++ === 0) firstTwice = component.ref;
      emit(component);
    },
  });
  const places = streamPlaces(losses, sections);
  return {
    write: (text) => sections.write(text),
    end() {
      sections.end();
      if (!sections.isObject() || (root.spdxVersion === undefined && root.SPDXID === undefined && !root.packages))
        throw new NotThisFormat('is JSON without the marks of an SPDX 2.x document');
      checkSpdxVersion(root, [], losses);
      if (root.packages !== undefined && !Array.isArray(root.packages))
        throw new UnreadableInput('wrong-shape', '"packages" is not a list');
      if (root.packages === undefined) {
        if (root.files === undefined && root.snippets === undefined)
          throw new UnreadableInput('wrong-shape', 'has no "packages" section', { line: 1 });
        losses.add('no-packages', [], 'describes files only and no packages', 'note');
      }
      if (twice > 0) {
        const message = `${twice} of its SPDXIDs stand more than once, the first is ${JSON.stringify(firstTwice)}`;
        losses.add('duplicate-ref', ['packages'], message, 'note');
      }
      const message = 'is so large that it is read as a stream: relationships are not looked at';
      losses.add('no-paths', [], message, 'note');
      return problemsOf(losses.kept(), places.ofLosses);
    },
    locate: places.locate,
    passed: sections.passed,
  };
}
