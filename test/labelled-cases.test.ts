import { describe, expect, it } from 'vitest';
import { createMatcher } from '../src/match/matcher.ts';
import type { Component, Ecosystem, Identifier, IdentifierKind } from '../src/model/component.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/**
 * The fifty labelled cases of the two surveys, each as the component that a format makes of the row. `null` is "report nothing": a
 * note or a donated project's origin may be told, no more.
 */
const day = '2026-11-22';

interface Case {
  readonly row: string;
  readonly component: Component;
  /** `entity relation`, sorted; every finding there is. */
  readonly expected: readonly string[];
  /** The kind before the colon of the evidence that fired. */
  readonly on?: string;
  readonly notes?: readonly string[];
  /** Owner, since and until of a former owner whose listings are shown as history. */
  readonly former?: string;
}

const at = { line: 1 } as const;

function software(ecosystem: Ecosystem, reference: string, more: Partial<Component> = {}): Component {
  const version = reference.lastIndexOf('@');
  const name = version > 0 ? reference.slice(0, version) : reference;
  return {
    kind: 'package',
    ecosystem,
    name,
    ...(version > 0 && { version: reference.slice(version + 1) }),
    at,
    ...more,
  };
}

type Field = readonly [kind: IdentifierKind, field: string, value: string];

function device(name: string, ...fields: readonly Field[]): Component {
  const identifiers = fields.map(([kind, field, value]): Identifier => ({ kind, field, value }));
  return { kind: 'device', name, identifiers, at };
}

const vendor = (value: string): Field => ['organisation', 'Vendor', value];
const model = (value: string): Field => ['model', 'Model', value];
const mac = (value: string): Field => ['mac', 'MAC', value];

const softwareCases: readonly Case[] = [
  {
    row: '1 go easyjson of mailru',
    component: software('golang', 'github.com/mailru/easyjson@v0.7.7'),
    expected: ['vk published-by'],
    on: 'golang',
  },
  { row: '2 npm easyjson', component: software('npm', 'easyjson@0.1.2'), expected: [] },
  { row: '3 npm fast-glob', component: software('npm', 'fast-glob@3.3.3'), expected: [] },
  { row: '4 npm echarts', component: software('npm', 'echarts@6.1.0'), expected: [], notes: ['donated'] },
  { row: '5 npm zrender', component: software('npm', 'zrender@6.1.0'), expected: ['baidu published-by'] },
  {
    row: '6 maven com.alibaba:dubbo',
    component: software('maven', 'com.alibaba:dubbo@2.6.12'),
    expected: ['alibaba published-by'],
  },
  {
    row: '7 maven org.apache.dubbo',
    component: software('maven', 'org.apache.dubbo:dubbo@3.3.0'),
    expected: [],
    notes: ['donated'],
  },
  {
    row: '8 go cloudwego',
    component: software('golang', 'github.com/cloudwego/base64x@v0.1.5'),
    expected: ['bytedance published-by'],
  },
  {
    row: '9 npm @ant-design/icons',
    component: software('npm', '@ant-design/icons@6.3.4'),
    expected: ['alibaba published-by'],
  },
  { row: '10 maven Apache Ant', component: software('maven', 'org.apache.ant:ant@1.10.15'), expected: [] },
  { row: '11 npm element-plus', component: software('npm', 'element-plus@2.14.8'), expected: [] },
  {
    row: '12 pypi tuya in another spelling',
    component: software('pypi', 'Tuya_Device.Sharing-SDK'),
    expected: ['tuya published-by'],
  },
  { row: '13 pypi python-miio', component: software('pypi', 'python-miio'), expected: [] },
  { row: '14 npm homebridge-tuya', component: software('npm', 'homebridge-tuya@3.1.1'), expected: [] },
  {
    row: '15 terraform opentelekomcloud',
    component: software('terraform', 'opentelekomcloud/opentelekomcloud'),
    expected: [],
  },
  {
    row: '16 docker higress in the vendor registry',
    component: software('docker', 'higress-registry.cn-hangzhou.cr.aliyuncs.com/higress/gateway', {
      kind: 'image',
      version: '2.1.0',
    }),
    expected: ['alibaba hosted-by'],
  },
  {
    row: '17 docker alt',
    component: software('docker', 'alt', { kind: 'image', version: 'p10' }),
    expected: ['basealt published-by'],
  },
  {
    row: '18 docker behind a prefix mirror',
    component: software('docker', 'm.daocloud.io/quay.io/prometheus/node-exporter', {
      kind: 'image',
      version: 'v1.9.0',
    }),
    expected: ['daocloud fetched-from'],
  },
  {
    row: '19 huggingface DeepSeek distill',
    component: software('huggingface', 'deepseek-ai/DeepSeek-R1-Distill-Llama-8B', { kind: 'model' }),
    expected: ['deepseek published-by'],
  },
  {
    row: '20 huggingface derived weights with a base model',
    component: software('huggingface', 'perplexity-ai/r1-1776', {
      kind: 'model',
      identifiers: [
        {
          kind: 'package',
          value: 'huggingface:deepseek-ai/DeepSeek-R1',
          field: 'base_model',
          relation: 'originated-by',
        },
      ],
    }),
    expected: ['deepseek originated-by'],
  },
  {
    row: '20 the same without a model card',
    component: software('huggingface', 'perplexity-ai/r1-1776', { kind: 'model' }),
    expected: [],
  },
  {
    row: '21 maven appmetrica',
    component: software('maven', 'io.appmetrica.analytics:analytics@8.2.0'),
    expected: ['yandex published-by'],
  },
  {
    row: '22 maven pangle adapter',
    component: software('maven', 'com.google.ads.mediation:pangle@7.8.0.8.0'),
    expected: [],
  },
  {
    row: '23 android com.ezvizuikit',
    component: {
      kind: 'app',
      name: 'app',
      identifiers: [{ kind: 'android', value: 'com.ezvizuikit.open.EZUIPlayer', field: 'class' }],
      at,
    },
    expected: [],
  },
  {
    row: '24 lockfile URL of a retired mirror',
    component: software('npm', 'left-pad@1.3.0', {
      source: 'https://registry.npm.taobao.org/left-pad/download/left-pad-1.3.0.tgz',
    }),
    expected: ['alibaba fetched-from'],
    on: 'mirrors',
  },
  {
    row: '25 cpe kaspersky_lab',
    component: {
      kind: 'app',
      name: 'kaspersky_antivirus',
      identifiers: [
        { kind: 'cpe', value: 'cpe:2.3:a:kaspersky_lab:kaspersky_antivirus:2013:*:*:*:*:*:*:*', field: 'cpe' },
      ],
      at,
    },
    expected: ['kaspersky published-by'],
  },
];

