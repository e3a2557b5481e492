import { resolve } from 'node:path';
import { UsageError } from '../model/problem.ts';
import type { Renderer, RenderOptions, Report } from '../model/report.ts';
import type { OutputFormat } from '../report/registry.ts';
import { paintFor } from './paint.ts';
import { type Surroundings, writeAll } from './surroundings.ts';
import { writeWhole } from './write-file.ts';

/** One output that was asked for. Without a path it goes to standard output. */
export interface Output {
  readonly renderer: Renderer;
  /** Absolute. */
  readonly path?: string;
}

/**
 * Reads `-f name[=file]` and `-o file` and loads the renderers. One output at most goes to standard output; `-o` names the file of
 * the first one that has none. Throws `UsageError` for unknown names, two outputs on standard output or two in one file.
 */
export async function parseOutputs(
  formats: readonly string[],
  outputFile: string | undefined,
  known: readonly OutputFormat[],
  cwd: string,
): Promise<Output[]> {
  const asked: { format: OutputFormat; path?: string }[] = [];
  for (const text of formats.length === 0 ? ['table'] : formats) {
    const equals = text.indexOf('=');
    const id = equals < 0 ? text : text.slice(0, equals);
    const file = equals < 0 ? undefined : text.slice(equals + 1);
    const format = known.find((one) => one.id === id);
    if (!format)
      throw new UsageError(
        `--format ${text}: there is no output "${id}"; there are ${known.map((one) => one.id).join(' ')}`,
      );
    if (file === '') throw new UsageError(`--format ${text}: the file name is missing`);
    asked.push({ format, path: file === undefined ? undefined : resolve(cwd, file) });
  }
  if (outputFile !== undefined) {
    const first = asked.find((output) => output.path === undefined);
    if (!first) throw new UsageError('--output: every --format has its own file already');
    first.path = resolve(cwd, outputFile);
  }
  const onStdout = asked.filter((output) => output.path === undefined).map((output) => output.format.id);
  if (onStdout.length > 1) {
    throw new UsageError(
      `--format: ${onStdout.join(' and ')} would both go to standard output; give one a file, ${onStdout[1]}=<file>`,
    );
  }
  const paths = asked.flatMap((output) => (output.path === undefined ? [] : [output.path]));
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) throw new UsageError(`--format: two outputs in one file, ${twice}`);
  return Promise.all(asked.map(async ({ format, path }) => ({ renderer: await format.load(), path })));
}

export interface OutputFlags {
  readonly color: boolean;
  readonly verbose?: boolean;
  readonly groupBy?: RenderOptions['groupBy'];
  readonly category?: string;
  /** `--components`. A CycloneDX document has them anyway. */
  readonly components?: boolean;
}

/** Files first: a reader of standard output that stops early must not cost them. */
export async function writeOutputs(
  report: Report,
  outputs: readonly Output[],
  surroundings: Surroundings,
  flags: OutputFlags,
): Promise<void> {
  const options: RenderOptions = {
    paint: (_role, text) => text,
    verbose: flags.verbose ? 'yes' : 'no',
    groupBy: flags.groupBy,
    category: flags.category,
  };
  const { components: _, ...withoutComponents } = report;
  const shownIn = ({ id }: Renderer): Report =>
    id === 'cyclonedx' || flags.components === true ? report : withoutComponents;
  for (const { renderer, path } of outputs)
    if (path !== undefined) writeWhole(path, renderer.render(shownIn(renderer), options));
  for (const { renderer, path } of outputs) {
    if (path !== undefined) continue;
    const { stdout } = surroundings;
    const width = stdout.isTTY ? (stdout.columns ?? 80) : undefined;
    const paint = paintFor(stdout, surroundings, flags.color ? 'auto' : 'off');
    await writeAll(stdout, renderer.render(shownIn(renderer), { ...options, width, paint }));
  }
}
