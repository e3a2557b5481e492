/**
 * Lists of package URLs and CPE names, one a line, as scanners take and give them. A line may begin a comment with `#`; what
 * is neither is reported and skipped.
 */
import type { Component, ComponentKind, Identifier } from '../../model/component.ts';
import type { RecordFormat, RecordReader } from '../../model/format.ts';
import { NotThisFormat, type Problem } from '../../model/problem.ts';
import { purlFacts } from './package-url.ts';

const maxLine = 1024 * 1024;
const shownProblems = 20;

/** Streams, so that a list of every package of a company may be as long as it likes. */
export const identifierList: RecordFormat = {
  id: 'sbom/identifier-list',
  title: 'List of package URLs or CPE names',
  files: ['*.purls', 'purls.txt', '*.purl.txt', '*.cpes', 'cpes.txt', '*.cpe.txt'],
  mayBe: ['*.txt', '*.lst', '*.list', '*.purl', '*.cpe'],
  recognise: (head) => isIdentifier(firstLine(head)),
  maxBytes: 4 * 1024 * 1024 * 1024,
  open,
};

/** The first line that says something. */
function firstLine(head: string): string {
  for (const line of head.slice(0, 16_384).split(/\r\n|\r|\n/)) {
    const text = line.trim();
    if (text !== '' && !text.startsWith('#')) return text;
  }
  return '';
}

function isIdentifier(text: string): boolean {
  return /^(?:pkg:[^\s/]|cpe:(?:2\.3:|\/))/i.test(text);
}

function open(_path: string, emit: (component: Component) => void): RecordReader {
  const problems: Problem[] = [];
  let held = '';
  let line = 0;
  let found = 0;
  let bad = 0;
  let afterCr = false;

  const read = (raw: string): void => {
    line++;
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) return;
    const component = isIdentifier(text) ? componentOf(text, line, raw.indexOf(text) + 1) : undefined;
    if (component !== undefined) {
      found++;
      emit(component);
      return;
    }
    if (++bad > shownProblems) return;
    const code = text.toLowerCase().startsWith('pkg:') ? 'invalid-purl' : 'syntax';
    problems.push({ code, line, message: 'is no package URL and no CPE name', weight: 'lost' });
  };

  return {
    write(chunk) {
      let text = held + chunk;
      if (afterCr && text.startsWith('\n')) text = text.slice(1);
      afterCr = false;
      let from = 0;
      for (let at = 0; at < text.length; at++) {
        const c = text.charCodeAt(at);
        if (c !== 10 && c !== 13) continue;
        read(text.slice(from, at));
        if (c === 13) {
          if (at + 1 === text.length) afterCr = true;
          else if (text.charCodeAt(at + 1) === 10) at++;
        }
        from = at + 1;
      }
      held = text.slice(from);
      if (held.length <= maxLine) return;
      problems.push({
        code: 'line-too-long',
        line: line + 1,
        message: 'has a line of more than 1 MiB',
        weight: 'lost',
      });
      held = held.slice(0, 64);
    },
    end() {
      if (held !== '') read(held);
      if (found === 0 && bad > 0) throw new NotThisFormat('holds no package URL and no CPE name');
      if (bad > shownProblems) {
        const message = `and ${bad - shownProblems} more lines that are neither`;
        problems.push({ code: 'syntax', line, message, weight: 'lost' });
      }
      return problems;
    },
  };
}

function componentOf(text: string, line: number, column: number): Component | undefined {
  const at = { line, column };
  if (/^cpe:/i.test(text)) return cpeComponent(text, at);
  const identifiers: Identifier[] = [];
  // A purl has no blank; what follows one is a comment or another column.
  const purl = text.split(/[\s,;]/, 1)[0] as string;
  const facts = purlFacts(purl, 'purl', identifiers);
  if (facts === undefined) return undefined;
  const { kind, name, version, ecosystem, source } = facts;
  return {
    kind,
    name,
    version,
    ecosystem,
    purl,
    identifiers: identifiers.length > 0 ? identifiers : undefined,
    at,
    source,
  };
}

const kindOfPart = new Map<string, ComponentKind>([
  ['a', 'app'],
  ['o', 'os-package'],
  ['h', 'device'],
]);

/** `cpe:2.3:h:vendor:product:version:...` or `cpe:/h:vendor:product:version`; NIST IR 7695. */
function cpeComponent(text: string, at: { readonly line: number; readonly column: number }): Component | undefined {
  const cpe = text.split(/\s/, 1)[0] as string;
  const body = cpe.toLowerCase().startsWith('cpe:2.3:') ? cpe.slice(8) : cpe.slice(5);
  // Colons of a value are escaped.
  const [part, vendor, product, version] = body.split(/(?<!\\):/);
  if (part === undefined || vendor === undefined || product === undefined || product === '') return undefined;
  const plain = (value: string | undefined): string | undefined =>
    value === undefined || value === '' || value === '*' || value === '-' ? undefined : value.replace(/\\(.)/g, '$1');
  const name = plain(product) ?? plain(vendor);
  if (name === undefined) return undefined;
  return {
    kind: kindOfPart.get(part.toLowerCase()) ?? 'app',
    name,
    version: plain(version),
    identifiers: [{ kind: 'cpe', value: cpe, field: 'cpe', at }],
    at,
  };
}