const hardwareCases: readonly Case[] = [
  {
    row: '1 Hangzhou and an H3C address',
    component: device('sw', vendor('Hangzhou'), mac('00:0F:E2:01:02:03')),
    expected: ['h3c manufactured-by'],
    on: 'oui',
  },
  { row: '2 Aztek', component: device('a', vendor('Aztek, Inc.'), mac('00:09:47:00:00:01')), expected: [] },
  {
    row: '3 Hella Sonnen',
    component: device('h', ['organisation', 'Hersteller', 'Hella Sonnen- und Wetterschutztechnik GmbH']),
    expected: [],
  },
  {
    row: '4 an address public demos label Hikvision',
    component: device('c', vendor(''), mac('EC:0B:AE:98:76:54')),
    expected: [],
  },
  {
    row: '5 Hikvision with an Espressif address',
    component: device('cam', vendor('Hangzhou Hikvision (Cameras)'), mac('BC:DD:C2:4A:5B:6C')),
    expected: ['hikvision manufactured-by'],
    on: 'vendor',
    notes: ['oui-differs'],
  },
  { row: '6 an OUI that Excel ate', component: device('x', mac('1.00E+10')), expected: [] },
  {
    row: '7 Dell with a Realtek NIC',
    component: device('pc', ['organisation', 'Manufacturer', 'Dell Inc.'], model('OptiPlex 7090'), [
      'brand',
      'NIC',
      'Realtek PCIe GbE',
    ]),
    expected: [],
  },
  { row: '8 Intel chip in a Lenovo PC', component: device('pci', ['pci', 'vendor_id', '8086']), expected: [] },
  {
    row: '9 Cisco MDS',
    component: device('san', ['organisation', 'Manufacturer', 'Cisco'], model('DS-C9148S-K9')),
    expected: [],
  },
  {
    row: '10 a distinctive model',
    component: device('cam', vendor(''), model('DS-2CD2143G2-I')),
    expected: ['hikvision manufactured-by'],
    on: 'model',
  },
  {
    row: '11 LTS',
    component: device('cam', ['organisation', 'Manufacturer', 'LTS'], model('CMIP9342W-28M')),
    expected: ['hikvision manufactured-by'],
    on: 'brand',
    notes: ['oem-rebrand'],
  },
  {
    row: '12 Lorex bought in 2025',
    component: { ...device('cam', ['organisation', 'Manufacturer', 'Lorex']), date: '2025-03-01' },
    expected: ['lorex manufactured-by'],
    on: 'vendor',
    former: 'dahua 2018-02-06 2022-11-23',
  },
  {
    row: '13 Honeywell HEN',
    component: device('nvr', ['organisation', 'Manufacturer', 'Honeywell'], model('HEN32304')),
    expected: ['dahua manufactured-by'],
    on: 'model',
    notes: ['oem-rebrand'],
  },
  {
    row: '14 Honeywell Voyager',
    component: device('scan', ['organisation', 'Manufacturer', 'Honeywell'], model('Voyager 1602g')),
    expected: [],
  },
  {
    row: '15 placeholder text and a 28-bit prefix',
    component: device('xray', vendor('IEEE Registration Authority'), mac('C0:9B:F4:B1:22:33')),
    expected: ['nuctech manufactured-by'],
    on: 'oui',
  },
  {
    row: '16 a reseller named after Huawei is no identifier of the device',
    component: device('ups', ['organisation', 'Manufacturer', 'APC']),
    expected: [],
  },
  {
    row: '17 Qualcomm vendor id',
    component: device('Quectel EC20 LTE modem / Acer Gobi 2000', ['usb', 'id', '05c6:9215']),
    expected: [],
  },
  {
    row: '18 Quectel module in a Teltonika router',
    component: device('RUT955', ['organisation', 'Manufacturer', 'Teltonika'], model('RUT955'), [
      'usb',
      'lsusb',
      '2c7c:0125',
    ]),
    expected: ['quectel manufactured-by'],
    on: 'usb',
    notes: ['component-of'],
  },
  { row: '19 MediaTek id', component: device('T700 5G Modem', ['pci', 'lspci', '14c3:4d75']), expected: [] },
  {
    row: '20 Motorola radio',
    component: device('radio', ['organisation', 'Manufacturer', 'Motorola'], model('APX 8000')),
    expected: [],
  },
  {
    row: '21 TP-LINK Archer',
    component: device('ap', ['organisation', 'Manufacturer', 'TP-LINK'], model('Archer C7'), mac('50:C7:BF:10:20:30')),
    expected: ['tp-link manufactured-by'],
    on: 'vendor',
  },
  {
    row: '22 scales',
    component: device('scale', vendor('Shanghai Dahua Scale Factory'), mac('40:2C:76:1A:00:01')),
    expected: [],
  },
  {
    row: '23 Zebra card printer',
    component: device('printer', ['organisation', 'Manufacturer', 'Zebra'], model('ZXP Series 7')),
    expected: [],
  },
  {
    row: '24 octets without zeros',
    component: device('?', mac('0:1e:10:5:d8:39')),
    expected: ['huawei manufactured-by'],
    on: 'oui',
  },
  {
    row: '25 a dock on a MacBook',
    component: device('mac', ['organisation', 'Manufacturer', 'Apple'], model('MacBook Pro'), [
      'mac',
      'EthernetMAC',
      '00:1E:10:AA:BB:CC',
    ]),
    expected: [],
  },
];

