/** What was wrong with the text, in words that become the code of a problem. */
export type FaultCode =
  | 'syntax'
  | 'too-deep'
  | 'too-large'
  | 'duplicate-key'
  | 'conflict-markers'
  | 'alias-limit'
  | 'line-too-long'
  | 'wrong-encoding';

/** 1-based; columns in UTF-16 units. CRLF, a lone CR and LF each end a line. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Thrown by every reader in this folder when the text as a whole cannot be used. */
export class SyntaxFault extends Error {
  readonly code: FaultCode;
  readonly line: number | undefined;
  readonly column: number | undefined;
  constructor(code: FaultCode, message: string, place: { readonly line?: number; readonly column?: number } = {}) {
    super(message);
    this.name = 'SyntaxFault';
    this.code = code;
    this.line = place.line;
    this.column = place.column;
  }
}
