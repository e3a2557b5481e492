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
    id: 'sarif',
    title: 'SARIF 2.1.0, as GitHub code scanning takes it',
    extension: 'sarif',
    load: () => import('./sarif.ts').then(({ sarifRenderer }) => sarifRenderer),
  },
];

export function rendererById(id: string): OutputFormat | undefined {
  return renderers.find((output) => output.id === id);
}