describe.each([
  ['software', softwareCases],
  ['hardware', hardwareCases],
] as const)('%s', (_, cases) => {
  it.each(cases.map((one): [string, Case] => [one.row, one]))(
    '%s',
    (_row, { component, expected, on, notes, former }) => {
      const matches = createMatcher(shippedKnowledge(), { day }).match(component);
      const findings = matches.filter(
        ({ kind, entity }) => entity !== undefined && ['entity', 'product', 'sdk'].includes(kind),
      );
      expect(findings.map(({ entity, relation }) => `${entity?.id} ${relation}`)).toEqual(expected);
      if (on !== undefined) expect(findings[0]?.evidence[0]?.matched.split(':', 1)[0]).toBe(on);
      const owned = findings
        .flatMap(({ listings }) => listings)
        .flatMap(({ through }) => (through === undefined ? [] : [through]));
      if (former !== undefined) {
        expect(owned.map(({ verdict }) => verdict)).not.toContain('yes');
        expect(
          owned.map(({ chain }) => chain.map((step) => [step.owner, step.since, step.until].join(' ')).join(', ')),
        ).toContain(former);
      }
      for (const code of notes ?? [])
        expect(matches.flatMap((match) => match.notes.map((note) => note.code))).toContain(code);
    },
  );
});
