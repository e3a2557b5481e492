import type { Renderer } from '../model/report.ts';

/** An output: its name on the command line, and how to get at it. Each loads when it is asked for, with what it needs. */
export interface OutputFormat {
  readonly id: string;
  readonly title: string;
  /** Usual ending of its file, without the dot. */
  readonly extension: string;
  readonly load: () => Promise<Renderer>;
}

/** Every output, in the order of the help text. One file in this folder each. */
export const renderers: readonly OutputFormat[] = [
  {
    id: 'table',
    title: 'For people, on a terminal',
    extension: 'txt',
    load: () => import('./table.ts').then(({ tableRenderer }) => tableRenderer),
  },
  {
    id: 'json',
    title: 'JSON report (schemaVersion 1)',
    extension: 'json',
    load: () => import('./json.ts').then(({ jsonRenderer }) => jsonRenderer),
  },
  {
    id: 'ndjson',
    title: 'One JSON object a line',
    extension: 'ndjson',
    load: () => import('./ndjson.ts').then(({ ndjsonRenderer }) => ndjsonRenderer),
  },
  {
    id: 'sarif',
    title: 'SARIF 2.1.0, as GitHub code scanning takes it',
    extension: 'sarif',
    load: () => import('./sarif.ts').then(({ sarifRenderer }) => sarifRenderer),
  },
  {
    id: 'cyclonedx',
    title: 'CycloneDX 1.6 with findings as annotations',
    extension: 'cdx.json',
    load: () => import('./cyclonedx.ts').then(({ cyclonedxRenderer }) => cyclonedxRenderer),
  },
  {
    id: 'markdown',
    title: 'Markdown for pull-request comments and job summaries',
    extension: 'md',
    load: () => import('./markdown.ts').then(({ markdownRenderer }) => markdownRenderer),
  },
  {
    id: 'summary',
    title: 'Summary by list, maker and site to hand to an auditor (Markdown)',
    extension: 'md',
    load: () => import('./summary.ts').then(({ summaryRenderer }) => summaryRenderer),
  },
  {
    id: 'html',
    title: 'One self-contained page for a browser',
    extension: 'html',
    load: () => import('./html.ts').then(({ htmlRenderer }) => htmlRenderer),
  },
  {
    id: 'csv',
    title: 'CSV for spreadsheets, one row a place',
    extension: 'csv',
    load: () => import('./csv.ts').then(({ csvRenderer }) => csvRenderer),
  },
  {
    id: 'junit',
    title: 'JUnit XML for CI servers',
    extension: 'xml',
    load: () => import('./junit.ts').then(({ junitRenderer }) => junitRenderer),
  },
  {
    id: 'gitlab',
    title: 'GitLab Code Quality',
    extension: 'json',
    load: () => import('./gitlab.ts').then(({ gitlabRenderer }) => gitlabRenderer),
  },
  {
    id: 'github',
    title: 'GitHub Actions annotations',
    extension: 'txt',
    load: () => import('./github.ts').then(({ githubRenderer }) => githubRenderer),
  },
];

export function rendererById(id: string): OutputFormat | undefined {
  return renderers.find((output) => output.id === id);
}
