/** Fault table, area fs: what a folder may hold besides honest files. Each test is named after its row. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { formats } from '../src/formats/registry.ts';
import type { FileTree } from '../src/model/file-tree.ts';
import type { ReportComponent } from '../src/model/report.ts';
import { compileClaims } from '../src/scan/claims.ts';
import { diskTree } from '../src/scan/disk-tree.ts';
import { excludedFolder } from '../src/scan/excluded-folders.ts';
import { scanTree } from '../src/scan/scan-tree.ts';

const rooms: string[] = [];
function room(): string {
  const path = mkdtempSync(join(tmpdir(), 'wherefrom-fs-'));
  rooms.push(path);
  return path;
}
afterEach(() => {
  for (const path of rooms.splice(0)) rmSync(path, { recursive: true, force: true });
});

const claims = compileClaims(formats);
const tree = (root: string) =>
  diskTree(root, { starts: [''], exclude: (_path, name, beside) => excludedFolder(name, beside) });
function scan(root: string, from: FileTree = tree(root)) {
  const result = scanTree(from, {
    claims,
    matcher: { match: () => [] },
    named: new Set(),
    wanted: () => true,
    scope: 'all',
    listComponents: 'yes',
  });
  return { ...result, components: result.components as readonly ReportComponent[] };
}
const lock = (name: string) =>
  JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: { '': { name: 'app' }, [`node_modules/${name}`]: { version: '1.0.0' } },
    },
    null,
    2,
  );
const namesIn = (result: { components: readonly ReportComponent[] }) =>
  result.components
    .map((one) => one.name)
    .filter((name) => name !== 'app')
    .sort();
const isRoot = process.getuid?.() === 0;

describe('links and special files', () => {
  it('FS-01: a lockfile that is a link out of the root is not opened, and the scan is incomplete', () => {
    const outside = room();
    writeFileSync(join(outside, 'secret.json'), lock('sentinel-4711'));
    const root = room();
    symlinkSync(join(outside, 'secret.json'), join(root, 'package-lock.json'));
    symlinkSync(join(outside, 'secret.json'), join(root, 'notes.md'));
    const result = scan(root);
    expect(JSON.stringify(result)).not.toContain('sentinel-4711');
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'symlink-outside-root', path: 'package-lock.json', weight: 'lost' }),
    );
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'symlink-outside-root', path: 'notes.md', weight: 'note' }),
    );
    expect(result.inputs).toContainEqual(expect.objectContaining({ path: 'package-lock.json', status: 'failed' }));
  });

  it('FS-02: a link to a lockfile inside the root is read once', () => {
    const root = room();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'package-lock.json'), lock('left-pad'));
    symlinkSync('a/package-lock.json', join(root, 'package-lock.json'));
    writeFileSync(join(root, 'real-lock'), lock('right-pad'));
    mkdirSync(join(root, 'b'));
    symlinkSync('../real-lock', join(root, 'b', 'package-lock.json'));
    const result = scan(root);
    expect(namesIn(result)).toEqual(['left-pad', 'right-pad']);
    expect(result.inputs).toContainEqual(
      expect.objectContaining({
        path: 'package-lock.json',
        status: 'skipped',
        reason: 'is a link to a/package-lock.json, which was read',
      }),
    );
    expect(result.inputs).toContainEqual(expect.objectContaining({ path: 'b/package-lock.json', status: 'parsed' }));
  });

  it('FS-03: loops of folder links end, and what stands beside them is found', () => {
    const root = room();
    for (const folder of ['a', 'a/b', 'm', 'z']) mkdirSync(join(root, folder));
    symlinkSync('..', join(root, 'a', 'b', 'loop'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync('two', join(root, 'one'));
    symlinkSync('one', join(root, 'two'));
    for (const folder of ['a', 'a/b', 'm', 'z'])
      writeFileSync(join(root, folder, 'package-lock.json'), lock(`in-${folder.replace('/', '-')}`));
    expect(namesIn(scan(root))).toEqual(['in-a', 'in-a-b', 'in-m', 'in-z']);
  });

  it('FS-04: a dangling link with a lockfile name fails by name', () => {
    const root = room();
    symlinkSync('missing', join(root, 'package-lock.json'));
    expect(scan(root).problems).toContainEqual(
      expect.objectContaining({ code: 'broken-link', path: 'package-lock.json', weight: 'lost' }),
    );
  });

  it('FS-05: a FIFO is never opened', () => {
    const root = room();
    execFileSync('mkfifo', [join(root, 'package-lock.json')]);
    expect(scan(root).problems).toContainEqual(
      expect.objectContaining({ code: 'not-a-regular-file', path: 'package-lock.json', weight: 'lost' }),
    );
  });

  it('FS-06: a socket, and a link to a device, are not read', async () => {
    const root = room();
    const server = createServer().listen(join(root, 'yarn.lock'));
    await new Promise((resolve) => server.once('listening', resolve));
    symlinkSync('/dev/zero', join(root, 'Cargo.lock'));
    const { problems } = scan(root);
    server.close();
    expect(problems).toContainEqual(expect.objectContaining({ code: 'not-a-regular-file', path: 'yarn.lock' }));
    expect(problems).toContainEqual(expect.objectContaining({ code: 'symlink-outside-root', path: 'Cargo.lock' }));
  });
});

/** Runs something between the listing and the first read. */
function between(root: string, change: () => void): FileTree {
  const inner = tree(root);
  return {
    ...inner,
    *list(onTrouble) {
      yield* inner.list(onTrouble);
      change();
    },
  };
}

