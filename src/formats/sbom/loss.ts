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
  /** A note of which only the first of its code is kept, and how many more there are. */
  addOnce(code: string, path: Path, message: string): void;
  /** How many `kept` begins with, without what it counts at its end: rises when one more is kept. */
  readonly size: () => number;
  /** At most 20 of a code, or the one of `addOnce`, in order, and after them one that counts the rest. */
  readonly kept: () => readonly Loss[];
}

const shownOfCode = 20;

export function lossList(): Losses {
  const kept: Loss[] = [];
  const counts = new Map<string, number>();
  const single = new Set<string>();
  const shown = (code: string): number => (single.has(code) ? 1 : shownOfCode);
  const count = (code: string): number => {
    const now = (counts.get(code) ?? 0) + 1;
    counts.set(code, now);
    return now;
  };
  return {
    add(code, path, message, weight = 'lost') {
      if (count(code) <= shownOfCode) kept.push({ code, path, message, weight });
    },
    addOnce(code, path, message) {
      single.add(code);
      if (count(code) === 1) kept.push({ code, path, message, weight: 'note' });
    },
    size: () => kept.length,
    kept() {
      const rest: Loss[] = [];
      for (const [code, count] of counts) {
        const first = kept.find((loss) => loss.code === code);
        const more = count - shown(code);
        if (more > 0 && first) rest.push({ ...first, message: `and ${more} more of this kind` });
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
