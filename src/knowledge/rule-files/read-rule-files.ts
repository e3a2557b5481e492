import { compileGlob } from '../../identity/glob.ts';
import type { Duty, Entity, List, OriginRule, Profile, RuleSet } from '../../model/knowledge.ts';
import {
  compareMistakes,
  type KnownIds,
  type ReadRuleFiles,
  type RuleFile,
  type RuleLocator,
  type RuleMistake,
  type RulePlace,
} from './mistake.ts';
import { idFromName } from './own-id.ts';
import { kebab, type RecordShape, type ReferenceTo } from './shape.ts';
import { shown, suggestion } from './shown.ts';
import { readShape, unusable, type ValidationSink } from './validate.ts';
import {
  type OwnEntity,
  type OwnFile,
  ownFile,
  shippedDuty,
  shippedEntity,
  shippedList,
  shippedOrigin,
  shippedProfile,
} from './vocabulary.ts';
import { readYamlTree, type YamlMap, type YamlNode } from './yaml-tree.ts';

/** Bytes a rule file may have. Text is measured in UTF-16 units, which are never more than its bytes. */
export const largestRuleFile: Readonly<Record<'own' | 'shipped', number>> = { own: 1 << 20, shipped: 4 << 20 };

/** Mistakes that are told of one file; the rest is counted. */
const mostTold = 200;

const sections = ['lists', 'entities', 'origins', 'profiles', 'duties'] as const;
type Section = (typeof sections)[number];

const shippedShapes: Readonly<Record<Section, RecordShape>> = {
  lists: shippedList,
  entities: shippedEntity,
  origins: shippedOrigin,
  profiles: shippedProfile,
  duties: shippedDuty,
};
const singular: Readonly<Record<Section, string>> = {
  lists: 'list',
  entities: 'entity',
  origins: 'origin rule',
  profiles: 'profile',
  duties: 'duty',
};

interface Reference {
  readonly file: OpenFile;
  readonly to: ReferenceTo;
  readonly text: string;
  readonly offset: number;
}
interface Definition {
  readonly file: OpenFile;
  readonly section: Section;
  readonly id: string;
  readonly offset: number;
  /** Made from a name: gives way to an id of the shipped rules. */
  readonly isDerived: boolean;
}
interface Remembered {
  readonly file: OpenFile;
  readonly node: YamlNode;
}

/**
 * Reads rule files into rules, and tells every mistake of every file at once, sorted by file and line. Never throws. Rows
 * with mistakes are left out, and rules may be used only when there are none. `known` are ids that other rules define.
 */
export const readRuleFiles: ReadRuleFiles = (files, options = {}) => {
  const mistakes: RuleMistake[] = [];
  const warnings: RuleMistake[] = [];
  const references: Reference[] = [];
  const definitions: Definition[] = [];
  const remembered = new Map<object, Remembered>();
  const rules = emptyRules();
  const known = knownSets(options.known);
  let isBroken = false;

  for (const each of files) {
    const file = openFile(each);
    const told = tally(file, mistakes);
    const sink: ValidationSink = {
      mistake: told.tell,
      warning: (offset, message) => warnings.push({ path: file.path, ...file.placeAt(offset), message }),
      refers: (to, text, offset) => references.push({ file, to, text, offset }),
      remember: (value, node) => remembered.set(value, { file, node }),
    };
    const root = treeOf(file, sink);
    if (root === undefined) {
      if (file.place === 'own') isBroken = true;
      else definitions.push({ file, section: file.place, id: stemOf(file.path), offset: 0, isDerived: false });
    } else if (file.place === 'own') {
      collectOwnIds(root, file, definitions);
      readOwn(root, sink, told.count, rules, known);
    } else {
      readShipped(root, file.place, file, sink, rules);
      definitions.push({ file, section: file.place, id: stemOf(file.path), offset: root.offset, isDerived: false });
    }
    told.close();
  }

  const defined = tellDuplicates(definitions, known, mistakes);
  // A broken file of a team may define what others name; which names are wrong can only be said without it.
  if (!isBroken) tellUnknown(references, defined, mistakes);
  return {
    rules,
    mistakes: mistakes.sort(compareMistakes),
    warnings: warnings.sort(compareMistakes),
    placeOf: locator(remembered),
  };
};

interface MutableRules {
  lists: List[];
  entities: Entity[];
  origins: OriginRule[];
  profiles: Profile[];
  duties: Duty[];
}

