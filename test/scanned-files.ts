import { formats } from '../src/formats/registry.ts';
import type { Problem } from '../src/model/problem.ts';
import type { InputSummary, ReportComponent } from '../src/model/report.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { memoryTree } from '../src/scan/memory-tree.ts';
import { scanTree } from '../src/scan/scan-tree.ts';

const claims = compileClaims(formats);

export interface Scanned {
  readonly inputs: readonly InputSummary[];
  readonly components: readonly ReportComponent[];
  readonly problems: readonly Problem[];
  /** Status by path. */
  readonly status: Readonly<Record<string, string>>;
  /** `name` or `name@version`, in order. */
  readonly names: readonly string[];
}

/** Scans files as if they stood in one folder, with every format. */
export function scannedFiles(files: Readonly<Record<string, string | Uint8Array>>): Scanned {
  const {
    inputs,
    components = [],
    problems,
  } = scanTree(memoryTree(new Map(Object.entries(files))), {
    claims,
    matcher: { match: () => [] },
    named: new Set(),
    wanted: () => true,
    scope: 'all',
    listComponents: 'yes',
  });
  return {
    inputs,
    components,
    problems,
    status: Object.fromEntries(inputs.map(({ path, status }) => [path, status])),
    names: components.map(({ name, version }) => (version === undefined ? name : `${name}@${version}`)),
  };
}
