/** The name of an extension in rules: its store and its id. 32 letters from a to p are an id of the Chrome and Edge stores. */
export function browserExtensionName(id: string): string {
  return isChromeId(id) ? `chrome:${id}` : `firefox:${id}`;
}

/** True for an id of the Chrome and Edge stores. */
export function isChromeId(id: string): boolean {
  return /^[a-p]{32}$/.test(id);
}
