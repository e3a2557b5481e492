/**
 * The compiled knowledge as one text of ASCII lines: a head with the length of each line, then index, lists, profiles, duties,
 * origin rules, owners, lists' members, and one line an entity. Only head and index are parsed on opening.
 */
import type { Duty, Entity, List, OriginRule, Owner, Profile } from '../model/knowledge.ts';
import { UnreadableInput } from '../model/problem.ts';
import { openKnowledgeParts } from './build-knowledge.ts';
import { asciiJson } from './canonical-json.ts';
import type { Knowledge, OuiTable } from './knowledge.ts';
import type { IndexData } from './rule-index.ts';

const formatName = 'wherefrom-knowledge-1';

interface Head {
  readonly format: string;
  readonly version: string;
  readonly digest: string;
  readonly oui?: OuiTable;
  /** Lengths of the lines that follow, without their line feeds. */
  readonly lines: readonly number[];
}

const sections = ['index', 'lists', 'profiles', 'duties', 'origins', 'owners', 'listed'] as const;
type Section = (typeof sections)[number];

/** The artefact's text. The same knowledge gives the same text. */
export function serialiseKnowledge(knowledge: Knowledge): string {
  const content: Record<Section, unknown> = {
    index: knowledge.index.data,
    lists: [...knowledge.lists.values()],
    profiles: [...knowledge.profiles.values()],
    duties: [...knowledge.duties.values()],
    origins: [...knowledge.origins.values()],
    owners: [...knowledge.owners()],
    listed: [...knowledge.listed()].map(([list, ids]) => [list, [...ids]]),
  };
  const lines = [
    ...sections.map((section) => asciiJson(content[section])),
    ...knowledge.index.data.entities.map((id) => asciiJson(knowledge.entity(id))),
  ];
  const head: Head = {
    format: formatName,
    version: knowledge.version,
    digest: knowledge.digest,
    ...(knowledge.oui !== undefined && { oui: knowledge.oui }),
    lines: lines.map((line) => line.length),
  };
  return `${[asciiJson(head), ...lines].join('\n')}\n`;
}

/**
 * Opens the artefact. Parses the index; everything else when it is asked for.
 * @throws UnreadableInput `knowledge-format` for text that is not from `serialiseKnowledge` of this version.
 */
export function openKnowledge(text: string): Knowledge {
  const end = text.indexOf('\n');
  if (!text.startsWith(`{"format":"${formatName}"`) || end === -1) {
    throw new UnreadableInput(
      'knowledge-format',
      'the compiled rules are missing or from another version; build wherefrom again',
    );
  }
  const head = JSON.parse(text.slice(0, end)) as Head;
  const starts: number[] = [];
  let at = end + 1;
  for (const length of head.lines) {
    starts.push(at);
    at += length + 1;
  }
  if (at !== text.length)
    throw new UnreadableInput('knowledge-format', 'the compiled rules are cut off; build wherefrom again');
  const line = (number: number): unknown => {
    const from = starts[number] as number;
    return JSON.parse(text.slice(from, from + (head.lines[number] as number)));
  };
  const section = (name: Section): unknown => line(sections.indexOf(name));
  const entities: (Entity | undefined)[] = [];
  const data = section('index') as IndexData;
  return openKnowledgeParts({
    version: head.version,
    digest: head.digest,
    ...(head.oui !== undefined && { oui: head.oui }),
    data,
    entityAt(number) {
      if (number < 0 || number >= data.entities.length) return undefined;
      entities[number] ??= line(sections.length + number) as Entity;
      return entities[number];
    },
    lists: () => mapOf(section('lists') as List[]),
    profiles: () => mapOf(section('profiles') as Profile[]),
    duties: () => mapOf(section('duties') as Duty[]),
    origins: () => mapOf(section('origins') as OriginRule[]),
    owners: () => new Map(section('owners') as [string, Owner[]][]),
    listed: () => new Map((section('listed') as [string, string[]][]).map(([list, ids]) => [list, new Set(ids)])),
  });
}

function mapOf<T extends { readonly id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
