import type { Position } from './fault.ts';

/** Line and column in a text that arrives in pieces and is asked for in rising order, so that no line table is kept. */
export interface LineCursor {
  /** Position of an offset in the current piece; never smaller than the one asked for before. */
  at(piece: string, offset: number): Position;
  /** Ends the current piece; the next offsets are in another. */
  leave(piece: string): void;
}

export function lineCursor(): LineCursor {
  let line = 1;
  /** Offset in the current piece where the current line began; negative where that was in an earlier piece. */
  let lineStart = 0;
  let nextLf = -2;
  let nextCr = -2;
  let afterCr = false;
  const advance = (piece: string, to: number): void => {
    if (nextLf === -2) {
      nextLf = piece.indexOf('\n');
      nextCr = piece.indexOf('\r');
      if (afterCr && piece.length > 0) {
        if (nextLf === 0) {
          lineStart = 1;
          nextLf = piece.indexOf('\n', 1);
        }
        afterCr = false;
      }
    }
    while (true) {
      if (nextCr >= 0 && nextCr < to && (nextLf < 0 || nextCr < nextLf)) {
        line++;
        lineStart = nextCr + 1;
        if (nextLf === nextCr + 1) {
          lineStart++;
          nextLf = piece.indexOf('\n', nextLf + 1);
        }
        nextCr = piece.indexOf('\r', nextCr + 1);
      } else if (nextLf >= 0 && nextLf < to) {
        line++;
        lineStart = nextLf + 1;
        nextLf = piece.indexOf('\n', nextLf + 1);
      } else return;
    }
  };
  return {
    at(piece, offset) {
      advance(piece, offset);
      return { line, column: Math.max(1, offset - lineStart + 1) };
    },
    leave(piece) {
      if (piece.length === 0) return;
      advance(piece, piece.length);
      lineStart -= piece.length;
      nextLf = -2;
      nextCr = -2;
      afterCr = piece.charCodeAt(piece.length - 1) === 13;
    },
  };
}