describe('files that change', () => {
  it('FS-07: a file swapped for a link or a FIFO after the listing is not followed', () => {
    const outside = room();
    writeFileSync(join(outside, 'secret'), lock('sentinel-4712'));
    for (const swap of ['link', 'fifo'] as const) {
      const root = room();
      const path = join(root, 'package-lock.json');
      writeFileSync(path, lock('left-pad'));
      const result = scan(
        root,
        between(root, () => {
          rmSync(path);
          if (swap === 'link') symlinkSync(join(outside, 'secret'), path);
          else execFileSync('mkfifo', [path]);
        }),
      );
      expect(JSON.stringify(result)).not.toContain('sentinel-4712');
      expect(result.inputs).toContainEqual(expect.objectContaining({ path: 'package-lock.json', status: 'failed' }));
    }
  });

  it('FS-07: a folder swapped for a link out of the root after the listing is not followed', () => {
    const outside = room();
    writeFileSync(join(outside, 'package-lock.json'), lock('sentinel-4713'));
    const root = room();
    mkdirSync(join(root, 'web'));
    writeFileSync(join(root, 'web', 'package-lock.json'), lock('left-pad'));
    const result = scan(
      root,
      between(root, () => {
        renameSync(join(root, 'web'), join(root, 'old'));
        symlinkSync(outside, join(root, 'web'));
      }),
    );
    expect(JSON.stringify(result)).not.toContain('sentinel-4713');
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'symlink-outside-root', path: 'web/package-lock.json' }),
    );
  });

  it('FS-08: a file that grows while it is read in pieces is reported', () => {
    const root = room();
    const path = join(root, 'hosts.csv');
    writeFileSync(path, 'Manufacturer,Model,MAC Address\n'.padEnd(100_000, 'Axis,P3265,00:40:8C:11:22:33\n'));
    const disk = tree(root);
    const read = () => {
      for (const _chunk of disk.readChunks('hosts.csv', 1000, 1 << 20)) writeFileSync(path, 'x'.repeat(200_000));
    };
    expect(read).toThrow(expect.objectContaining({ code: 'changed-during-scan' }));
  });

  it('FS-09: a file that vanishes is a loss of that file alone', () => {
    const root = room();
    writeFileSync(join(root, 'package-lock.json'), lock('left-pad'));
    mkdirSync(join(root, 'web'));
    writeFileSync(join(root, 'web', 'package-lock.json'), lock('right-pad'));
    const result = scan(
      root,
      between(root, () => rmSync(join(root, 'package-lock.json'))),
    );
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'vanished', path: 'package-lock.json', weight: 'lost' }),
    );
    expect(namesIn(result)).toEqual(['right-pad']);
  });

  it('FS-13: an error of the disk is a problem of that file', () => {
    const root = room();
    writeFileSync(join(root, 'package-lock.json'), lock('left-pad'));
    const inner = tree(root);
    const failing: FileTree = {
      ...inner,
      read() {
        throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
      },
      readHead() {
        throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
      },
    };
    const result = scan(root, failing);
    expect(result.inputs).toEqual([expect.objectContaining({ path: 'package-lock.json', status: 'failed' })]);
  });
});

