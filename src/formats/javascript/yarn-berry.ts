import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { entriesOf, isRecord, memberOf, recordOf, stringOf } from '../../syntax/shape.ts';
import { locateYaml, parseYamlRepeats } from '../../syntax/yaml.ts';
import { type NpmSpec, splitSpec } from './npm-spec.ts';
import { repeatProblems } from './yaml-repeats.ts';
import type { YarnEntry } from './yarn-entry.ts';

/** `__metadata.version` of yarn 2.0 is 3, of yarn 4 it is 8; 10 is the newest seen. */
const newestVersion = 10;

/**
 * Blocks of a yarn 2 to 4 lockfile, which is YAML. `resolution` is the truth: the key holds ranges, and for an alias the name
 * the project uses. Workspaces stand in it as packages, with their development dependencies merged in. Yarn reads a file with a block twice, as
 * careless merges leave it; so both are read here, and the second one is told.
 */
export function readYarnBerry(text: string, problems: Problem[]): YarnEntry[] {
  const { documents, repeats } = parseYamlRepeats(text);
  const root = documents.length === 1 ? documents[0] : undefined;
  if (!isRecord(root)) throw new UnreadableInput('wrong-shape', 'is not a YAML mapping', { line: 1 });
  const metadata = recordOf(memberOf(root, '__metadata'));
  const version = stringOf(metadata?.version);
  if (version === undefined)
    throw new UnreadableInput('wrong-shape', 'has no "__metadata" with a version', { line: 1 });
  if (Number(version) > newestVersion) {
    const message = `lockfile version ${version} is newer than ${newestVersion}, the newest that is known`;
    problems.push({ code: 'unsupported-version', message, weight: 'lost' });
  }
  const entries: YarnEntry[] = [];
  const bad: string[] = [];
  for (const [key, value] of Object.entries(root)) {
    if (key === '__metadata') continue;
    const entry = isRecord(value) ? entryOf(key, value, { path: [key] }) : undefined;
    if (entry) entries.push(entry);
    else bad.push(key);
  }
  problems.push(...repeatProblems(text, repeats));
  const resolutions = new Set(repeats.length > 0 ? entries.map(resolutionOf) : []);
  for (const { key, value, mapping, offset } of repeats) {
    const entry = mapping === root && isRecord(value) ? entryOf(key, value, { offset }) : undefined;
    if (entry && !resolutions.has(resolutionOf(entry))) entries.push(entry);
  }
  const lines = locateYaml(
    text,
    bad.map((key) => [key]),
  );
  for (const [at, key] of bad.entries()) {
    problems.push({
      code: 'wrong-type',
      line: lines[at]?.line,
      message: `the entry "${key}" has no resolution`,
      weight: 'lost',
    });
  }
  return entries;
}

function resolutionOf({ name, version, source, workspace }: YarnEntry): string {
  return JSON.stringify([name, version, source, workspace]);
}

function entryOf(key: string, value: Readonly<Record<string, unknown>>, at: YarnEntry['at']): YarnEntry | undefined {
  const resolution = stringOf(value.resolution);
  if (resolution === undefined) return undefined;
  const { name, range } = splitSpec(resolution);
  const origin = originOf(range);
  const version = stringOf(value.version);
  const patterns = key.split(', ').map(splitSpec);
  const meta = memberOf(value, 'dependenciesMeta');
  const isOptional = (required: string): boolean => memberOf(memberOf(meta, required), 'optional') === 'true';
  const required = specsOf(value, 'dependencies');
  const isAlias = origin.entry === undefined && patterns[0]?.name !== name;
  return {
    patterns,
    name,
    version: version === '0.0.0-use.local' ? undefined : version,
    source: origin.source,
    sourceField: 'resolution',
    entry: isAlias ? 'alias' : origin.entry,
    workspace: origin.entry === 'workspace' ? range.slice('workspace:'.length) : undefined,
    at,
    dependencies: required.filter((one) => !isOptional(one.name)),
    optional: [...required.filter((one) => isOptional(one.name)), ...specsOf(value, 'peerDependencies')],
  };
}

function specsOf(value: Readonly<Record<string, unknown>>, section: string): NpmSpec[] {
  return entriesOf(memberOf(value, section)).map(([name, range]) => ({ name, range: stringOf(range) ?? '' }));
}

/** What the protocol of a resolution says. Bindings behind `::` are options; one of them is the archive's address. */
function originOf(range: string): { entry: YarnEntry['entry']; source?: string } {
  const [reference = '', bindings = ''] = range.split('::', 2);
  const archive = /(?:^|&)__archiveUrl=([^&]*)/.exec(bindings)?.[1];
  if (reference.startsWith('npm:'))
    return { entry: undefined, source: archive === undefined ? undefined : decoded(archive) };
  if (reference.startsWith('workspace:')) return { entry: 'workspace' };
  if (reference.startsWith('patch:')) return { entry: 'patched' };
  if (reference.startsWith('link:') || reference.startsWith('portal:')) return { entry: 'link', source: reference };
  if (/^(?:file|exec):/.test(reference)) return { entry: 'file', source: reference };
  const isGit = /^(?:git[@+:]|ssh:)/.test(reference) || /(?:\.git#|#commit=|#head=|#tag=)/.test(reference);
  return { entry: isGit ? 'git' : 'url', source: reference };
}

/** Percent sequences decoded; the text itself where one of them is broken. */
function decoded(text: string): string {
  return /%(?![0-9A-Fa-f]{2})/.test(text) ? text : decodeAscii(text);
}

/** Addresses are ASCII; other bytes stay encoded, as they would in the address itself. */
function decodeAscii(text: string): string {
  return text.replace(/%([2-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
