import type { Problem } from '../../model/problem.ts';
import type { Path, Position } from '../../syntax/text.ts';

/** Something of a document that could not be used, or that its reader should know. */
export interface Loss {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
  readonly weight: Problem['weight'];
}

/** Collects what went wrong entry by entry, so that one bad entry costs itself only. */
export interface Losses {
  add(code: string, path: Path, message: string, weight?: Problem['weight']): void;
  /** How many `kept` begins with, without what it counts at its end: rises when one more is kept. */
  readonly size: () => number;
  /** At most 20 of a code, in order, and after them one that counts the rest. */
  readonly kept: () => readonly Loss[];
}

const shownOfCode = 20;

export function lossList(): Losses {
  const kept: Loss[] = [];
  const counts = new Map<string, number>();
  return {
    add(code, path, message, weight = 'lost') {
      const count = (counts.get(code) ?? 0) + 1;
      counts.set(code, count);
      if (count <= shownOfCode) kept.push({ code, path, message, weight });
    },
    size: () => kept.length,
    kept() {
      const rest: Loss[] = [];
      for (const [code, count] of counts) {
        const first = kept.find((loss) => loss.code === code);
        if (count > shownOfCode && first)
          rest.push({ ...first, message: `and ${count - shownOfCode} more of this kind` });
      }
      return [...kept, ...rest];
    },
  };
}

/** The losses as problems with their lines, found in one pass; nothing is read when nothing was lost. */
export function problemsOf(
  losses: readonly Loss[],
  locate: (paths: readonly Path[]) => readonly (Position | undefined)[],
): Problem[] {
  if (losses.length === 0) return [];
  const positions = locate(losses.map((loss) => loss.path));
  return losses.map(({ code, message, weight }, at) => ({
    code,
    line: positions[at]?.line,
    column: positions[at]?.column,
    message,
    weight,
  }));
}