describe('what may not be read', () => {
  it('FS-10 and FS-11: an unreadable file and folder are named, their neighbours are read', () => {
    const root = room();
    for (const folder of ['locked', 'open']) mkdirSync(join(root, folder));
    writeFileSync(join(root, 'package-lock.json'), lock('hidden'));
    writeFileSync(join(root, 'locked', 'package-lock.json'), lock('also-hidden'));
    writeFileSync(join(root, 'open', 'package-lock.json'), lock('seen'));
    chmodSync(join(root, 'package-lock.json'), 0o000);
    chmodSync(join(root, 'locked'), 0o000);
    // Root may read everything, so the scan runs as nobody there.
    if (isRoot) {
      chmodSync(root, 0o755);
      process.seteuid?.(65534);
    }
    try {
      const result = scan(root);
      expect(result.problems).toContainEqual(
        expect.objectContaining({ code: 'permission-denied', path: 'package-lock.json', weight: 'lost' }),
      );
      expect(result.problems).toContainEqual(
        expect.objectContaining({ code: 'permission-denied', path: 'locked', weight: 'lost' }),
      );
      expect(namesIn(result)).toEqual(['seen']);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(root, 'locked'), 0o755);
    }
  });
});

describe('names', () => {
  it('FS-14: a name that is not UTF-8 is scanned and shown with escaped bytes', () => {
    const root = room();
    const folder = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xff, 0xfe])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from('/package-lock.json')]), lock('left-pad'));
    const result = scan(root);
    expect(result.inputs).toEqual([
      expect.objectContaining({ path: 'caf\\xff\\xfe/package-lock.json', status: 'parsed' }),
    ]);
    expect(namesIn(result)).toEqual(['left-pad']);
  });

  it('FS-15: names with control characters, quotes and markup are scanned under their own name', () => {
    const root = room();
    const names = [
      'new\nline',
      'tab\there',
      'esc\u001b[2J',
      'rtl\u202egnp',
      'quote"',
      '<b>',
      'comma,',
      '=1+1',
      "apos'",
    ];
    for (const [at, name] of names.entries()) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'package-lock.json'), lock(`package-${at}`));
    }
    const result = scan(root);
    expect(result.inputs.map((input) => input.path).sort()).toEqual(
      names.map((name) => `${name}/package-lock.json`).sort(),
    );
    expect(namesIn(result).length).toBe(names.length);
  });

  it('FS-16: a tree deeper than the limit says so and does not overflow', () => {
    const root = room();
    writeFileSync(join(root, 'package-lock.json'), lock('top'));
    // Built from the inside out: a path of 1,200 folders is too long to make at once.
    let inner = join(root, 'x');
    mkdirSync(inner);
    for (let depth = 0; depth < 1200; depth++) {
      const outer = join(root, 'y');
      mkdirSync(outer);
      renameSync(inner, join(outer, 'x'));
      renameSync(outer, inner);
      inner = join(root, 'x');
    }
    const result = scan(root);
    expect(namesIn(result)).toEqual(['top']);
    expect(result.problems).toContainEqual(expect.objectContaining({ code: 'depth-limit', weight: 'lost' }));
    // Node's own removal recurses too; the shell's does not.
    execFileSync('rm', ['-rf', join(root, 'x')]);
  });

  it('FS-18: names are compared without case, as on a volume that ignores it', () => {
    const root = room();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'Package-Lock.JSON'), lock('left-pad'));
    writeFileSync(join(root, 'CARGO.LOCK'), 'version = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.0"\n');
    expect(namesIn(scan(root))).toEqual(['left-pad', 'serde']);
  });

  it('FS-19: twins in two normalisation forms are two files in a stable order', () => {
    const root = room();
    for (const [at, name] of ['caf\u00e9', 'cafe\u0301'].entries()) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'package-lock.json'), lock(`twin-${at}`));
    }
    const paths = scan(root).inputs.map((input) => input.path);
    expect(paths).toEqual(['cafe\u0301/package-lock.json', 'caf\u00e9/package-lock.json']);
  });

  it('FS-20: hard links are two paths and two inputs', () => {
    const root = room();
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a', 'package-lock.json'), lock('left-pad'));
    linkSync(join(root, 'a', 'package-lock.json'), join(root, 'package-lock.json'));
    expect(scan(root).inputs.map((input) => [input.path, input.status])).toEqual([
      ['package-lock.json', 'parsed'],
      ['a/package-lock.json', 'parsed'],
    ]);
  });
});

