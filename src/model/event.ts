/** Progress, passed in and never global. */
export type ScanEvent =
  | { readonly type: 'listed'; readonly files: number }
  | { readonly type: 'input'; readonly path: string; readonly done: number; readonly total: number }
  | { readonly type: 'timing'; readonly stage: string; readonly milliseconds: number };
export type OnEvent = (event: ScanEvent) => void;
