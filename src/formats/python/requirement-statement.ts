import { archiveName, eggName } from './python-source.ts';
import { type Requirement, requirementOf } from './requirement.ts';
import type { RequirementLine } from './requirement-lines.ts';

/** What one logical line of a requirements file says. */
export type RequirementStatement =
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly line: RequirementLine }
  | {
      readonly kind: 'reference';
      readonly reference: string;
      readonly isEditable: boolean;
      readonly name: string;
      readonly version?: string;
      readonly line: RequirementLine;
    }
  | { readonly kind: 'include'; readonly file: string; readonly isConstraint: boolean; readonly line: RequirementLine }
  | { readonly kind: 'index'; readonly option: string; readonly value: string; readonly line: RequirementLine }
  | { readonly kind: 'unknown-option'; readonly option: string; readonly line: RequirementLine }
  | { readonly kind: 'bad'; readonly line: RequirementLine };

const short: Readonly<Record<string, string>> = {
  '-r': 'requirement',
  '-c': 'constraint',
  '-e': 'editable',
  '-i': 'index-url',
  '-f': 'find-links',
};
const indexes = new Set(['index-url', 'pypi-url', 'extra-index-url', 'find-links', 'trusted-host']);
const withValue = new Set([
  'no-binary',
  'only-binary',
  'use-feature',
  'config-settings',
  'config-setting',
  'uploaded-prior-to',
  'progress-bar',
  'exclude-newer',
]);
const withoutValue = new Set([
  'no-index',
  'prefer-binary',
  'require-hashes',
  'pre',
  'process-dependency-links',
  'no-use-wheel',
  'use-wheel',
  'always-unzip',
  'emit-index-url',
  'no-emit-index-url',
]);

/** Statements of one logical line: one requirement, or one or more options. */
export function statementsOf(line: RequirementLine): RequirementStatement[] {
  return line.text.startsWith('-') ? optionStatements(line) : [requirementStatement(line.text, line, 'plain')];
}

function requirementStatement(text: string, line: RequirementLine, how: 'plain' | 'editable'): RequirementStatement {
  // Options of a single requirement (`--hash`, `--config-settings`) follow it.
  const cut = text.search(/\s--[a-z]/);
  const bare = (cut < 0 ? text : text.slice(0, cut)).trim();
  const requirement = how === 'plain' ? requirementOf(bare) : undefined;
  if (requirement && !looksLikeFile(bare)) return { kind: 'requirement', requirement, line };
  const reference = bare.split(/\s;/, 1)[0]?.trim() ?? '';
  if (how === 'plain' && !isReference(reference)) return { kind: 'bad', line };
  if (reference === '' || /\s/.test(reference)) return { kind: 'bad', line };
  const archive = archiveName(reference);
  const name = eggName(reference) ?? archive?.name ?? lastName(reference);
  return { kind: 'reference', reference, isEditable: how === 'editable', name, version: archive?.version, line };
}

/** `foo.whl` and `foo-1.0.tar.gz` beside the file parse as names too. */
function looksLikeFile(text: string): boolean {
  return /^[^\s@;=<>~]+\.(?:whl|tar\.gz|zip|tar\.bz2|tgz)$/.test(text);
}

function isReference(text: string): boolean {
  return (
    /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\.{1,2}(?:[/\\[]|$)|[/\\~])/.test(text) ||
    looksLikeFile(text) ||
    /^[\w.-]+\/[\w./-]+$/.test(text)
  );
}

/** What a reader would call a reference without a name: its last folder or repository. */
function lastName(reference: string): string {
  const path = (reference.split(/[?#]/, 1)[0] ?? '').replace(/(?:\[[^\]]*\])$/, '');
  const names = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const last = names.pop() ?? reference;
  return (last.split('@', 1)[0] || last).replace(/\.git$/, '');
}

/** Longest line of options by far; more words than this are data, not options. */
const wordLimit = 200;

function optionStatements(line: RequirementLine): RequirementStatement[] {
  const words = line.text.split(/\s+/).slice(0, wordLimit);
  const found: RequirementStatement[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const isLong = word.startsWith('--');
    const option = isLong ? word.slice(2, equals < 0 ? undefined : equals) : (short[word.slice(0, 2)] ?? '');
    const attached = isLong ? (equals < 0 ? undefined : word.slice(equals + 1)) : word.slice(2) || undefined;
    if (option === 'editable') {
      const rest = [attached, ...words.slice(at + 1)].filter((one) => one !== undefined).join(' ');
      found.push(requirementStatement(unquoted(rest.replace(/^=/, '')), line, 'editable'));
      return found;
    }
    const takesValue =
      option === 'requirement' || option === 'constraint' || indexes.has(option) || withValue.has(option);
    if (!takesValue) {
      if (!withoutValue.has(option)) return [...found, { kind: 'unknown-option', option: word, line }];
      continue;
    }
    const value = unquoted(attached ?? words[++at] ?? '');
    if (value === '') found.push({ kind: 'bad', line });
    else if (indexes.has(option)) found.push({ kind: 'index', option, value, line });
    else if (!withValue.has(option))
      found.push({ kind: 'include', file: value, isConstraint: option === 'constraint', line });
  }
  return found;
}

function unquoted(text: string): string {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text;
}
