/** `publisher.name`, `publisher.name@1.2.3`; undefined for anything else. Case is the marketplace's business. */
export function extensionId(text: string): { readonly name: string; readonly version?: string } | undefined {
  const parts = /^([a-z0-9][a-z0-9-]{0,100}\.[a-z0-9][a-z0-9._-]{0,200})(?:@([0-9][0-9a-z.+-]{0,60}))?$/i.exec(
    text.trim(),
  );
  if (!parts) return undefined;
  return parts[2] === undefined ? { name: parts[1] as string } : { name: parts[1] as string, version: parts[2] };
}
