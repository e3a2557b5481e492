// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of shells and templates is what is tested
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn, bareHost, relationUnder } from '../src/formats/infra/addresses.ts';
import { policyHosts } from '../src/formats/infra/content-policy.ts';
import { hclNodes } from '../src/formats/infra/hcl-nodes.ts';
import { cloudOf, regionIn, regionOfArn, regionOfHost } from '../src/formats/infra/regions.ts';
import { shellAddresses } from '../src/formats/infra/shell-lines.ts';
import { planRegister } from '../src/formats/register/register-headers.ts';
import { namesIn } from '../src/formats/register/register-row.ts';
import { formats } from '../src/formats/registry.ts';
import type { Component } from '../src/model/component.ts';
import { jsonNodes } from '../src/syntax/json-nodes.ts';
import type { TextNode } from '../src/syntax/text-node.ts';
import { parseYamlAll } from '../src/syntax/yaml.ts';
import { yamlNodes } from '../src/syntax/yaml-nodes.ts';

describe('addresses in text', () => {
  it.each<[string, readonly string[]]>([
    ['get https://a.example/x, then http://b.example.', ['https://a.example/x', 'http://b.example']],
    ['jdbc:mysql://user:secret@db.example:3306/app', ['jdbc:mysql://db.example:3306/app']],
    ['http://localhost:3000 http://10.0.0.1/ http://app/ http://x.svc.cluster.local', []],
    ['http://www.w3.org/2000/svg https://json-schema.org/draft/2020-12/schema', []],
    ['https://${HOST}/a https://$HOST/b https://{{ host }}/c', []],
    ['https://a.example/$PATH', ['https://a.example/$PATH']],
    ['git@gitee.com:acme/app.git', ['git@gitee.com:acme/app.git']],
    ['mail a@b.example, see b.example/c', []],
    ['"https://a.example","https://b.example"', ['https://a.example', 'https://b.example']],
    ['://x ://', []],
  ])('%s', (text, expected) => {
    expect(addressesIn(text).map(({ value }) => value)).toEqual(expected);
  });
  it('stands where it says', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'https://a.example/b',
            ' ',
            'x://',
            '"',
            'é',
            'http://c.example',
            '\n',
            'ssh://git@d.example:e/f',
            '(',
          ),
        ),
        (parts) => {
          const text = parts.join('');
          for (const { value, offset } of addressesIn(text))
            expect(text.startsWith(value.slice(0, 4), offset)).toBe(true);
        },
      ),
    );
  });
  it.each([
    ['oss-cn-beijing.aliyuncs.com', 'oss-cn-beijing.aliyuncs.com'],
    ['db.example:5432/x', 'db.example:5432/x'],
    ['main.js', undefined],
    ['com.example.Main.class', undefined],
    ['1.2.3', undefined],
    ['localhost', undefined],
    ['a b.example', undefined],
  ])('bare host %s', (text, expected) => {
    expect(bareHost(text)).toBe(expected);
  });
  it('says what a key proves', () => {
    expect(['registryUrl', 'PIP_INDEX_URL', 'mirror', 'imageRegistry', 'GOPROXY'].map(relationUnder)).toEqual(
      Array(5).fill('fetched-from'),
    );
    expect(['OPENAI_BASE_URL', 'endpoint', 'webhook', 'target_repo_url', 'bucket'].map(relationUnder)).toEqual(
      Array(5).fill(undefined),
    );
  });
  it('asks a time server, which holds nothing', () => {
    expect(['ntp_servers', 'ntp.server', 'DNS_SERVER'].map(relationUnder)).toEqual(Array(3).fill('integrates-with'));
    expect(relationUnder('entpoint')).toBeUndefined();
  });
});

