/**
 * Extraction of hosts over a source tree of 100,000 files: walking, choosing, reading and parsing of everything that the infrastructure, register and model formats
 * open, against the bare walk that reads the very same files and does nothing with them. `node scripts/run-ts.js bench/hosts.ts [folder]`; without a folder a tree is
 * made: 8,000 files of the kinds that are read, and 92,000 source files, of which scripts are looked into for their first 64 KiB. The aim: at most 3 times the
 * bare read.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { formats } from '../src/formats/registry.ts';
import type { FileTree } from '../src/model/file-tree.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { diskTree } from '../src/scan/disk-tree.ts';
import { excludedFolder } from '../src/scan/excluded-folders.ts';
import { scanTree } from '../src/scan/scan-tree.ts';
import { compare } from './measure.ts';

/** Files as projects have them, 1 to 5 kB each. */
const kinds: readonly ((at: number) => readonly [string, string])[] = [
  (at) => [
    'Dockerfile',
    `FROM registry.example/base/${at}:1 AS build\nWORKDIR /src\n${'RUN apt-get update && apt-get install -y --no-install-recommends curl ca-certificates\n'.repeat(12)}FROM node:20\nCOPY --from=build /src /app\n`,
  ],
  (at) => [
    'docker-compose.yml',
    `services:\n${[...lines(12, (n) => `  service-${n}:\n    image: registry.example/app/${at}:${n}\n    restart: unless-stopped\n    environment:\n      - LOG_LEVEL=info\n      - PORT=80${n}\n    ports:\n      - "80${n}:80"\n`)].join('')}`,
  ],
  (at) => [
    'deploy.yaml',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${at}\n  labels: {app: web, tier: front}\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n${[...lines(8, (n) => `        - name: c${n}\n          image: registry.example/app/${n}:1.${at}\n          resources:\n            limits:\n              cpu: 500m\n              memory: 512Mi\n          env:\n            - name: ENDPOINT\n              value: https://api-${n}.vendor.example/v1\n`)].join('')}`,
  ],
  (at) => [
    '.github/workflows/ci.yml',
    `name: ci\non: [push, pull_request]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${[...lines(14, (n) => `      - name: Step ${n}\n        run: |\n          npm ci\n          npm test -- --project ${at}\n`)].join('')}`,
  ],
  (at) => [
    'main.tf',
    `provider "aws" {\n  region = "eu-central-1"\n}\n${[...lines(14, (n) => `resource "aws_s3_bucket" "b${n}" {\n  bucket = "logs-${at}-${n}"\n  tags = {\n    Name = "logs"\n    Team = "platform"\n  }\n}\n`)].join('')}`,
  ],
  (at) => ['.env', [...lines(30, (n) => `SERVICE_${n}_URL=https://s${n}.vendor.example/${at}\n`)].join('')],
  () => [
    'values.yaml',
    `replicaCount: 2\nimage:\n  repository: registry.example/app\n  tag: "1.0"\n${[...lines(40, (n) => `option${n}:\n  enabled: false\n  size: ${n}\n`)].join('')}`,
  ],
  () => ['notes.yaml', [...lines(60, (n) => `key-${n}:\n  - a\n  - b: c\n`)].join('')],
];

const given = process.argv[2];
const root = given ?? makeTree();
const families = /^(?:infra|register|models)\//;
const claims = compileClaims(formats.filter(({ id }) => families.test(id)));
const open = (): FileTree =>
  diskTree(root, { starts: [''], exclude: (_path, name, beside) => excludedFolder(name, beside) });

/** Records what is opened, so that the bare read opens the same files. */
function recording(tree: FileTree, opened: Set<string>): FileTree {
  return {
    list: (onTrouble) => tree.list(onTrouble),
    read(path, limit) {
      opened.add(path);
      return tree.read(path, limit);
    },
    readHead(path, bytes) {
      opened.add(path);
      return tree.readHead(path, bytes);
    },
    readChunks(path, bytes, limit) {
      opened.add(path);
      return tree.readChunks(path, bytes, limit);
    },
  };
}

function extract(tree: FileTree): ReturnType<typeof scanTree> {
  return scanTree(tree, {
    claims,
    matcher: { match: () => [] },
    named: new Set(),
    wanted: () => true,
    scope: 'all',
    listComponents: 'no',
  });
}

const opened = new Set<string>();
const first = extract(recording(open(), opened));
let listed = 0;
for (const _ of open().list(() => {})) listed++;
process.stdout.write(
  `${listed} files, ${opened.size} opened, ${first.inputs.length} inputs, ${first.componentCount} components\n`,
);
compare(
  'walk and read',
  [
    {
      name: 'bare walk and read of what is opened',
      run() {
        const tree = open();
        let bytes = 0;
        for (const { path } of tree.list(() => {}))
          if (opened.has(path)) bytes += tree.read(path, 64 * 1024 * 1024).length;
        return bytes;
      },
    },
    { name: 'host extraction', run: () => extract(open()) },
  ],
  5,
  3,
);
if (given === undefined) rmSync(root, { recursive: true });

function makeTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-hosts-'));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const source = 'export const value = 1;\n'.repeat(20);
  for (let at = 0; at < 92_000; at++)
    put(`project-${at % 400}/src/part-${at % 7}/file-${at}.${['ts', 'rs', 'go', 'java', 'md', 'css'][at % 6]}`, source);
  for (let at = 0; at < 8_000; at++) {
    const base = `project-${at % 400}/deploy/${at}`;
    const [name, text] = (kinds[at % kinds.length] as (at: number) => readonly [string, string])(at);
    put(`${base}/${name}`, text);
  }
  return folder;
}

function* lines(count: number, line: (at: number) => string): Iterable<string> {
  for (let at = 0; at < count; at++) yield line(at);
}