describe('what is left out', () => {
  it('FS-23: ignore files of the scanned tree hide nothing', () => {
    const root = room();
    writeFileSync(join(root, '.gitignore'), 'package-lock.json\n');
    writeFileSync(join(root, '.wherefromignore'), '**\n');
    writeFileSync(join(root, 'package-lock.json'), lock('left-pad'));
    expect(namesIn(scan(root))).toEqual(['left-pad']);
  });

  it('FS-24: folders that are not walked are named with their count; without a lockfile beside it node_modules is walked', () => {
    const root = room();
    for (const folder of ['.git', 'web/node_modules/a', 'api/node_modules/b', 'bare/node_modules/c'])
      mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, '.git', 'package-lock.json'), lock('in-git'));
    for (const folder of ['web', 'api']) writeFileSync(join(root, folder, 'package-lock.json'), lock(`of-${folder}`));
    writeFileSync(join(root, 'web/node_modules/a/package-lock.json'), lock('nested'));
    writeFileSync(join(root, 'bare/node_modules/c/package-lock.json'), lock('only-evidence'));
    const result = scan(root);
    expect(namesIn(result)).toEqual(['of-api', 'of-web', 'only-evidence']);
    const notes = result.problems.filter((problem) => problem.code === 'excluded-folder');
    expect(notes.map((note) => [note.path, note.weight])).toEqual([
      ['.git', 'note'],
      ['api/node_modules', 'note'],
    ]);
    expect(notes[1]?.message).toContain('and 1 more named node_modules');
  });

  it('SIZE-01: a file over the limit is not read and is named with its size', () => {
    const root = room();
    writeFileSync(join(root, 'yarn.lock'), '');
    truncateSync(join(root, 'yarn.lock'), 10 * 1024 ** 3);
    const result = scan(root);
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'over-limit', path: 'yarn.lock', weight: 'lost' }),
    );
    expect(result.problems[0]?.message).toContain(String(10 * 1024 ** 3));
  });
});

