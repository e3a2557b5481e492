import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appNameKey } from '../src/identity/app-name.ts';
import { cpeOf, cpeVendorOf } from '../src/identity/cpe.ts';
import { bluetoothCompanyOf, enterpriseNumberOf, fccOf, vendorProductOf } from '../src/identity/device-id.ts';
import { isMakerPlaceholder, ouiKeys, ouiOf, printOui, readMac } from '../src/identity/mac.ts';
import { compileNamePattern, foldName } from '../src/identity/name-pattern.ts';
import { canonicalPackageName, type PackageRuleKind, packageRuleKind } from '../src/identity/package-name.ts';
import { cloudRegionOf } from '../src/identity/region.ts';
import { compareVersions } from '../src/identity/version-order.ts';
import { satisfies } from '../src/identity/version-range.ts';
import { ecosystems } from '../src/model/component.ts';
import type { RuleIdentifierKind } from '../src/model/knowledge.ts';

describe('MAC addresses', () => {
  it.each([
    ['28:57:BE:01:02:03', '2857BE010203'],
    ['28-57-be-01-02-03', '2857BE010203'],
    ['2857.be01.0203', '2857BE010203'],
    ['2857be010203', '2857BE010203'],
    ['0:1e:10:5:d8:39', '001E1005D839'],
    ['00:1E:10', '001E10'],
    ['001e10', '001E10'],
    ['C09BF4B', 'C09BF4B'],
    ['001BC5000', '001BC5000'],
    ['28:57:BE:FF:FE:01:02:03', '2857BEFFFE01'],
    [' 28:57:be:01:02:03 ', '2857BE010203'],
  ])('%s', (text, digits) => {
    expect(readMac(text)).toEqual({ digits });
  });

  it('marks addresses that no maker gave out', () => {
    expect(readMac('2A:57:BE:01:02:03')).toEqual({ digits: '2A57BE010203', fault: 'local' });
    expect(readMac('01:00:5e:00:00:01')).toEqual({ digits: '01005E000001', fault: 'group' });
    expect(readMac('ff:ff:ff:ff:ff:ff').fault).toBe('group');
    expect(readMac('1E0012345678')).toEqual({ digits: '1E0012345678', fault: 'local' });
  });

  it.each(['1.00E+10', '1,00E+10', '1E10', '5.2E+04'])('%s is what a spreadsheet left of it', (text) => {
    expect(readMac(text)).toEqual({ fault: 'damaged' });
  });

  it.each(['', 'n/a', '28:57', '28:57:BE:01:02:03:04', 'zz:57:be:01:02:03', '28:57:be:01:02', '12345', '192.168.1.9'])(
    '"%s" is none',
    (text) => {
      expect(readMac(text)).toEqual({ fault: 'not-a-mac' });
    },
  );

  it('prefixes have 6, 7 or 9 digits and are looked up longest first', () => {
    expect(ouiOf('28:57:be')).toBe('2857BE');
    expect(ouiOf('C0-9B-F4-B')).toBe('C09BF4B');
    expect(ouiOf('2857')).toBeUndefined();
    expect(ouiOf('2857BE0102')).toBeUndefined();
    expect(ouiKeys('2857BE010203')).toEqual(['2857BE010', '2857BE0', '2857BE']);
    expect(ouiKeys('2857BE')).toEqual(['2857BE']);
    expect(printOui('2857BE')).toBe('28:57:BE');
    expect(printOui('C09BF4B')).toBe('C0:9B:F4:B');
  });

  it('knows what stands where nobody is named', () => {
    for (const text of [
      '',
      ' ',
      'N/A',
      'Unknown',
      'IEEE Registration Authority',
      'To Be Filled By O.E.M.',
      '-',
      '未知',
    ])
      expect(isMakerPlaceholder(text)).toBe(true);
    for (const text of ['Huawei', 'Private Label Ltd', '0']) expect(isMakerPlaceholder(text)).toBe(false);
  });
});