describe('shell text', () => {
  const found = (text: string): readonly string[] =>
    shellAddresses(text, 'run', (offset) => ({ offset })).map(
      ({ kind, name, identifiers }: Component) => `${kind} ${name} ${identifiers?.[0]?.relation ?? '-'}`,
    );
  it.each<[string, readonly string[]]>([
    ['# curl https://a.example', []],
    ['echo "see https://a.example"', []],
    ['echo "deb https://a.example stable main" > /etc/apt/sources.list', ['service a.example fetched-from']],
    ['curl -fsSL https://a.example/x | sh', ['service a.example fetched-from']],
    ['curl -X POST -d @f https://a.example', ['service a.example -']],
    ['curl --data-binary @f https://a.example', ['service a.example -']],
    ['make && sudo wget -q https://a.example; true', ['service a.example fetched-from']],
    ["sed -i 's/deb.old.example/deb.new.example/g' f", ['service deb.new.example fetched-from']],
    ["sed -i 's|https://old.example|https://new.example/p|' f", ['service new.example fetched-from']],
    ["sed 's/http:\\/\\/old.example\\/x/http:\\/\\/new.example\\/x/' f", ['service new.example fetched-from']],
    ['export MIRROR=https://m.example', ['service m.example fetched-from']],
    ['API_ENDPOINT=api.example:443 ./run', ['service api.example -']],
    ['AWS_REGION=cn-north-1 ./run', ['service aws:cn-north-1 hosted-by']],
    ['docker pull a/b:1', ['image a/b -']],
    ['docker run --rm -v /x:/y registry.example/a/b:1 sh', ['image registry.example/a/b -']],
    ['docker run --rm ubuntu sh', []],
    ['docker login -u x registry.example', ['service registry.example -']],
    ['git push git@gitlab.example:a/b.git', ['service gitlab.example fetched-from']],
    ["it's \\\n  wget https://a.example", ['service a.example -']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
  it('takes time in proportion to the text, whatever it is', () => {
    for (const piece of [
      'sed s/',
      '"',
      "'",
      'A=',
      '\\\n',
      '- ',
      'docker run ',
      '://',
      '# ',
      '--',
      'git@a',
      'x=y ',
      '&&',
    ]) {
      const text = `https://a.example ${piece.repeat(100_000)}`;
      const began = performance.now();
      found(text);
      expect(performance.now() - began, piece).toBeLessThan(4000);
    }
  });
});

describe('regions', () => {
  it.each([
    ['cn-north-1', 'aws', 'aws:cn-north-1'],
    ['cn-north-1', undefined, undefined],
    ['cn-northwest-1a', 'aws', 'aws:cn-northwest-1'],
    ['cn-northwest-1', undefined, 'aws:cn-northwest-1'],
    ['China East 2', undefined, 'azure:chinaeast2'],
    ['westeurope', 'azure', 'azure:westeurope'],
    ['cn-hangzhou', undefined, 'aliyun:cn-hangzhou'],
    ['ap-guangzhou', undefined, 'tencent:ap-guangzhou'],
    ['var.region', 'aws', undefined],
    ['${region}', 'aws', undefined],
  ] as const)('%s of %s', (text, cloud, expected) => {
    expect(regionIn(text, cloud)).toBe(expected);
  });
  it('are read from hosts and resource names', () => {
    expect(regionOfHost('s3.cn-north-1.amazonaws.com.cn')).toBe('aws:cn-north-1');
    expect(regionOfHost('oss-cn-hangzhou.aliyuncs.com')).toBe('aliyun:cn-hangzhou');
    expect(regionOfHost('registry.cn-beijing.aliyuncs.com')).toBe('aliyun:cn-beijing');
    expect(regionOfHost('s3.cn-north-1.amazonaws.com.evil.example')).toBeUndefined();
    expect(regionOfArn('arn:aws-cn:sqs:cn-northwest-1:1:q')).toBe('aws:cn-northwest-1');
    expect(regionOfArn('arn:aws:iam::1:role/x')).toBeUndefined();
  });
  it('know the cloud by a provider, a key or a type', () => {
    expect(
      ['aws', 'AWS_REGION', 'alicloud_instance', 'azurerm', 'google', 'aws:region', 'awsRegion'].map(cloudOf),
    ).toEqual(['aws', 'aws', 'aliyun', 'azure', 'gcp', 'aws', 'aws']);
    expect(['random', 'laws', 'region'].map(cloudOf)).toEqual([undefined, undefined, undefined]);
  });
});

describe('content security policies', () => {
  it('tell what is loaded from what is sent to', () => {
    const into: Component[] = [];
    policyHosts(
      "default-src 'self' data:; script-src https://cdn.example *.a.example:*; connect-src wss://b.example; report-uri /r",
      0,
      into,
    );
    expect(into.map(({ name, identifiers }) => `${name} ${identifiers?.[0]?.relation ?? '-'}`)).toEqual([
      'cdn.example fetched-from',
      'a.example fetched-from',
      'b.example -',
    ]);
  });
});

/** As `parseYamlAll` gives it, white space of folded and block texts aside. */
function plain(node: TextNode | undefined): unknown {
  if (node === undefined) return '';
  if (node.kind === 'text') return node.value.replace(/\s+/g, ' ').trim();
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

function folded(value: unknown): unknown {
  if (value === null) return '';
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (Array.isArray(value)) return value.map(folded);
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, folded(inner)]));
}

describe('YAML as nodes', () => {
  it.each([
    'a: 1\nb:\n- c\n- d: e\n  f: g\nh: [i, {j: k}, "l, m"]\n',
    'a: |\n  one\n   two\n\n  three\nb: >-\n  folded\n  text\nc: d\n',
    "a: 'it''s'\nb: \"x\\ty # no\"\nc: plain # comment\nd: # nothing\ne: ~\n",
    'a:\n  b: long\n    text goes on\n  c: d\n',
    '- - a\n  - b\n-\n  c: d\n- |\n  x\n- e\n',
    '"quoted key": v\n? complex\n: value\n',
    'a: &x {b: c}\nd: !tag e\n',
    'a: "over\n  lines"\nb: [c,\n  d, # comment\n  e]\nf: g\n',
    '--- # first\na: b\n---\nc: d\n...\n',
    'key with spaces: v:w\nurl: http://a.example/#x\n',
    '- name: a\n  run: >\n    echo\n\n  with:\n    x: y\n-   name: b\n',
  ])('reads what the library reads: %j', (text) => {
    expect(yamlNodes(text).faults).toEqual([]);
    expect(yamlNodes(text).documents.map(plain)).toEqual(parseYamlAll(text).map(folded));
  });
  it('agrees with the library on made documents, and stands where it says', () => {
    const word = fc.constantFrom('a', 'b-c', 'd e', '1.0', 'x:y', 'http://h.example', 'true');
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        word,
        fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(
          word.filter((key) => !key.includes(':')),
          tie('node'),
          { minKeys: 1, maxKeys: 3 },
        ),
      ),
    })).node;
    const print = (value: unknown, indent: string): string => {
      if (typeof value === 'string') return ` ${value}\n`;
      const inner = `${indent}  `;
      if (Array.isArray(value)) return `\n${value.map((item) => `${inner}-${print(item, inner)}`).join('')}`;
      return `\n${Object.entries(value as object)
        .map(([key, item]) => `${inner}${key}:${print(item, inner)}`)
        .join('')}`;
    };
    fc.assert(
      fc.property(tree, (value) => {
        const text = `root:${print(value, '')}`;
        const { documents, faults } = yamlNodes(text);
        expect(faults).toEqual([]);
        expect(documents.map(plain)).toEqual(parseYamlAll(text).map(folded));
        const walk = (node: TextNode | undefined): void => {
          if (node?.kind === 'text') expect(text.startsWith(node.value, node.offset)).toBe(true);
          else if (node?.kind === 'list') node.items.forEach(walk);
          else for (const entry of node?.entries ?? []) walk(entry.value);
        };
        documents.forEach(walk);
      }),
    );
  });
  it('never throws and takes linear time on any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '-',
            ' ',
            ':',
            '\n',
            'a',
            '"',
            "'",
            '{',
            '}',
            '[',
            ']',
            '|',
            '#',
            '&',
            '*',
            '!',
            '%',
            '{{',
            '}}',
            ',',
            '\t',
          ),
          maxLength: 200,
        }),
        (text) => {
          for (const mode of ['plain', 'templates'] as const) expect(yamlNodes(text, mode)).toBeDefined();
        },
      ),
    );
    for (const piece of ['- ', 'a: ', '[', '{{', '"', 'a:\n', ' \n', "'", '#', 'a: b\n ', '|\n']) {
      const began = performance.now();
      yamlNodes(piece.repeat(60_000), 'templates');
      expect(performance.now() - began, piece).toBeLessThan(4000);
    }
  });
});

