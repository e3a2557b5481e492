/**
 * The program of a batch's child processes: it gets targets one by one from its parent and answers with a result each. It may die at any
 * time; nothing is lost but the target it was at.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { originsAsked } from '../decide/judge.ts';
import { borrowedFrom } from '../fleet/borrowed.ts';
import { cloneRepository } from '../fleet/git-clone.ts';
import { openRepository } from '../fleet/git-repository.ts';
import { gitTree } from '../fleet/git-tree.ts';
import { openInputStore } from '../fleet/input-store.ts';
import type { Target } from '../fleet/targets.ts';
import { formatCards } from '../formats/cards.ts';
import { compileGlob } from '../identity/glob.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createMatcher } from '../match/matcher.ts';
import type { FileTree } from '../model/file-tree.ts';
import type { TargetResult } from '../model/fleet.ts';
import type { Policy } from '../model/policy.ts';
import { UnreadableInput } from '../model/problem.ts';
import type { ReportProblem } from '../model/report.ts';
import { type ClaimIndex, compileClaims } from '../scan/claims.ts';
import { diskTree } from '../scan/disk-tree.ts';
import { excludedFolder } from '../scan/excluded-folders.ts';
import { type Inventory, inventorySteps, matchInventory } from '../scan/inventory.ts';
import type { InputCache } from '../scan/kept-input.ts';
import { wantedPaths } from '../scan/scan-target.ts';
import type { ComponentMatcher } from '../scan/scan-tree.ts';
import { loading } from '../scan/steps.ts';
import type { BatchJob } from './batch-jobs.ts';
import { type BatchSetup, clonesName, configurationOf, policyOf } from './batch-setup.ts';
import { configurationName } from './configuration.ts';
import { loadKnowledge } from './load-knowledge.ts';
import { version } from './version.ts';

interface Ready {
  readonly setup: BatchSetup;
  readonly knowledge: Knowledge;
  readonly policy: Policy;
  readonly claims: ClaimIndex;
  readonly matcher: ComponentMatcher;
  readonly cache: InputCache;
}

let ready: Promise<Ready> | undefined;
/** What the parent should tell that is about no target. */
const notes: string[] = [];

process.on('message', async (message: { setup?: BatchSetup; job?: BatchJob }) => {
  if (message.setup) ready = prepare(message.setup);
  if (message.job && ready) {
    process.send?.({
      ...(await answer(message.job, await ready)),
      memory: process.memoryUsage.rss(),
      notes: notes.splice(0),
    });
  }
});
// A parent that is gone needs no answers.
process.on('disconnect', () => process.exit(0));

/** A disk without room is no fault of a target: every further one would meet it too. */
async function answer(
  job: BatchJob,
  ready: Ready,
): Promise<{ readonly result?: TargetResult; readonly fatal?: string }> {
  try {
    return { result: 'earlier' in job ? rematch(job.earlier, ready) : await look(job.target, ready) };
  } catch (error) {
    if (error instanceof NoRoom) return { fatal: error.message };
    throw error;
  }
}

class NoRoom extends Error {}

async function prepare(setup: BatchSetup): Promise<Ready> {
  const configuration = configurationOf(setup);
  const knowledge = await loadKnowledge([...configuration.rules, ...setup.rules], setup.defaultRules, setup.cwd);
  const policy = policyOf(setup, configuration, knowledge);
  const matcher = createMatcher(knowledge, { day: policy.asOf, originRules: originsAsked(policy, compileGlob) });
  const cache = openInputStore(setup.cache.folder, {
    maxBytes: setup.cache.maxBytes,
    reader: `${version} ${ownDigest()}`,
    onNote: (note) => notes.push(note),
  });
  return { setup, knowledge, policy, claims: compileClaims(formatCards), matcher, cache };
}

/** Digest of this program: names of the parts it imports follow from what is in them, so another parser is another digest. */
function ownDigest(): string {
  return createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
}

