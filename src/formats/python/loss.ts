import type { Problem } from '../../model/problem.ts';
import type { Path, Position } from '../../syntax/text.ts';

/** Something of a lockfile that is left out, with where it stands. */
export interface Loss {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
}

/** The losses as problems with their lines, found in one pass over the text; nothing is read when nothing was lost. */
export function problemsOf(
  losses: readonly Loss[],
  text: string,
  locate: (text: string, paths: readonly Path[]) => readonly (Position | undefined)[],
): Problem[] {
  const lines = locate(
    text,
    losses.map((loss) => loss.path),
  );
  return losses.map(({ code, message }, at) => ({ code, line: lines[at]?.line, message, weight: 'lost' }));
}
