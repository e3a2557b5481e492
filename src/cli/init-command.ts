import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatCards } from '../formats/cards.ts';
import { UsageError } from '../model/problem.ts';
import { chooseFormat } from '../scan/choose-format.ts';
import { compileClaims } from '../scan/claims.ts';
import { diskTree } from '../scan/disk-tree.ts';
import { excludedFolder } from '../scan/excluded-folders.ts';
import { loading } from '../scan/steps.ts';
import { configurationName } from './configuration.ts';
import { openShipped } from './load-knowledge.ts';
import { printable } from './printable.ts';
import type { Surroundings } from './surroundings.ts';
import { writeWhole } from './write-file.ts';

export interface InitFlags {
  readonly force?: boolean;
  /** Write a register of providers instead: `init-register.ts`. */
  readonly register?: boolean;
}

/** `wherefrom init`: a commented configuration for what stands in this folder. Never over an existing file without `--force`. */
export async function initCommand(flags: InitFlags, surroundings: Surroundings): Promise<number> {
  const path = join(surroundings.cwd, configurationName);
  if (existsSync(path) && flags.force !== true)
    throw new UsageError(`${configurationName}: is there already; --force writes it anew`);
  const found = await inputsBelow(surroundings.cwd);
  writeWhole(path, [configurationText(found)]);
  surroundings.stderr.write(`wrote ${configurationName}; next: wherefrom scan\n`);
  return 0;
}

/** Format titles and how many inputs each would read, most first. */
async function inputsBelow(root: string): Promise<readonly (readonly [string, number])[]> {
  const tree = diskTree(root, { starts: [''], exclude: (_path, name, beside) => excludedFolder(name, beside) });
  const claims = compileClaims(formatCards);
  const counts = new Map<string, number>();
  for (const { path } of tree.list(() => {})) {
    const claimed = claims.claimsOf(path);
    if (claimed.length === 0) continue;
    const choice = await loading(chooseFormat(tree, path, claimed));
    if (choice.kind === 'read') counts.set(choice.format.title, (counts.get(choice.format.title) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function configurationText(found: readonly (readonly [string, number])[]): string {
  const inputs =
    found.length === 0
      ? ['#   nothing yet']
      : found.slice(0, 20).map(([title, count]) => `#   ${String(count).padStart(4)}  ${printable(title)}`);
  if (found.length > 20) inputs.push(`#         and ${found.length - 20} more kinds`);
  const profiles = [...openShipped().profiles.values()].map(({ id, title }) => `#   ${id.padEnd(22)} ${title}`);
  return `# wherefrom.yaml: what this project judges by. Found when it was written:
${inputs.join('\n')}

# Who is bound? Each profile loads the lists of one jurisdiction or duty; "default" loads every list and binds nobody.
${profiles.join('\n')}
profiles: [default]

# Fail the build at this severity or above: critical, high, medium, low, never.
fail-on: high

# Rule files of your own, relative to this file: organisations and origins that only you flag.
# rules: [flagged.yaml]

# Globs over paths that are not read.
# exclude: ["test/fixtures/**"]

# What a column of your tables means, where its header is not understood.
# map:
#   Produttore apparato: manufacturer

# Findings that are accepted for a reason and a time. "wherefrom waive <finding-id> --reason ... --expires ..." adds one.
# waivers:
#   - finding: wf-0123456789abcdef
#     reason: replaced in the spring release
#     owner: platform team
#     expires: 2027-03-31

# Entities that you may depend on although a list names them.
# allow:
#   - entity: example
#     reason: cleared by counsel on 2026-11-02
`;
}
