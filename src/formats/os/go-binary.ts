/**
 * Programs built by Go 1.13 and later, with the modules that were compiled in. Specification: Go's own packages debug/buildinfo and
 * runtime/debug. Surprising: the list is one text between two marks of 16 bytes, the same in ELF, PE and Mach-O files, so that no structure of the
 * file has to be read; a program built without modules, or stripped of them, has none.
 */
import type { Component } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { withFacts } from '../languages/constraint.ts';

/** Reads the modules of a program. Only what was built without a system's loader, or bears Go's build number, is opened. */
export const goBinary: BinaryFormat = {
  id: 'os/go-binary',
  title: 'Go build information of programs',
  files: [],
  mayBe: ['bin/*', 'sbin/*', 'libexec/*', '*.exe'],
  recognise: (head) =>
    isProgram(head) &&
    (head.includes('Go build') || head.includes('Go\0\0') || !/\/lib\d*\/ld-|ld-linux|ld-musl|ld\.so/.test(head)),
  maxBytes: 1024 * 1024 * 1024,
  parseBytes,
};

function isProgram(head: string): boolean {
  return /^(?:\x7fELF|MZ|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|\xca\xfe\xba\xbe)/.test(head);
}

const opening = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const closing = Buffer.from('f932433186182072008242104116d8f2', 'hex');
const longestText = 16 * 1024 * 1024;

function parseBytes(input: BinaryInput): DocumentResult {
  const bytes = Buffer.from(input.bytes.buffer, input.bytes.byteOffset, input.bytes.byteLength);
  const start = bytes.indexOf(opening);
  if (start < 0) throw new NotThisFormat('holds no list of Go modules');
  const from = start + opening.length;
  const end = bytes.indexOf(closing, from);
  const problems: Problem[] = [];
  if (end < 0 || end - from > longestText) {
    problems.push({
      code: 'truncated',
      message: 'the list of Go modules never ends; modules may be missing',
      weight: 'lost',
    });
    return {
      components: modulesOf(
        bytes.toString('utf8', from, Math.min(bytes.length, from + 65_536)).replace(/\n[^\n]*$/, ''),
        problems,
      ),
      problems,
    };
  }
  return { components: modulesOf(bytes.toString('utf8', from, end), problems), problems };
}

/** Lines of tabs: `path`, `mod`, `dep`, `=>` for what replaces the module above, `build`. */
function modulesOf(text: string, problems: Problem[]): Component[] {
  const components: Component[] = [];
  for (const line of text.split('\n')) {
    const [kind, name, version] = line.split('\t');
    if (kind === 'mod' || kind === 'dep' || kind === '=>') {
      if (!name) {
        problems.push({ code: 'wrong-type', message: `a line "${kind}" names no module`, weight: 'lost' });
        continue;
      }
      const isLocal = /^\.{0,2}\//.test(name);
      const replaced = kind === '=>' ? components[components.length - 1] : undefined;
      if (replaced)
        components[components.length - 1] = {
          ...replaced,
          attributes: withFacts(replaced.attributes, { replacedBy: version ? `${name} ${version}` : name }),
        };
      components.push({
        kind: 'package',
        name,
        version: version && version !== '(devel)' ? version : undefined,
        ecosystem: isLocal ? undefined : 'golang',
        at: { offset: 0 },
        entry: kind === 'mod' ? 'workspace' : isLocal ? 'link' : undefined,
        attributes: withFacts(undefined, { replaces: replaced?.name }),
      });
    }
  }
  return components;
}
