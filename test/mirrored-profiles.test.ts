import { describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';
import { run } from './command-line.ts';

/** Severity of the gravest finding about each organisation under a profile; an organisation without a finding is left out. */
async function under(profile: string): Promise<Record<string, string>> {
  const { stdout } = await run([
    'scan',
    'fixtures/repos/mirrored',
    '-p',
    profile,
    '-f',
    'json',
    '-q',
    '--as-of',
    '2026-11-25',
  ]);
  const { findings, complete } = JSON.parse(stdout) as Report;
  expect(complete).toBe(true);
  const worst: Record<string, string> = {};
  // Findings come gravest first.
  for (const { entity, severity } of findings) if (entity && entity.id !== 'wechat') worst[entity.id] ??= severity;
  return worst;
}

// One inventory, six users. What the table says stands in docs/policy.md as well.
describe('one inventory under opposite profiles', () => {
  it.each([
    ['us-federal-contractor', { kaspersky: 'critical', bytedance: 'critical', tencent: 'medium' }],
    ['ca-government', { kaspersky: 'critical', bytedance: 'critical', tencent: 'critical' }],
    ['ua-public', { kaspersky: 'critical', telegram: 'high' }],
    ['cn-enterprise', { micron: 'critical' }],
    ['ru-critical', { telegram: 'critical', tencent: 'critical', bytedance: 'high' }],
    ['in-government', { bytedance: 'critical', tencent: 'critical' }],
  ])('%s', async (profile, expected) => {
    expect(await under(profile)).toEqual(expected);
  });

  it('is mirrored: what one side must not use is what the other side may', async () => {
    const [american, ukrainian, chinese, russian] = await Promise.all(
      ['us-federal-contractor', 'ua-public', 'cn-enterprise', 'ru-critical'].map(under),
    );
    expect(american).toHaveProperty('kaspersky');
    expect(russian).not.toHaveProperty('kaspersky');
    expect(ukrainian).toHaveProperty('kaspersky');
    expect(american).not.toHaveProperty('micron');
    expect(chinese).toHaveProperty('micron');
    expect(chinese).not.toHaveProperty('tencent');
    expect(american).toHaveProperty('tencent');
    expect(american).not.toHaveProperty('telegram');
    expect(russian).toHaveProperty('telegram');
  });
});
