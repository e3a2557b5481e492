import { describe, expect, it } from 'vitest';
import { asTestData, isTestData } from '../src/scan/test-data.ts';

const infra = { id: 'infra/compose' };

describe('test data', () => {
  it('is what lies in folders of tests, examples and documentation', () => {
    for (const path of [
      'test/a.yml',
      'x/fixtures/b/c.tf',
      'examples/main.tf',
      'docs/compose.yml',
      '.env.example',
      'config.sample.yml',
      'a/testdata/D',
    ])
      expect(isTestData(path, infra), path).toBe(true);
    for (const path of ['deploy/a.yml', 'contest/a.yml', 'src/latest/b.tf', 'attest.yml', '.env'])
      expect(isTestData(path, infra), path).toBe(false);
  });

  it('is judged from the folder that was asked for', () => {
    expect(isTestData('fixtures/app/compose.yml', infra, ['fixtures/app'])).toBe(false);
    expect(isTestData('fixtures/app/test/compose.yml', infra, ['fixtures/app'])).toBe(true);
    expect(isTestData('fixtures/apple/compose.yml', infra, ['fixtures/app'])).toBe(true);
    expect(isTestData('fixtures/compose.yml', infra, ['fixtures/compose.yml'])).toBe(false);
    expect(isTestData('fixtures/compose.yml', infra, [''])).toBe(true);
  });

  it('is infrastructure and models, never a lockfile', () => {
    expect(isTestData('test/package-lock.json', { id: 'javascript/npm-lock' })).toBe(false);
    expect(isTestData('docs/README.md', { id: 'models/model-card' })).toBe(true);
  });

  it('keeps a scope that the file gives', () => {
    const component = { kind: 'image', name: 'a', at: { line: 1 } } as const;
    expect(asTestData(component).scope).toBe('test');
    expect(asTestData({ ...component, scope: 'build' }).scope).toBe('build');
  });
});