describe('other trees', () => {
  it('JSON with comments', () => {
    expect(plain(jsonNodes('{"a": [1, null, "x\\n"], /* c */ "b": {"c": true,},}'))).toEqual({
      a: ['1', '', 'x'],
      b: { c: 'true' },
    });
  });
  it('HCL', () => {
    const text =
      'a "b" "c" {\n  d = "e-${f("g")}"\n  h = [1, "i"]\n  j = k ? "l" : "m" # n\n  o { p = <<X\nq\nX\n  }\n}\n';
    expect(plain(hclNodes(text))).toEqual({
      a: { b: { c: { d: 'e-${f("g")}', h: ['i'], j: ['l', 'm'], o: { p: 'q' } } } },
    });
  });
  it('HCL, on any text: a fault or a tree, in linear time', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            '"',
            '{',
            '}',
            '=',
            '\n',
            ' ',
            '[',
            ']',
            '(',
            ')',
            '$',
            '#',
            '<<X',
            '/*',
            ',',
            ':',
          ),
          maxLength: 150,
        }),
        (text) => {
          try {
            expect(hclNodes(text).kind).toBe('map');
          } catch (error) {
            expect((error as Error).name).toBe('SyntaxFault');
          }
        },
      ),
    );
    for (const piece of ['a "b" ', '{', '[', '"${', '#', 'a = b\n', '<<X\n', '(']) {
      const began = performance.now();
      try {
        hclNodes(piece.repeat(50_000));
      } catch (error) {
        expect((error as Error).name, piece).toBe('SyntaxFault');
      }
      expect(performance.now() - began, piece).toBeLessThan(4000);
    }
  });
});

