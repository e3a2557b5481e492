/**
 * What could not be looked at. `lost` means components may be missing, so the scan is incomplete; `note` means the reader
 * should know, and nothing is missing.
 */
export interface Problem {
  /** Kebab-case and stable: `syntax`, `too-deep`, `unsupported-version`, `symlink-outside-root`, ... */
  readonly code: string;
  /** Relative to the source root, with `/`. Format parsers leave it out; the scan fills it in. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly weight: 'lost' | 'note';
}

/** A literal, comment or block that never ends: what stands before it was read. */
export function openEnded({ message, line }: { readonly message: string; readonly line: number }): Problem {
  return { code: 'syntax', line, message: `${message}; what follows may be missing`, weight: 'lost' };
}

/** Thrown by a reader or parser when nothing of the input can be used. Becomes a `Problem` and the status `failed`. */
export class UnreadableInput extends Error {
  readonly code: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(code: string, message: string, place: { readonly line?: number; readonly column?: number } = {}) {
    super(message);
    this.name = 'UnreadableInput';
    this.code = code;
    this.line = place.line;
    this.column = place.column;
  }
}

/** Thrown by a parser or recogniser for valid content of another kind. Skipped when found by walking, an error when named. */
export class NotThisFormat extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.name = 'NotThisFormat';
    this.reason = reason;
  }
}

/** The user's own mistake: one line a mistake, no stack, exit 2. */
export class UsageError extends Error {
  readonly lines: readonly string[];
  constructor(lines: string | readonly string[]) {
    const all = typeof lines === 'string' ? [lines] : lines;
    super(all.join('\n'));
    this.name = 'UsageError';
    this.lines = all;
  }
}