describe('numbers of makers', () => {
  it('USB and PCI', () => {
    expect(vendorProductOf('2C7C:0125')).toBe('2c7c:0125');
    expect(vendorProductOf('0x2c7c')).toBe('2c7c');
    expect(vendorProductOf('ID 2c7c:0125')).toBe('2c7c:0125');
    expect(vendorProductOf('USB\\VID_2C7C&PID_0125&REV_0318')).toBe('2c7c:0125');
    expect(vendorProductOf('PCI\\VEN_14C3&DEV_4D75&SUBSYS_4D7514C3')).toBe('14c3:4d75');
    for (const none of ['', '2c7', '12345', '2c7c:01', 'quectel', '2c7c:0125:3'])
      expect(vendorProductOf(none)).toBeUndefined();
  });

  it('FCC: three characters when the first is a letter, five when it is a digit', () => {
    expect(fccOf('QISE5573')).toEqual({ grantee: 'QIS', id: 'QISE5573' });
    expect(fccOf('2ADTD-5604SD')).toEqual({ grantee: '2ADTD', id: '2ADTD5604SD' });
    expect(fccOf('FCC ID: 2adtd-5604sd')).toEqual({ grantee: '2ADTD', id: '2ADTD5604SD' });
    expect(fccOf('2ADTD')).toEqual({ grantee: '2ADTD', id: '2ADTD' });
    for (const none of ['', '2ADT', 'QI', 'none at all, really no id', 'Ä12345']) expect(fccOf(none)).toBeUndefined();
  });

  it('Bluetooth and SNMP compare whole numbers', () => {
    expect(bluetoothCompanyOf('637')).toBe('637');
    expect(bluetoothCompanyOf('0x027D (Huawei)')).toBe('637');
    expect(bluetoothCompanyOf('70000')).toBeUndefined();
    expect(enterpriseNumberOf('1.3.6.1.4.1.2011.2.23')).toBe('2011');
    expect(enterpriseNumberOf('.1.3.6.1.4.1.20110')).toBe('20110');
    expect(enterpriseNumberOf('SNMPv2-SMI::enterprises.2011.2')).toBe('2011');
    expect(enterpriseNumberOf('02011')).toBe('2011');
    expect(enterpriseNumberOf('1.3.6.1.2.1.2011')).toBeUndefined();
  });

  it('CPE of both versions, unescaped, vendor field only', () => {
    expect(cpeOf('cpe:2.3:a:Kaspersky_Lab:antivirus:2013:*:*:*:*:*:*:*')).toEqual({
      vendor: 'kaspersky_lab',
      product: 'antivirus',
    });
    expect(cpeOf('cpe:/o:huawei:harmonyos:2.0')).toEqual({ vendor: 'huawei', product: 'harmonyos' });
    expect(cpeOf('cpe:2.3:a:mail\\.ru:a\\:b:1:*:*:*:*:*:*:*')).toEqual({ vendor: 'mail.ru', product: 'a:b' });
    expect(cpeOf('cpe:/a:%401c:erp')).toEqual({ vendor: '@1c', product: 'erp' });
    for (const none of ['', 'cpe:2.3:a:*:x:1:*:*:*:*:*:*:*', 'cpe:/a:-:x', 'cpe:9:a:b', 'huawei'])
      expect(cpeOf(none)).toBeUndefined();
    expect(cpeVendorOf('Palo Alto')).toBe('palo_alto');
  });

  it('cloud regions need their cloud', () => {
    expect(cloudRegionOf('AWS:cn-north-1')).toBe('aws:cn-north-1');
    expect(cloudRegionOf('cn-north-1')).toBeUndefined();
  });
});

