/** Up to here a JSON document is read as a whole, with some five times its size in memory; above, entry by entry. */
export const wholeLimit = 128 * 1024 * 1024;
/** Of a document that streams: two million components are a gigabyte. */
export const largeLimit = 4 * 1024 * 1024 * 1024;