describe('many files', () => {
  it('SIZE-07: a walk that meets more than its limit reads what it met, is incomplete and counts what it left', () => {
    const root = room();
    for (const folder of ['a', 'b', 'c']) mkdirSync(join(root, folder));
    for (let at = 0; at < 10_000; at++) {
      const folder = join(root, 'b', String(at).padStart(5, '0'));
      mkdirSync(folder);
      if (at < 1200) writeFileSync(join(folder, 'package-lock.json'), lock(`package-${at}`));
    }
    writeFileSync(join(root, 'a', 'package-lock.json'), lock('first'));
    writeFileSync(join(root, 'c', 'package-lock.json'), lock('last'));
    const limited = (maxEntries: number) =>
      scan(root, diskTree(root, { starts: [''], exclude: () => undefined, maxEntries }));
    // Three folders, one file, ten thousand folders, and what is in the first thousand of these.
    const result = limited(11_004);
    expect(namesIn(result).length).toBe(1001);
    expect(namesIn(result)).toContain('package-999');
    expect(namesIn(result)).not.toContain('package-1000');
    expect(result.problems).toEqual([
      {
        code: 'file-limit',
        path: 'b/01000',
        message:
          'the walk met more than 11004 entries and stopped here: 1 entries of this folder and all of 9000 other folders are left',
        weight: 'lost',
      },
    ]);
    expect(limited(2).problems[0]?.message).toContain('1 entries of this folder and all of 2 other folders are left');
    expect(limited(11_205).problems).toEqual([]);
  });
});

/** A ZIP archive of stored entries, as APPNOTE 6.3 describes it; `mode` is the Unix file mode, a link's for a link. */
function storedZip(
  entries: readonly { readonly name: string; readonly text: string; readonly mode?: number }[],
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, mode = 0o100644 } of entries) {
    const content = Buffer.from(text);
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x0314, 4);
    for (const [header, at] of [
      [local, 14],
      [central, 16],
    ] as const) {
      header.writeUInt32LE(crc32(content), at);
      header.writeUInt32LE(content.length, at + 4);
      header.writeUInt32LE(content.length, at + 8);
      header.writeUInt16LE(bytes.length, at + 12);
    }
    central.writeUInt32LE((mode << 16) >>> 0, 38);
    central.writeUInt32LE(offset, 42);
    files.push(local, bytes, content);
    directory.push(central, bytes);
    offset += 30 + bytes.length + content.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, index, end]);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('archives', () => {
  it('SIZE-06: entries named ../../x, absolute or links are data: read in memory, nothing is written or followed', () => {
    const root = room();
    const folder = join(root, 'a', 'b');
    mkdirSync(folder, { recursive: true });
    const properties = (name: string): string => `groupId=org.example\nartifactId=${name}\nversion=1.0\n`;
    const below = (name: string): string => `META-INF/maven/org.example/${name}/pom.properties`;
    const path = join(folder, 'app.jar');
    const bytes = storedZip([
      { name: `../../${below('up')}`, text: properties('up') },
      { name: `/${below('absolute')}`, text: properties('absolute') },
      { name: `lib/${below('plain')}`, text: properties('plain') },
      { name: '../../x', text: 'written', mode: 0o100644 },
      { name: 'link', text: '/etc/passwd', mode: 0o120777 },
    ]);
    writeFileSync(path, bytes);
    const before = readdirSync(root, { recursive: true }).sort();
    const result = scan(root);
    // The archive itself is known by its file's name.
    expect(namesIn(result)).toEqual(['org.example:absolute', 'org.example:plain', 'org.example:up']);
    expect(result.components.every((one) => one.path === 'a/b/app.jar')).toBe(true);
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
    expect(existsSync('/META-INF')).toBe(false);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});

describe('many files', () => {
  it('FS-12 and FS-17: a folder of 20,000 entries with few handles is read whole', () => {
    const root = room();
    for (let at = 0; at < 20_000; at++) writeFileSync(join(root, `file-${at}.txt2`), '');
    for (let at = 0; at < 300; at++) {
      mkdirSync(join(root, `app-${at}`));
      writeFileSync(join(root, `app-${at}`, 'package-lock.json'), lock(`package-${at}`));
    }
    // Files are opened one at a time and closed at once, so no limit on handles can lose one.
    expect(namesIn(scan(root)).length).toBe(300);
  });
});
