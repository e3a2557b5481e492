import { TextDecoder } from 'node:util';
import type { FileTree } from '../model/file-tree.ts';
import type { Format, FormatCard, RecordOptions } from '../model/format.ts';
import type { Claim } from './claims.ts';
import { byteOrderMark } from './decode.ts';
import { loadedFormat, type Steps } from './steps.ts';

/** What was decided about one file. */
export type Choice =
  | { readonly kind: 'read'; readonly format: Format }
  /** The name is a format's, the content is something else. */
  | { readonly kind: 'look-alike'; readonly format: Format | FormatCard }
  /** The name is a format's and the file cannot be opened. */
  | { readonly kind: 'unreadable'; readonly format: Format | FormatCard; readonly error: unknown }
  | { readonly kind: 'none' };

/** Enough for every recogniser; the same for all, so that a file is opened once to be looked at. */
export const headBytes = 64 * 1024;

/**
 * Which of the claiming formats reads a file. Claims come by name first; a claim without `recognise` wins at once, the others when
 * they know the content. Opens the file only when some claim asks for its content.
 */
export function* chooseFormat(
  tree: FileTree,
  path: string,
  claims: readonly Claim[],
  options?: RecordOptions,
): Steps<Choice> {
  let head: { readonly text: string; readonly latin1: string } | undefined;
  let named: Format | FormatCard | undefined;
  for (const { format: card, by } of claims) {
    if (!asksForContent(card)) {
      if (by === 'name') return { kind: 'read', format: yield* loadedFormat(card) };
      continue;
    }
    if (by === 'name') named ??= card;
    if (head === undefined) {
      try {
        head = headOf(tree.readHead(path, headBytes));
      } catch (error) {
        // Not ours to report unless the name says that it should have been read.
        return named === undefined ? { kind: 'none' } : { kind: 'unreadable', format: named, error };
      }
    }
    const format = yield* loadedFormat(card);
    if (format.recognise?.('parseBytes' in format ? head.latin1 : head.text, path, options))
      return { kind: 'read', format };
  }
  return named === undefined ? { kind: 'none' } : { kind: 'look-alike', format: named };
}

/** Whether a format must look at a file before it can claim it. */
export function asksForContent(format: Format | FormatCard): boolean {
  return 'load' in format ? format.looks : format.recognise !== undefined;
}

function headOf(bytes: Uint8Array): { text: string; latin1: string } {
  const mark = byteOrderMark(bytes);
  let text: string | undefined;
  let latin1: string | undefined;
  return {
    get text() {
      text ??= new TextDecoder(mark?.encoding ?? guess(bytes)).decode(mark ? bytes.subarray(mark.length) : bytes);
      return text;
    },
    get latin1() {
      latin1 ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
      return latin1;
    },
  };
}

/** A recogniser must see UTF-16 without a mark as text too; the reader that follows decides strictly. */
function guess(bytes: Uint8Array): string {
  if (bytes.length < 8) return 'utf-8';
  if (bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0) return 'utf-16be';
  return 'utf-8';
}

/** The reason that a look-alike is skipped with. */
export function lookAlikeReason({ title }: Pick<Format, 'title'>): string {
  return `is named like ${title} and holds something else`;
}
