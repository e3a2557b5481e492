/**
 * Where a system fetches its packages from: apt's sources.list and *.list, its *.sources, apk's repositories, yum's and zypper's *.repo, and pacman's
 * mirrorlist. Specifications: sources.list(5), apk-repositories(5), yum.conf(5), pacman.conf(5). Surprising: the same file may be one of two grammars,
 * so each line is read by what it looks like; a commented line is no repository.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { settingComponent } from '../javascript/registry-settings.ts';
import { plainLines } from '../languages/plain-lines.ts';

/** Reads the addresses; a file without any is valid. */
export const packageRepositories: DocumentFormat = {
  id: 'os/package-repositories',
  title: 'Package repositories of apt, apk, yum, zypper and pacman',
  files: [
    'apt/sources.list',
    'apt/sources.list.d/*.list',
    'apt/sources.list.d/*.sources',
    'apk/repositories',
    'yum.repos.d/*.repo',
    'zypp/repos.d/*.repo',
    'pacman.d/mirrorlist',
  ],
  parse,
};

const keys = /^(?:URIs|baseurl|mirrorlist|metalink|Server)$/i;

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  let isUris = false;
  for (const [index, raw] of plainLines(input.text).entries()) {
    if (/^\s*[#;]/.test(raw)) continue;
    const pair = /^\s*([A-Za-z_][\w-]*)\s*[:=]\s*(?!\/\/)(.*)$/.exec(raw);
    const isContinued = isUris && /^\s+\S/.test(raw);
    const key = pair?.[1];
    if (key !== undefined && !isContinued) isUris = keys.test(key);
    const isLine = /^\s*(?:deb|deb-src)\s/.test(raw) || /^\s*(?:@[\w-]+\s+)?(?:https?|ftp):\/\//.test(raw);
    if (!isLine && !isUris) continue;
    for (const { address, at } of addressesOf(raw)) {
      const field = isLine ? (raw.trim().split(/\s/, 1)[0] ?? '') : (key ?? 'URIs');
      const name = isLine && field.includes(':') ? 'repository' : field;
      const service = settingComponent(name, address, { line: index + 1, column: at + 1 });
      if (service) components.push(service);
    }
  }
  return { components };
}

/** Words with a scheme; brackets around options end one. */
function addressesOf(line: string): { address: string; at: number }[] {
  const found: { address: string; at: number }[] = [];
  let from = 0;
  for (const word of line.split(/[\s\]]/)) {
    const mark = word.indexOf('://');
    const start = word.lastIndexOf('=', mark) + 1;
    if (mark > start) found.push({ address: word.slice(start), at: from + start });
    from += word.length + 1;
  }
  return found;
}