describe('recognisers', () => {
  const own = formats.filter(({ id, recognise }) => recognise !== undefined && /^(?:infra|register|models)\//.test(id));
  it('take linear time on any head', () => {
    const pieces = [
      '\n',
      ' ',
      'a: ',
      'location ',
      'Transform:',
      '"servers": {',
      '- ',
      '{{',
      'upstream a ',
      ',',
      '---\n',
      'from_pretrained(',
      '[',
      '<meta ',
    ];
    for (const piece of pieces) {
      const head = piece.repeat(Math.ceil(65_536 / piece.length));
      for (const { id, recognise } of own) {
        const began = performance.now();
        recognise?.(head, 'a/templates/values.yaml');
        expect(performance.now() - began, `${id} on ${JSON.stringify(piece)}`).toBeLessThan(1500);
      }
    }
  }, 60_000);
});

describe('register', () => {
  it('splits lists of names and keeps legal forms with theirs', () => {
    expect(namesIn('Acme Co., Ltd.; Beta')).toEqual(['Acme Co., Ltd.', 'Beta']);
    expect(namesIn('Acme Co., Ltd., Beta GmbH, Gamma, Inc.')).toEqual(['Acme Co., Ltd.', 'Beta GmbH', 'Gamma, Inc.']);
    expect(namesIn('none')).toEqual([]);
  });
  it('is told from an inventory, a price list and a list of people', () => {
    const is = (headers: string): boolean => planRegister(headers.split(','), undefined, undefined).isRegister;
    expect(is('provider,storage_country,contract_ref')).toBe(true);
    expect(is('Vendor,Contract,Data location,Sub-processors')).toBe(true);
    expect(is('Hostname,MAC Address,Vendor,Contract Number,Owner')).toBe(false);
    expect(is('Product,Vendor,Price,Currency')).toBe(false);
    expect(is('Name,E-mail,Location,Type,Owner')).toBe(false);
    expect(planRegister(['c0010', 'c0030', 'c0150'], undefined, 'b_02.02').isRegister).toBe(true);
    expect(planRegister(['c0010', 'c0030', 'c0150'], undefined, undefined).isRegister).toBe(false);
  });
});
