import type { DocumentResult } from '../../model/format.ts';
import { type Problem, UnreadableInput } from '../../model/problem.ts';
import { providedGraph } from './provided-graph.ts';
import { type RpmPackage, rpmPackage } from './rpm-header.ts';

const problemLimit = 20;

/** The packages of a database's header blobs. Public keys, which rpm keeps as packages without content, are not among them. */
export function rpmPackages(blobs: Iterable<Uint8Array>, problems: Problem[]): DocumentResult {
  const packages: RpmPackage[] = [];
  let bad = 0;
  for (const blob of blobs) {
    const one = rpmPackage(blob);
    if (!one) bad++;
    else if (one.component.name !== 'gpg-pubkey') packages.push(one);
  }
  if (bad > 0 && packages.length === 0) throw new UnreadableInput('wrong-shape', 'holds no header of a package');
  if (bad > 0) problems.push({ code: 'wrong-type', message: `${bad} of its headers are damaged`, weight: 'lost' });
  return {
    components: packages.map((one) => one.component),
    problems: problems.slice(0, problemLimit),
    graph: () =>
      providedGraph(
        packages.map((one) => one.node),
        undefined,
      ),
  };
}