describe('names of apps', () => {
  it.each([
    ['WeChat', 'wechat'],
    ['WeChat 3.9.10', 'wechat'],
    ['WeChat 3.9.10 (64-bit)', 'wechat'],
    ['Kaspersky Endpoint Security for Windows (11.1.0.15919)', 'kaspersky endpoint security for windows'],
    ['TikTok™', 'tiktok'],
    ['微信', '微信'],
    ['ＷｅＣｈａｔ', 'wechat'],
    ['360 Total Security', '360 total security'],
    ['App - version 2', 'app'],
  ])('%s', (name, key) => {
    expect(appNameKey(name)).toBe(key);
  });

  it('are none without a letter', () => {
    expect(appNameKey('1.2.3')).toBeUndefined();
    expect(appNameKey('')).toBeUndefined();
  });
});

describe('patterns of names', () => {
  it.each<[RuleIdentifierKind, string, object]>([
    ['npm', '@Acme/*', { form: 'prefix', text: '@acme/', boundary: '' }],
    ['npm', 'acme', { form: 'exact', text: 'acme', boundary: '' }],
    ['pypi', 'Acme_*', { form: 'prefix', text: 'acme-', boundary: '' }],
    ['maven', 'com.acme.*', { form: 'prefix', text: 'com.acme', boundary: '.:' }],
    ['maven', 'com.acme', { form: 'prefix', text: 'com.acme', boundary: ':' }],
    ['maven', 'com.acme:core', { form: 'exact', text: 'com.acme:core', boundary: '' }],
    ['golang', 'github.com/Acme/*', { form: 'prefix', text: 'github.com/acme', boundary: '/' }],
    ['nuget', 'Acme.*', { form: 'prefix', text: 'acme', boundary: './$' }],
    ['nuget', 'Acme*', { form: 'prefix', text: 'acme', boundary: '' }],
    ['cocoapods', 'ACM*', { form: 'prefix', text: 'ACM', boundary: '' }],
    ['code-prefix', 'com.acme.sdk', { form: 'prefix', text: 'com.acme.sdk', boundary: './$' }],
  ])('%s %s', (kind, pattern, compiled) => {
    expect(compileNamePattern(kind, pattern)).toEqual(compiled);
  });

  it.each(['', ' x', '*', 'a*b', '**'])('"%s" is none', (pattern) => {
    expect(compileNamePattern('npm', pattern)).toHaveProperty('fault');
  });
});

describe('canonical names', () => {
  it.each<[PackageRuleKind, string, string]>([
    ['pypi', 'Tuya_Device.Sharing--SDK', 'tuya-device-sharing-sdk'],
    ['cargo', 'Sonic_RS', 'sonic-rs'],
    ['golang', 'github.com/Acme/x/v2', 'github.com/acme/x'],
    ['golang', 'gopkg.in/yaml.v3', 'gopkg.in/yaml'],
    ['golang', 'github.com/acme/v2ray', 'github.com/acme/v2ray'],
    ['cocoapods', 'AcmeKit/Core', 'AcmeKit'],
    ['maven', 'com.Acme:Core', 'com.Acme:Core'],
    ['gem', 'Acme', 'Acme'],
    ['ollama', 'library/DeepSeek-R1:7b', 'deepseek-r1'],
    ['docker', 'docker.io/library/Alpine:3', 'alpine'],
  ])('%s %s', (kind, name, canonical) => {
    expect(canonicalPackageName(kind, name)).toBe(canonical);
  });

  it('stay what they are when made again, and never throw', () => {
    const kinds = ecosystems.flatMap((ecosystem) => packageRuleKind(ecosystem) ?? []);
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.string({ unit: fc.constantFrom(...'aZ09.-_/:@*% é中'), maxLength: 30 }),
        (kind, name) => {
          const once = foldName(kind, name);
          // Only a tag, digest or major version can hide another one behind it.
          if (!['docker', 'golang', 'swift', 'ollama'].includes(kind)) expect(foldName(kind, once)).toBe(once);
        },
      ),
    );
  });
});

