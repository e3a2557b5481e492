/** The form in which two spellings of a project name are the same one (PEP 503): lower case, runs of `-_.` as one `-`. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
