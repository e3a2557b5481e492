import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderOf, run } from './command-line.ts';

const list = (id: string) =>
  `{ id: ${id}, title: T, authority: Us, jurisdiction: XX, effect: use-ban, url: "https://team.example", as-of: '2026-01-01' }`;

const folders: { remove: () => void }[] = [];
afterAll(() => {
  for (const { remove } of folders) remove();
});

/** What `rules check` says of one file: its lines on standard error without the folder, the last line of output, the code. */
async function check(text: string) {
  const folder = folderOf({ 'flagged.yaml': text });
  folders.push(folder);
  const { code, stdout, stderr } = await run(['rules', 'check', 'flagged.yaml'], { cwd: folder.path });
  return { code, summary: stdout.trim(), told: stderr.replaceAll(`${folder.path}/`, '').split('\n').filter(Boolean) };
}

describe('wherefrom rules check', () => {
  it('finds nothing wrong in a copy of the shipped rules, MAC addresses of their examples included', async () => {
    const ran = await run(['rules', 'check', 'rules']);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toMatch(
      /^10\d\d entities, \d+ origin rules, 139 lists, 18 profiles, 59 duties: 0 mistakes, 0 warnings\n$/,
    );
    expect(ran.code).toBe(0);
  }, 120_000);

  it('judges a changed copy by itself and not by the shipped rules', async () => {
    const folder = folderOf({});
    folders.push(folder);
    mkdirSync(join(folder.path, 'rules'));
    cpSync('rules/lists', join(folder.path, 'rules/lists'), { recursive: true });
    rmSync(join(folder.path, 'rules/lists/us-uflpa.yaml'));
    mkdirSync(join(folder.path, 'rules/entities'));
    writeFileSync(
      join(folder.path, 'rules/entities/acme.yaml'),
      'id: acme\nname: Acme Ltd\nconfidence: medium\nowners: [{ owner: huawei, kind: parent, confidence: low, sources: [{ kind: general-knowledge }] }]\nlistings: [{ list: us-uflpa, status: in-force, sources: [{ title: T, kind: press }] }]\n',
    );
    const { code, stderr } = await run(['rules', 'check', 'rules'], { cwd: folder.path });
    expect(stderr).toContain('entities/acme.yaml:4:19: unknown entity "huawei"');
    expect(stderr).toContain('entities/acme.yaml:5:20: unknown list "us-uflpa"');
    expect(code).toBe(2);
  });

  it('tells ids that YAML makes numbers of, patterns that match everything or nobody, and broken promises', async () => {
    expect(
      await check(
        'entities:\n  - name: Acme\n    reason: r\n    identifiers:\n      oui: [001882, 1e4900]\n      usb: [1234]\n      npm: ["*"]\n      vendor: [The]\n',
      ),
    ).toMatchObject({
      code: 2,
      told: [
        'flagged.yaml:5:13: "oui": 001882 is a number to YAML; quote it: "001882"',
        'flagged.yaml:5:21: "oui": 1e4900 is a number to YAML; quote it: "1e4900"',
        'flagged.yaml:6:13: "usb": 1234 is a number to YAML; quote it: "1234"',
        'flagged.yaml:7:13: "npm": "*" matches everything, which no rule may',
        'flagged.yaml:8:16: "vendor": "The" names nobody',
      ],
    });
    expect(
      await check(
        'entities:\n  - name: Acme\n    reason: r\n    identifiers: { npm: ["@acme/*"] }\n    examples:\n      match: ["npm:other"]\n      pass: ["npm:@acme/x"]\n',
      ),
    ).toMatchObject({
      code: 2,
      told: [
        'flagged.yaml:6:15: example "npm:other" must match entity/acme, and it matches nothing',
        'flagged.yaml:7:14: example "npm:@acme/x" must pass, and it matches entity/acme',
      ],
    });
  });

  it('warns of what repeats a row, of this file or of the shipped rules', async () => {
    const { code, told, summary } = await check(
      'entities:\n  - name: Acme\n    reason: r\n    identifiers:\n      npm: ["@acme/*", "@acme/ui"]\n      usb: ["12d1"]\n  - name: Other\n    reason: r\n    identifiers: { npm: ["@acme/*"] }\n',
    );
    expect(told).toEqual([
      'flagged.yaml:5:24: warning: "npm:@acme/ui" adds nothing to "@acme/*" (flagged.yaml:5)',
      'flagged.yaml:6:13: warning: "usb:12d1" stands in the entities "huawei" and "acme"; both will be named',
      'flagged.yaml:9:26: warning: "npm:@acme/*" stands in the entities "acme" and "other"; both will be named (flagged.yaml:5)',
    ]);
    expect(summary).toBe('2 entities, 0 origin rules, 0 lists, 0 profiles, 0 duties: 0 mistakes, 3 warnings');
    expect(code).toBe(0);
  });

  it('warns of rows that can never act and of claims that nobody can check', async () => {
    const { code, told } = await check(
      [
        'lists:',
        `  - ${list('ours')}`,
        `  - ${list('empty')}`,
        'entities:',
        '  - name: Acme',
        '    reason: r',
        '    identifiers: { oui-name: ["Nobody At All Ltd"] }',
        '    listings: [{ list: ours }, { list: us-fcc-covered }]',
        '    owners: [{ owner: zte, kind: parent }]',
        '  - name: Huawei Technologies Co., Ltd.',
        '    country: CN',
        '    reason: r',
        '    identifiers: { npm: ["@ours/*"] }',
        '',
      ].join('\n'),
    );
    expect(told).toEqual([
      'flagged.yaml:3:7: warning: nobody stands on the list "empty", so it never says anything',
      'flagged.yaml:7:31: warning: "Nobody At All Ltd" stands for no prefix that is known here; give them as "oui"',
      'flagged.yaml:8:34: warning: the listing on "us-fcc-covered" names no source, so nobody can check it',
      'flagged.yaml:9:16: warning: the ownership by "zte" names no source, so nobody can check it',
      'flagged.yaml:10:5: warning: "Huawei Technologies Co., Ltd." is also the entity "huawei"; with "id: huawei" it adds to that',
    ]);
    expect(code).toBe(0);
  });

  it('expands the registered name of a maker that the shipped rules know', async () => {
    const { code, told } = await check(
      'entities:\n  - name: Acme\n    reason: r\n    identifiers: { oui-name: ["huawei  technologies co.,ltd"] }\n    examples: { match: ["00:E0:FC:01:02:03"] }\n',
    );
    expect(told).toEqual([
      'flagged.yaml:4:31: warning: "oui-name:huawei  technologies co.,ltd" stands in the entities "huawei" and "acme"; both will be named',
    ]);
    expect(code).toBe(0);
  });
});