function emptyRules(): MutableRules & RuleSet {
  return { lists: [], entities: [], origins: [], profiles: [], duties: [] };
}

interface OpenFile {
  readonly path: string;
  readonly place: RulePlace;
  readonly text: string;
  readonly placeAt: (offset: number) => { readonly line: number; readonly column: number };
}

function openFile(file: RuleFile): OpenFile {
  const text = file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text;
  let starts: number[] | undefined;
  const placeAt = (offset: number): { line: number; column: number } => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
  return { path: file.path, place: file.place, text, placeAt };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

interface Tally {
  readonly tell: ValidationSink['mistake'];
  readonly count: () => number;
  readonly close: () => void;
}

/** Tells the first mistakes of a file, then counts. */
function tally(file: OpenFile, mistakes: RuleMistake[]): Tally {
  let count = 0;
  let last = 0;
  return {
    count: () => count,
    tell: (offset, message) => {
      if (++count <= mostTold) mistakes.push({ path: file.path, ...file.placeAt(offset), message });
      last = Math.max(last, offset);
    },
    close: () => {
      if (count > mostTold) {
        mistakes.push({
          path: file.path,
          ...file.placeAt(last),
          message: `and ${count - mostTold} more mistakes in this file`,
        });
      }
    },
  };
}

function treeOf(file: OpenFile, sink: ValidationSink): YamlNode | undefined {
  const limit = largestRuleFile[file.place === 'own' ? 'own' : 'shipped'];
  if (file.text.length > limit) {
    sink.mistake(0, `is larger than ${limit >> 20} MiB`);
    return undefined;
  }
  const { root, faults } = readYamlTree(file.text);
  for (const fault of faults) sink.mistake(fault.offset, fault.message);
  if (root === undefined && faults.length === 0) sink.mistake(0, 'is empty; it holds no rules');
  return root;
}

function readShipped(
  root: YamlNode,
  section: Section,
  file: OpenFile,
  sink: ValidationSink,
  rules: MutableRules,
): void {
  const shape = shippedShapes[section];
  const row = readShape(shape, root, `a file in ${section}/`, sink);
  const id = root.is === 'map' ? memberText(root, 'id') : undefined;
  const stem = stemOf(file.path);
  if (id !== undefined && id.text !== stem) {
    sink.mistake(id.offset, `id ${shown(id.text)} must be the same as the file name ${shown(stem)}`);
  }
  // Each section has its own shape, so the row is of the section's type.
  if (row !== unusable) (rules[section] as unknown[]).push(row);
}

function readOwn(
  root: YamlNode,
  sink: ValidationSink,
  told: () => number,
  rules: MutableRules,
  known: KnownSets,
): void {
  const read = readShape(ownFile, root, 'the file', sink);
  if (told() === 0 && root.is === 'map' && sections.every((section) => isEmptySection(root, section))) {
    sink.mistake(root.offset, 'holds no rules; give "entities" or "origins"');
  }
  if (read === unusable) return;
  const own = read as OwnFile;
  for (const entity of own.entities) {
    const row = entity as OwnEntity & { id?: string };
    row.id ??= derivedId(row.name, known);
    rules.entities.push(row as Entity);
  }
  rules.lists.push(...own.lists);
  rules.origins.push(...own.origins);
  rules.profiles.push(...own.profiles);
  rules.duties.push(...own.duties);
}

function isEmptySection(root: YamlMap, section: Section): boolean {
  const value = root.entries.find((entry) => entry.key === section)?.value;
  return value === undefined || (value.is === 'list' && value.items.length === 0);
}

/** A team may flag an organisation that the shipped rules know, under the same name: both stand side by side. */
function derivedId(name: string, known: KnownSets): string {
  const id = idFromName(name);
  return known.entities.has(id) ? `own-${id}` : id;
}

/** Ids that rows claim, sound or not: a row with a mistake elsewhere still is what others mean by its id. */
function collectOwnIds(root: YamlNode, file: OpenFile, definitions: Definition[]): void {
  if (root.is !== 'map') return;
  for (const section of sections) {
    const value = root.entries.find((entry) => entry.key === section)?.value;
    if (value?.is !== 'list') continue;
    for (const row of value.items) {
      if (row.is !== 'map') continue;
      const id = memberText(row, 'id');
      if (id !== undefined) definitions.push({ file, section, id: id.text, offset: id.offset, isDerived: false });
      else if (section === 'entities') {
        const name = memberText(row, 'name');
        if (name !== undefined) {
          definitions.push({ file, section, id: idFromName(name.text), offset: name.offset, isDerived: true });
        }
      }
    }
  }
}

function memberText(map: YamlMap, key: string): { text: string; offset: number } | undefined {
  const value = map.entries.find((entry) => entry.key === key)?.value;
  return value?.is === 'scalar' && typeof value.value === 'string'
    ? { text: value.value.trim(), offset: value.offset }
    : undefined;
}

type KnownSets = Readonly<Record<Section, ReadonlySet<string>>>;

function knownSets(known: KnownIds | undefined): KnownSets {
  return {
    lists: new Set(known?.lists),
    entities: new Set(known?.entities),
    origins: new Set(known?.origins),
    profiles: new Set(known?.profiles),
    duties: new Set(known?.duties),
  };
}

/**
 * Sections whose built-in rows a team's file cannot define again. An entity under a built-in id adds to that entity, and
 * which profiles are in force beside a team's own is for the caller to say. A copy of the shipped rules clashes with nothing.
 */
const closed: ReadonlySet<Section> = new Set(['lists', 'origins', 'duties']);

function tellDuplicates(
  definitions: readonly Definition[],
  known: KnownSets,
  mistakes: RuleMistake[],
): Readonly<Record<Section, ReadonlySet<string>>> {
  const first: Record<Section, Map<string, Definition>> = {
    lists: new Map(),
    entities: new Map(),
    origins: new Map(),
    profiles: new Map(),
    duties: new Map(),
  };
  for (const definition of definitions) {
    const { file, section, offset } = definition;
    const id = definition.isDerived && known[section].has(definition.id) ? `own-${definition.id}` : definition.id;
    const other = first[section].get(id);
    const isBuiltIn = file.place === 'own' && closed.has(section) && known[section].has(id);
    if (other === undefined) first[section].set(id, definition);
    if (other === undefined && !isBuiltIn) continue;
    const where =
      other === undefined ? 'the built-in rules' : `${other.file.path}:${other.file.placeAt(other.offset).line}`;
    const hint = definition.isDerived ? '; give one of the two an id of its own' : '';
    const message = `the ${singular[section]} id ${shown(id)} is already taken by ${where}${hint}`;
    mistakes.push({ path: file.path, ...file.placeAt(offset), message });
  }
  return {
    lists: new Set([...known.lists, ...first.lists.keys()]),
    entities: new Set([...known.entities, ...first.entities.keys()]),
    origins: new Set([...known.origins, ...first.origins.keys()]),
    profiles: new Set([...known.profiles, ...first.profiles.keys()]),
    duties: new Set([...known.duties, ...first.duties.keys()]),
  };
}

function tellUnknown(
  references: readonly Reference[],
  defined: Readonly<Record<Section, ReadonlySet<string>>>,
  mistakes: RuleMistake[],
): void {
  const answers = new Map<string, string | undefined>();
  for (const { file, to, text, offset } of references) {
    if (defined[to].has(text)) continue;
    const key = `${to} ${text}`;
    if (!answers.has(key)) answers.set(key, referenceFault(to, text, defined[to]));
    const message = answers.get(key);
    if (message !== undefined) mistakes.push({ path: file.path, ...file.placeAt(offset), message });
  }
}

function referenceFault(to: Section, text: string, ids: ReadonlySet<string>): string | undefined {
  const id = text.startsWith('!') ? text.slice(1) : text;
  if (ids.has(id)) return undefined;
  if (!/[*?]/.test(id)) return `unknown ${singular[to]} ${shown(id)}${suggestion(id, ids)}`;
  const matches = compileGlob(id);
  for (const candidate of ids) if (matches(candidate)) return undefined;
  return `no ${singular[to]} matches ${shown(id)}`;
}

function locator(remembered: ReadonlyMap<object, Remembered>): RuleLocator {
  return (of, member) => {
    const found = remembered.get(of);
    if (found === undefined) return undefined;
    const { file, node } = found;
    let offset = node.offset;
    if (typeof member === 'number' && node.is === 'list') offset = node.items[member]?.offset ?? offset;
    else if (typeof member === 'string' && node.is === 'map') {
      const key = kebab(member);
      offset = node.entries.find((entry) => entry.key === key)?.keyOffset ?? offset;
    }
    return { path: file.path, ...file.placeAt(offset) };
  };
}

function stemOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name.replace(/\.ya?ml$/i, '');
}