describe('version ranges', () => {
  it.each<[RuleIdentifierKind, string, string, string]>([
    ['npm', '1.2.3', '^1.0.0', 'yes'],
    ['npm', '2.0.0', '^1.0.0', 'no'],
    ['npm', 'v1.2.3', '>=1 <2', 'yes'],
    ['npm', '1.5.0-beta.1', '>=1 <2', 'yes'],
    ['npm', '1.3.0', '<1 || >1.2', 'yes'],
    ['npm', '1.2.3', '<1 || >1.2', 'no'],
    ['npm', 'latest', '^1.0.0', 'unknown'],
    ['npm', '1.0.0', 'nonsense', 'unknown'],
    ['cargo', '1.9.0', '1.2', 'yes'],
    ['cargo', '2.0.0', '1.2', 'no'],
    ['cargo', '1.5.0', '>=1.2, <1.5', 'no'],
    ['pypi', '2.1rc1', '>=2.0,<3', 'yes'],
    ['pypi', '2.0.post1', '>2.0', 'no'],
    ['pypi', '1!1.0', '>=2.0', 'yes'],
    ['pypi', '2.0', '2.0', 'yes'],
    ['pypi', 'not-a-version', '>=2', 'unknown'],
    ['maven', '2.6.12', '[2.6,2.7)', 'yes'],
    ['maven', '2.7', '[2.6,2.7)', 'no'],
    ['maven', '2.7', '[2.6,2.7]', 'yes'],
    ['maven', '1.0', '(,1.0]', 'yes'],
    ['maven', '3.0', '(,1.0],[2.0,)', 'yes'],
    ['maven', '1.5', '(,1.0],[2.0,)', 'no'],
    ['maven', '2.0-SNAPSHOT', '[2.0,)', 'no'],
    ['maven', '2.0-jre', '[2.0,)', 'yes'],
    ['maven', '2.10', '>2.9', 'yes'],
    ['maven', '2.0', '[2.0', 'unknown'],
    ['gem', '2.1.9', '~> 2.1.3', 'yes'],
    ['gem', '2.2', '~> 2.1.3', 'no'],
    ['gem', '2.9', '~> 2.1', 'yes'],
    ['gem', '3.0.0.rc1', '< 3.0.0', 'yes'],
    ['hex', '1.4.0', '~> 1.2', 'yes'],
    ['nuget', '1.0.0-beta', '[1.0.0,)', 'no'],
    ['nuget', '1.0.0.5', '[1.0.0,1.0.0.5]', 'yes'],
    ['composer', '2.3.1', '^2.0', 'yes'],
    ['golang', 'v0.7.7', '>=v0.7.0 <v0.8.0', 'yes'],
    ['golang', 'v0.7.7', '', 'unknown'],
  ])('%s %s in %s: %s', (kind, version, range, fit) => {
    expect(satisfies(kind, version, range)).toBe(fit);
  });

  it('order numbers of any length as numbers', () => {
    expect(compareVersions('1.20', '1.9', 'before')).toBeGreaterThan(0);
    expect(compareVersions('1.0', '1', 'after')).toBe(0);
    expect(compareVersions('1.00000000000000000000001', '1.1', 'after')).toBe(0);
    expect(compareVersions(`1.${'9'.repeat(40)}`, `1.1${'0'.repeat(40)}`, 'after')).toBeLessThan(0);
  });

  it('orders are turned when the sides are, and nothing throws', () => {
    const version = fc.string({ unit: fc.constantFrom(...'0123.-+~^<>=!*v[]()| ,abrc'), maxLength: 20 });
    fc.assert(
      fc.property(
        version,
        version,
        fc.constantFrom<RuleIdentifierKind>(
          'npm',
          'cargo',
          'pypi',
          'maven',
          'gem',
          'nuget',
          'golang',
          'composer',
          'docker',
        ),
        (left, right, kind) => {
          expect(['yes', 'no', 'unknown']).toContain(satisfies(kind, left, right));
          const order = Math.sign(compareVersions(left, right, 'after'));
          expect(Math.sign(compareVersions(right, left, 'after')) + order).toBe(0);
        },
      ),
    );
  });
});
