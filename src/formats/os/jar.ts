/**
 * Java archives: jar, war, ear and their kin, with the archives inside of them. Specification: JAR file specification; Maven Archiver documentation
 * for pom.properties. Surprising: a shaded jar holds the pom.properties of everything that was merged into it, each a component; a jar without any is
 * known by its manifest and its file's name only. Nothing is unpacked to disk.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { BinaryFormat, BinaryInput, DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { parseProperties } from '../../syntax/ini.ts';
import { withFacts } from '../languages/constraint.ts';
import { jarIdentity, jarManifest } from './jar-manifest.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

/** Reads the Maven coordinates of an archive and of what it holds; without any, what its manifest and name tell. */
export const jar: BinaryFormat = {
  id: 'os/jar',
  title: 'Java archives',
  files: ['*.jar', '*.war', '*.ear', '*.aar', '*.par', '*.sar', '*.nar', '*.jpi', '*.hpi', '*.kar'],
  recognise: (head) => head.startsWith('PK') || head.startsWith('#!') || head === '',
  maxBytes: 1024 * 1024 * 1024,
  parseBytes,
};

const archive = /\.(?:jar|war|ear|aar|par|sar|nar|jpi|hpi|kar)$/i;
const deepest = 3;
const longestText = 1024 * 1024;
/** Of archives inside archives, together: bounds what a bomb can cost. */
const innerBudget = 512 * 1024 * 1024;

interface Reading {
  readonly components: Component[];
  readonly problems: Problem[];
  budget: number;
}

function parseBytes(input: BinaryInput): DocumentResult {
  const reading: Reading = { components: [], problems: [], budget: innerBudget };
  if (input.bytes.length === 0) throw new UnreadableInput('corrupt', 'is empty');
  const entries = zipEntries(input.bytes);
  readArchive(entries, fileName(input.path), [], reading);
  return { components: reading.components, problems: reading.problems };
}

function readArchive(entries: readonly ZipEntry[], name: string, inside: readonly string[], reading: Reading): void {
  const lost = (code: string, message: string): void => {
    reading.problems.push({
      code,
      message: inside.length === 0 ? message : `${message} in ${inside.join('!/')}`,
      weight: 'lost',
    });
  };
  const text = (entry: ZipEntry): string | undefined => {
    const bytes = entry.read(longestText);
    if (!bytes) lost('unreadable-entry', `"${entry.name}" cannot be read`);
    return bytes && new TextDecoder('utf-8').decode(bytes);
  };
  const manifestEntry = entries.find((entry) => /^META-INF\/MANIFEST\.MF$/i.test(entry.name));
  const manifest = manifestEntry && text(manifestEntry);
  const identity = jarIdentity(jarManifest(manifest ?? ''));
  const makers = identity.makers.map(({ value, field }): Identifier => ({ kind: 'organisation', value, field }));
  const own = splitName(name);
  const place = inside.length === 0 ? undefined : inside.join('!/');
  let isNamed = false;
  for (const entry of entries) {
    if (/(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(entry.name)) {
      const properties = text(entry);
      const one = properties === undefined ? undefined : mavenComponent(properties, entry.name, place);
      if (properties !== undefined && !one) lost('wrong-type', `"${entry.name}" names no artifact`);
      if (!one) continue;
      const isOwn = one.name.endsWith(`:${own.name}`);
      if (isOwn) isNamed = true;
      reading.components.push({
        ...one,
        direct: isOwn && inside.length === 0,
        identifiers: isOwn && makers.length > 0 ? makers : undefined,
      });
    }
  }
  if (
    !isNamed &&
    (identity.name !== undefined || makers.length > 0 || !entries.some((entry) => /META-INF\/maven\//.test(entry.name)))
  )
    reading.components.push({
      kind: 'package',
      // Without coordinates it is no name of Maven's, only that of a file.
      name: own.name,
      version: own.version ?? identity.version,
      at: { offset: 0 },
      entry: 'file',
      identifiers: makers.length > 0 ? makers : undefined,
      attributes: withFacts(undefined, { bundle: identity.name, inside: place }),
    });
  for (const entry of entries) if (archive.test(entry.name)) readInner(entry, inside, reading, lost);
}

function readInner(
  entry: ZipEntry,
  inside: readonly string[],
  reading: Reading,
  lost: (code: string, message: string) => void,
): void {
  const isTooDeep = inside.length >= deepest;
  const bytes = isTooDeep || reading.budget <= 0 ? undefined : entry.read(reading.budget);
  if (!bytes) {
    if (isTooDeep) lost('too-deep', `"${entry.name}" is nested too deeply`);
    else lost('unreadable-entry', `"${entry.name}" cannot be read or is too large`);
    return;
  }
  reading.budget -= bytes.length;
  try {
    readArchive(zipEntries(bytes), fileName(entry.name), [...inside, entry.name], reading);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    lost(error.code, `"${entry.name}" ${error.message}`);
  }
}

function mavenComponent(text: string, field: string, place: string | undefined): Component | undefined {
  const properties = new Map(parseProperties(text).map(({ key, value }) => [key, value.trim()]));
  const group = properties.get('groupId');
  const artifact = properties.get('artifactId');
  if (!group || !artifact) return undefined;
  return {
    kind: 'package',
    name: `${group}:${artifact}`,
    version: properties.get('version') || undefined,
    ecosystem: 'maven',
    at: { offset: 0 },
    attributes: withFacts(undefined, { entry: field, inside: place }),
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `name-1.2.3.jar`: the version begins at the first hyphen that a digit follows. */
function splitName(file: string): { name: string; version: string | undefined } {
  const stem = file.replace(archive, '');
  const found = /-v?\d/.exec(stem);
  return found && found.index > 0
    ? { name: stem.slice(0, found.index), version: stem.slice(found.index + 1) }
    : { name: stem, version: undefined };
}
