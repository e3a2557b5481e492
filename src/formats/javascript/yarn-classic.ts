import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { SyntaxFault } from '../../syntax/fault.ts';
import { conflictMarkerLine, splitLines } from '../../syntax/text.ts';
import { type NpmSpec, protocolEntry, splitSpec } from './npm-spec.ts';
import type { YarnEntry } from './yarn-entry.ts';

/** A block is a few lines of at most some hundred characters; a longer line is not from yarn. */
const longestLine = 1_000_000;

interface Block {
  readonly line: number;
  readonly column: number;
  readonly patterns: readonly NpmSpec[];
  readonly fields: Map<string, string>;
  readonly sections: Map<string, NpmSpec[]>;
}

/**
 * Blocks of a yarn v1 lockfile. The grammar is its own, neither YAML nor JSON: a header of comma separated patterns, fields
 * indented by two spaces, lists by four; words are bare or JSON strings. Throws `SyntaxFault` for a line that fits nowhere.
 */
export function readYarnClassic(text: string, problems: Problem[]): YarnEntry[] {
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new SyntaxFault('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict, column: 1 });
  const entries: YarnEntry[] = [];
  let block: Block | undefined;
  let section: NpmSpec[] | undefined;
  const finish = (): void => {
    if (block) entries.push(...entriesOfBlock(block, problems));
    block = undefined;
  };
  for (const [index, raw] of splitLines(text).entries()) {
    const line = index + 1;
    if (raw.length > longestLine)
      throw new SyntaxFault('line-too-long', `line ${line} is too long`, { line, column: 1 });
    const content = raw.trimEnd();
    const start = content.search(/\S/);
    if (start < 0 || content[start] === '#') continue;
    if (start === 0) {
      finish();
      block = {
        line,
        column: content[0] === '"' ? 2 : 1,
        patterns: header(content, line),
        fields: new Map(),
        sections: new Map(),
      };
      section = undefined;
    } else if (!block) {
      throw new SyntaxFault('syntax', 'a field stands before any package', { line, column: start + 1 });
    } else if (start >= 4) {
      if (!section)
        throw new SyntaxFault('syntax', 'a dependency stands outside of a list', { line, column: start + 1 });
      const [name, range] = pair(content, start, line);
      section.push({ name, range });
    } else if (content.endsWith(':') && !/\s/.test(content.slice(start))) {
      section = [];
      block.sections.set(content.slice(start, -1), section);
    } else {
      const [key, value] = pair(content, start, line);
      block.fields.set(key, value);
      section = undefined;
    }
  }
  finish();
  return entries;
}

function header(content: string, line: number): NpmSpec[] {
  if (!content.endsWith(':'))
    throw new SyntaxFault('syntax', 'a package header does not end with ":"', { line, column: content.length });
  const patterns: NpmSpec[] = [];
  let at = 0;
  while (at < content.length) {
    const word = wordAt(content, at, line);
    patterns.push(splitSpec(word.value));
    at = word.end;
    const mark = content[at];
    if (mark === ':' && at === content.length - 1) return patterns;
    if (mark !== ',') break;
    at++;
    while (content[at] === ' ') at++;
  }
  throw new SyntaxFault('syntax', 'a package header is not a list of patterns', { line, column: at + 1 });
}

function pair(content: string, start: number, line: number): [string, string] {
  const key = wordAt(content, start, line);
  let at = key.end;
  while (content[at] === ' ') at++;
  const value = at > key.end ? wordAt(content, at, line) : undefined;
  if (!value || value.end !== content.length || key.value === '')
    throw new SyntaxFault('syntax', 'is not a name followed by a value', { line, column: start + 1 });
  return [key.value, value.value];
}

/** One JSON string, or bare characters up to a comma, blank, or the header's last colon. */
function wordAt(content: string, start: number, line: number): { value: string; end: number } {
  if (content[start] !== '"') {
    let end = start;
    while (end < content.length && content[end] !== ',' && content[end] !== ' ') end++;
    if (end === content.length && start === 0 && content.endsWith(':')) end--;
    else if (end === content.length && content.endsWith(':') && content[0] !== ' ') end--;
    return { value: content.slice(start, end), end };
  }
  let end = start + 1;
  while (end < content.length && content[end] !== '"') end += content[end] === '\\' ? 2 : 1;
  if (end >= content.length) throw new SyntaxFault('syntax', 'a string never ends', { line, column: start + 1 });
  return { value: content.slice(start + 1, end).replace(/\\(["\\/])/g, '$1'), end: end + 1 };
}

function entriesOfBlock(block: Block, problems: Problem[]): YarnEntry[] {
  const version = block.fields.get('version');
  const resolved = block.fields.get('resolved');
  const first = block.patterns[0];
  if (!first?.name) throw new UnreadableInput('syntax', 'a package header names nothing', { line: block.line });
  if (version === undefined) {
    const message = `the entry "${first.name}" has no version`;
    problems.push({ code: 'wrong-type', line: block.line, column: block.column, message, weight: 'lost' });
    return [];
  }
  // Patterns of one block share one resolution; two real names in one are possible only by hand, and both are then kept.
  const names = new Map<string, NpmSpec>();
  for (const pattern of block.patterns) {
    const name = realName(pattern);
    if (!names.has(name)) names.set(name, pattern);
  }
  return [...names].map(([name, pattern]) => ({
    patterns: block.patterns,
    name,
    version,
    source: resolved,
    sourceField: 'resolved',
    entry: entryOf(pattern, resolved, name !== pattern.name),
    at: { line: block.line, column: block.column },
    dependencies: block.sections.get('dependencies') ?? [],
    optional: block.sections.get('optionalDependencies') ?? [],
  }));
}

/** `npm:real@1` and, in this generation, `npm:real` too name another package. */
function realName(pattern: NpmSpec): string {
  if (!pattern.range.startsWith('npm:')) return pattern.name;
  const target = splitSpec(pattern.range.slice(4)).name;
  return target === '' ? pattern.name : target;
}

function entryOf(pattern: NpmSpec, resolved: string | undefined, isAlias: boolean): YarnEntry['entry'] {
  if (isAlias) return 'alias';
  if (pattern.range.startsWith('link:')) return 'link';
  const byRange = protocolEntry(pattern.range);
  if (byRange) return byRange;
  // `owner/repo` is short for a repository at the default forge.
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(pattern.range)) return 'git';
  return resolved !== undefined && protocolEntry(resolved) === 'git' ? 'git' : undefined;
}
