import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { run } from './command-line.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

/** Options that the help of a command names. */
async function optionsOf(command: string): Promise<ReadonlySet<string>> {
  const help = await run([command, '--help']);
  expect(help.code, command).toBe(0);
  return new Set(help.stdout.match(/--[a-z][a-z-]*/g));
}

async function expectKnown(words: readonly string[]): Promise<void> {
  const [command = '', ...rest] = words;
  const known = await optionsOf(command);
  for (const word of rest) if (word.startsWith('--')) expect(known, `${command} ${word}`).toContain(word);
}

describe('deploy/', () => {
  it('compose: batch and workers run the same image on one database, with options that exist', async () => {
    const { services } = parse(read('deploy/compose.yml'), { merge: true });
    expect(services.batch.image).toBe(services.worker.image);
    for (const { command, read_only, volumes } of [services.batch, services.worker]) {
      await expectKnown(command);
      expect(read_only).toBe(true);
      expect(volumes).toHaveLength(1);
    }
    const address = (words: string[]): string | undefined => words[words.indexOf('--store') + 1];
    expect(address(services.batch.command)).toBe(address(services.worker.command));
    // No password stands in the file or in an argument.
    expect(read('deploy/compose.yml')).not.toMatch(/postgres:\/\/[^@/"]*:/);
  });

  it('kubernetes: shards count from one to as many as there are, workers get the password from a secret', async () => {
    const [job, workers] = parseAllDocuments(read('deploy/kubernetes.yaml')).map((one) => one.toJS());
    expect(job.spec.completionMode).toBe('Indexed');
    const [container] = job.spec.template.spec.containers;
    const script: string = container.args[0];
    expect(script).toContain(`--shard "$shard/${job.spec.completions}"`);
    const words = /wherefrom\.js (.*)/.exec(script)?.[1]?.split(/\s+/) ?? [];
    await expectKnown(words.map((word) => word.replaceAll('"', '')));
    const [worker] = workers.spec.template.spec.containers;
    expect(worker.image).toBe(container.image);
    await expectKnown(worker.args);
    expect(worker.env[0].valueFrom.secretKeyRef.key).toBe('password');
    for (const { securityContext } of [container, worker]) expect(securityContext.readOnlyRootFilesystem).toBe(true);
  });
});
