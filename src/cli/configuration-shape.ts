import {
  choice,
  line,
  members,
  optional,
  prose,
  type RecordShape,
  record,
  required,
  rows,
  type Shape,
} from '../knowledge/rule-files/shape.ts';
import type { Confidence } from '../model/knowledge.ts';
import type { Severity } from '../model/match.ts';

/** A waiver as the file has it; where it stands is added when it is read. */
export interface WaiverRow {
  readonly finding?: string;
  readonly entity?: string;
  readonly component?: string;
  readonly path?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly expires?: string;
}

export interface AllowedRow {
  readonly entity: string;
  readonly reason: string;
}

/** `wherefrom.yaml` in the model's words. */
export interface ConfigurationFile {
  readonly profiles: readonly string[];
  readonly rules: readonly string[];
  readonly failOn?: Severity | 'never';
  readonly minConfidence?: Confidence;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly map: Readonly<Record<string, string>>;
  readonly sourceRoot?: string;
  readonly waivers: readonly WaiverRow[];
  readonly allow: readonly AllowedRow[];
}

const waiver = record<WaiverRow>(
  'waiver',
  {
    finding: optional(line, 'Id of the finding, as the report prints it.'),
    entity: optional(line, 'Id of the entity.'),
    component: optional(line, 'Glob over the purl or name of the component: "pkg:npm/@acme/*".'),
    path: optional(line, 'Glob over the path of the input: "legacy/**".'),
    reason: required(prose, 'Why it is accepted. Shown in every report.'),
    owner: optional(line, 'Team or function that answers for it; no person needs to be named.'),
    // Any text: a date that cannot be read counts as expired, and the waiver says so in the report.
    expires: optional(line, 'Last day it holds, YYYY-MM-DD. After it the finding is open again.'),
  },
  (row: WaiverRow, tell) => {
    if (
      row.finding === undefined &&
      row.entity === undefined &&
      row.component === undefined &&
      row.path === undefined
    ) {
      tell('reason', 'a waiver says what it waives: "finding", "entity", "component" or "path"');
    }
  },
);

/** The one description of the configuration; the reader and the JSON Schema both come from it. */
export const configurationShape: Shape<ConfigurationFile> & RecordShape = record<ConfigurationFile>('configuration', {
  profiles: optional(rows(line), 'Who is bound: ids of profiles, see "wherefrom rules list profiles".', []),
  rules: optional(rows(line), 'Rule files or folders of your own, relative to this file.', []),
  failOn: optional(
    choice(['critical', 'high', 'medium', 'low', 'never']),
    'Exit with 1 when an open finding has this severity or a higher one. Absent: high.',
  ),
  minConfidence: optional(choice(['high', 'medium', 'low']), 'Leave out findings that are less sure than this.'),
  include: optional(rows(line), 'Globs over paths; only what matches is read.', []),
  exclude: optional(rows(line), 'Globs over paths that are not read.', []),
  map: optional(members(line, line), 'What the columns of your tables mean: header, then neutral column.', {}),
  sourceRoot: optional(line, 'Folder that paths in reports are relative to, relative to this file.'),
  waivers: optional(rows(waiver), 'Findings that are accepted for a reason and a time.', []),
  allow: optional(
    rows(
      record<AllowedRow>('allowed entity', {
        entity: required(line, 'Id of the entity.'),
        reason: required(prose, 'Why you may depend on it.'),
      }),
    ),
    'Entities that you may depend on although a list names them.',
    [],
  ),
});