async function look(target: Target, ready: Ready): Promise<TargetResult> {
  const { setup, claims, cache } = ready;
  const empty = {
    target: target.id,
    kind: target.kind,
    complete: false,
    components: 0,
    inputs: { parsed: 0, partial: 0, failed: 0, skipped: 0 },
    findings: [],
  };
  let opened: Opened;
  try {
    opened = open(target, setup, claims);
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    const problem: ReportProblem = { code: error.code, path: '.', message: error.message, weight: 'lost' };
    return { ...empty, status: 'failed', reason: error.message, problems: [problem] };
  }
  const { tree, commit, named } = opened;
  const isWanted = wantedPaths(setup.include, setup.exclude);
  let hasConfiguration = false;
  const inventory = await loading(
    inventorySteps(tree, {
      claims,
      named,
      wanted(path) {
        if (path === configurationName) hasConfiguration = true;
        return isWanted(path);
      },
      scope: setup.scope,
      cache,
    }),
  );
  opened.done?.();
  const stored: Inventory = hasConfiguration
    ? {
        ...inventory,
        problems: [
          ...inventory.problems,
          {
            code: 'configuration-ignored',
            path: configurationName,
            message: 'is a configuration inside the target and was not followed',
            weight: 'note',
          },
        ],
      }
    : inventory;
  const text = JSON.stringify(stored);
  const name = `${createHash('sha256').update(text).digest('hex').slice(0, 40)}.json.gz`;
  store(join(setup.folder, 'inventories', name), text);
  return judged(JSON.parse(text), { target: target.id, kind: target.kind, commit, inventory: name }, ready);
}

/** The same inventory under the knowledge and policy of this run. */
function rematch(earlier: TargetResult, ready: Ready): TargetResult {
  if (earlier.status !== 'done' || earlier.inventory === undefined) return earlier;
  const text = gunzipSync(readFileSync(join(ready.setup.folder, 'inventories', basename(earlier.inventory)))).toString(
    'utf8',
  );
  return judged(JSON.parse(text), earlier, ready);
}

function judged(
  inventory: Inventory,
  { target, kind, commit, inventory: name }: Pick<TargetResult, 'target' | 'kind' | 'commit' | 'inventory'>,
  { knowledge, policy, matcher }: Ready,
): TargetResult {
  const report = matchInventory(inventory, {
    knowledge,
    policy,
    matcher,
    toolVersion: version,
    target: { path: target },
    accept: [],
  });
  return {
    target,
    kind,
    ...(commit !== undefined && { commit }),
    status: 'done',
    complete: report.complete,
    components: report.summary.components,
    inputs: report.summary.inputs,
    findings: report.findings,
    problems: report.problems,
    inventory: name,
  };
}

interface Opened {
  readonly tree: FileTree;
  readonly commit?: string;
  readonly named: ReadonlySet<string>;
  readonly done?: () => void;
}

function open(target: Target, setup: BatchSetup, claims: ClaimIndex): Opened {
  const exclude = (_path: string, name: string, beside: (name: string) => boolean) => excludedFolder(name, beside);
  if (target.kind === 'missing' || (target.kind !== 'url' && !existsSync(target.place)))
    throw new UnreadableInput('vanished', `${target.id}: there is no such file or folder`);
  if (target.kind === 'file') {
    const name = basename(target.place);
    return { tree: diskTree(dirname(target.place), { starts: [name], exclude }), named: new Set([name]) };
  }
  if (target.kind === 'folder') return { tree: diskTree(target.place, { starts: [''], exclude }), named: new Set() };
  const isWanted = (path: string): boolean => claims.claimsOf(path).length > 0;
  const clone =
    target.kind === 'url'
      ? cloneRepository(target, {
          folder: join(setup.cache.folder, clonesName),
          ref: setup.ref,
          maxBytes: setup.cloneLimit,
          keptBytes: setup.cache.maxBytes,
          path: setup.searchPath,
          isWanted,
        })
      : undefined;
  try {
    const borrowed = clone === undefined ? borrowedFrom(target.place, [target.place, ...setup.roots]) : [];
    if (borrowed.length > 0)
      throw new UnreadableInput(
        'borrowed-objects',
        `reads from ${borrowed[0]}, outside of what the batch was given; name a folder that holds both`,
      );
    const repository = openRepository(clone?.place ?? target.place, setup.searchPath);
    const commit = repository.commitOf(clone ? 'HEAD' : setup.ref);
    const tree = gitTree(repository, commit, isWanted, setup.folder);
    return { tree, commit, named: new Set(), done: clone?.done };
  } catch (error) {
    clone?.done();
    throw error;
  }
}

/** Written whole or not at all; the same inventory of another target is the same file. */
function store(path: string, text: string): void {
  if (existsSync(path)) return;
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, gzipSync(text, { level: 1 }));
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new NoRoom(
      `${path}: could not be written (${code ?? message}); what was done is kept, and the same command with --resume goes on`,
    );
  }
}
