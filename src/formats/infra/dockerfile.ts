/**
 * Dockerfile and Containerfile. Specification: the Dockerfile reference. Surprising: `FROM a AS b` makes `b` a name that later `FROM b` and
 * `COPY --from=b` mean, so the same word can be an image or a stage; and only ARGs before the first FROM fill in FROM lines.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { NotThisFormat, type Problem, UnreadableInput } from '../../model/problem.ts';
import { conflictMarkerLine } from '../../syntax/text.ts';
import { addressComponent, addressesIn } from './addresses.ts';
import { imageComponent, isUnresolved } from './image-component.ts';
import { readSetting, shellAddresses } from './shell-lines.ts';

/** Reads base images, images that files are copied from, and addresses in instructions. */
export const dockerfile: DocumentFormat = {
  id: 'infra/dockerfile',
  title: 'Dockerfile and Containerfile',
  files: ['Dockerfile', 'Containerfile', 'Dockerfile.*', '*.dockerfile', '*.Dockerfile', 'Containerfile.*'],
  // Dockerfile.js and the like are programs about Dockerfiles.
  recognise: (head) => head.trim() === '' || /^[ \t]*(?:FROM|ARG)[ \t]+\S/im.test(head),
  parse,
};

interface Instruction {
  readonly word: string;
  /** The rest, continuation lines joined by a line feed so that offsets hold. */
  readonly rest: string;
  readonly offset: number;
}

function parse(input: DocumentInput): DocumentResult {
  const { text } = input;
  const conflict = conflictMarkerLine(text);
  if (conflict !== undefined)
    throw new UnreadableInput('conflict-markers', 'holds unresolved merge conflict markers', { line: conflict });
  const instructions = instructionsOf(text);
  if (!instructions.some(({ word }) => word === 'FROM')) {
    if (instructions.length === 0) throw new UnreadableInput('wrong-shape', 'has no FROM instruction', { line: 1 });
    throw new NotThisFormat('has no FROM instruction');
  }
  const components: Component[] = [];
  const problems: Problem[] = [];
  const stages = new Set<string>();
  const args = new Map<string, string>();
  let seenFrom = false;
  const lineOf = (offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length;
  const image = (reference: string, offset: number): void => {
    const filled = fill(reference, args).replace(/["']/g, '');
    if (stages.has(filled.toLowerCase()) || /^\d+$/.test(filled) || filled === 'context') return;
    if (isUnresolved(filled)) {
      problems.push({
        code: 'unresolved',
        line: lineOf(offset),
        message: `the image "${reference}" is named by a variable without a default`,
        weight: 'lost',
      });
      return;
    }
    const component = imageComponent(filled, { offset });
    if (component) components.push(component);
    else if (filled !== 'scratch')
      problems.push({
        code: 'wrong-type',
        line: lineOf(offset),
        message: `"${filled.slice(0, 80)}" is no image reference`,
        weight: 'lost',
      });
  };
  for (const { word, rest, offset } of instructions) {
    if (word === 'ARG' && !seenFrom) {
      const [, name, value] = /^\s*([A-Za-z_]\w*)(?:=(.*))?/s.exec(rest) ?? [];
      if (name !== undefined && value !== undefined) args.set(name, unquoted(fill(value.trim(), args)));
    }
    if (word === 'FROM') {
      seenFrom = true;
      const found = /^((?:\s*--\S+)*\s*)(\S+)(?:\s+AS\s+(\S+))?/i.exec(rest);
      if (!found) continue;
      image(found[2] as string, offset + (found[1]?.length ?? 0));
      if (found[3] !== undefined) stages.add(found[3].toLowerCase());
      continue;
    }
    const from = /(?:^|\s)--from=(\S+)/.exec(rest);
    if ((word === 'COPY' || word === 'ADD') && from)
      image(from[1] as string, offset + from.index + from[0].length - (from[1] as string).length);
    const mount = /--mount=\S*?\bfrom=([^\s,]+)/.exec(rest);
    if (word === 'RUN' && mount)
      image(mount[1] as string, offset + mount.index + mount[0].length - (mount[1] as string).length);
    components.push(...addressesOf(word, rest, offset));
  }
  return { components, problems };
}

function addressesOf(word: string, rest: string, offset: number): Component[] {
  if (word === 'RUN' || word === 'CMD' || word === 'ENTRYPOINT' || word === 'HEALTHCHECK')
    return shellAddresses(rest, word, (at) => ({ offset: offset + at }));
  const found: Component[] = [];
  if (word === 'ADD') {
    for (const { value, offset: at } of addressesIn(rest))
      found.push(addressComponent(value, word, { offset: offset + at }, 'fetched-from'));
    return found;
  }
  // A label is documentation: its addresses say where to read, not what is used.
  if (word !== 'ENV' && word !== 'ARG') return found;
  const settings = /(?:^|\s)([A-Za-z_][\w.]{0,100})(?:=|[ \t]+(?=[^\s=]+\s*$))("[^"]*"|'[^']*'|[^\s"']+)/g;
  for (let one = settings.exec(rest); one; one = settings.exec(rest)) {
    const at = offset + one.index + one[0].length - (one[2] as string).length;
    readSetting(one[1] as string, one[2] as string, word, (inner) => ({ offset: at + inner }), found);
  }
  return found;
}

/** Instructions with continuation lines and heredocs; comment lines are left out, also inside a continuation. */
function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  const joiner = /^#\s*escape=`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const lines = text.split('\n');
  let offset = 0;
  for (let at = 0; at < lines.length; ) {
    const first = lines[at] as string;
    const head = /^(\s*)([A-Za-z]+)(\s+|$)/.exec(first);
    if (!head || /^\s*#/.test(first)) {
      offset += first.length + 1;
      at++;
      continue;
    }
    const word = (head[2] as string).toUpperCase();
    const start = offset + head[0].length;
    let rest = first.slice(head[0].length);
    offset += first.length + 1;
    at++;
    const heredoc = /<<-?\s*["']?([A-Za-z_]\w*)["']?/.exec(rest);
    if (heredoc && (word === 'RUN' || word === 'COPY' || word === 'ADD')) {
      while (at < lines.length) {
        const line = lines[at] as string;
        rest += `\n${line}`;
        offset += line.length + 1;
        at++;
        if (line.trim() === heredoc[1]) break;
      }
    } else {
      while (at < lines.length && continues(lastLineOf(rest), joiner)) {
        const line = lines[at] as string;
        // A comment line inside a continuation is dropped and does not end it; its length stays so that offsets hold.
        rest += `\n${/^\s*#/.test(line) ? `${' '.repeat(Math.max(0, line.length - 1))}${line.length > 0 ? joiner : ''}` : line}`;
        offset += line.length + 1;
        at++;
      }
    }
    found.push({ word, rest, offset: start });
  }
  return found;
}

function lastLineOf(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function continues(line: string, joiner: string): boolean {
  return line.trimEnd().endsWith(joiner) || line.trim() === '';
}

/** `$name`, `${name}` and `${name:-default}` from the ARGs before the first FROM. */
function fill(text: string, args: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|\$([A-Za-z_]\w*)/g,
    (whole, braced: string | undefined, otherwise: string | undefined, plain: string | undefined) =>
      args.get(braced ?? plain ?? '') ?? otherwise ?? whole,
  );
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}
