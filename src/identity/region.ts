/**
 * A cloud region with its cloud, `aws:cn-north-1`: lower case, no spaces. Undefined where the cloud is not named, because region
 * codes of different clouds are spelled alike.
 */
export function cloudRegionOf(text: string): string | undefined {
  const folded = text.trim().toLowerCase().replace(/\s+/g, '-');
  return /^[a-z0-9-]{1,40}:[a-z0-9._-]{1,80}$/.test(folded) ? folded : undefined;
}
