import type { Component, Place, Relation } from '../../model/component.ts';
import { addressComponent, addressesIn, bareHost, mayHoldAddress, relationUnder } from './addresses.ts';
import { imageComponent, isUnresolved, withDefaults } from './image-component.ts';
import { cloudOf, regionComponent, regionIn } from './regions.ts';

/** Commands that fetch what they name. */
const fetching =
  /^(?:wget|git|pip3?|pipx|uv|poetry|npm|pnpm|yarn|npx|bunx?|go|cargo|gem|bundle|apt(?:-get|-key|-add-repository)?|add-apt-repository|apk|yum|yum-config-manager|dnf|zypper|rpm|dpkg|helm|mvn|mvnw|gradle|gradlew|conda|mamba|composer|brew|rustup|nvm|sdk|invoke-webrequest|iwr|choco|scoop|svn|aria2c|tar)$/i;
const writing = /^(?:echo|printf|cat|tee|write-output|write-host|log|info|warn|error|die)$/i;
/** Of curl and the like: the request carries something. */
const sends =
  /\s(?:-X\s*(?:POST|PUT|PATCH)|--request[ =](?:POST|PUT|PATCH)|-d\b|--data\S*|-F\b|--form\S*|-T\b|--upload-file|--post-\S+|--json)/;
const containers = /^(?:docker|podman|nerdctl|crictl|buildah|ctr)$/;

/**
 * What a piece of shell text fetches, asks or runs: addresses, the hosts that `sed` puts in place of others, images of container commands,
 * `NAME=host` settings. Comments, and texts that are only printed, are no evidence. `placeOf` turns an offset in the text into a place of the
 * document. Linear in the text; a text that names no host costs one look for its marks.
 */
export function shellAddresses(text: string, field: string, placeOf: (offset: number) => Place): Component[] {
  if (
    !/:\/\/|git@|\bsed\b|\b(?:docker|podman|nerdctl|crictl|buildah) |_REGION|_ENDPOINT|_HOST|_REGISTRY|_MIRROR/.test(
      text,
    )
  )
    return [];
  const components: Component[] = [];
  for (const { from, to } of commandsIn(text)) {
    const code = text.slice(from, to);
    // A script may be one of another language, where this begins a comment.
    if (code.trim() !== '' && !code.trimStart().startsWith('//'))
      readCommand(code, field, (offset) => placeOf(from + offset), components);
  }
  return components;
}

const firstWords =
  /^\s*(?:[-@!+]\s*)?(?:(?:sudo|exec|time|then|do|else|if|while|until|set -\S+|\(|\{|env|command|nohup|retry|-\S+)\s+)*/;
const assignment =
  /(?:^|\s)(?:export\s+|set\s+|ARG\s+|ENV\s+)?([A-Za-z_][\w.]{0,100})=("[^"\n]*"|'[^'\n]*'|[^\s"';]+)/g;

function readCommand(code: string, field: string, placeOf: (offset: number) => Place, into: Component[]): void {
  let at = firstWords.exec(code)?.[0].length ?? 0;
  /** Addresses in assignments are said by their own names. */
  const named: [number, number][] = [];
  assignment.lastIndex = 0;
  for (let found = assignment.exec(code); found; found = assignment.exec(code)) {
    const key = found[1] as string;
    const valueFrom = found.index + found[0].length - (found[2] as string).length;
    readSetting(key, found[2] as string, field, (offset) => placeOf(valueFrom + offset), into);
    named.push([found.index, assignment.lastIndex]);
    if (code.slice(at, found.index).trim() === '') at = assignment.lastIndex;
  }
  const rest = code.slice(at);
  const word = /^\s*([^\s]+)/.exec(rest)?.[1]?.replace(/^.*[/\\]/, '') ?? '';
  if (/^sed$/.test(word)) {
    readSed(code, field, placeOf, into);
    return;
  }
  if (containers.test(word)) readContainerCommand(code, placeOf, into);
  if (!mayHoldAddress(code)) return;
  // What is printed is read by a person, unless it goes into a file.
  const toFile = />{1,2}\s*[^\s&|]|\btee\b/.test(code);
  if (writing.test(word) && !toFile) return;
  const relation = relationOf(word, code);
  for (const { value, offset } of addressesIn(code)) {
    if (named.some(([from, to]) => offset >= from && offset < to)) continue;
    if (containers.test(word) && value.startsWith('docker://')) continue;
    into.push(addressComponent(value, field, placeOf(offset), relation));
  }
}

function relationOf(word: string, code: string): Relation | undefined {
  if (/^(?:curl|http|https|xh)$/i.test(word)) return sends.test(code) ? undefined : 'fetched-from';
  if (fetching.test(word)) return 'fetched-from';
  if (writing.test(word))
    return /\bdeb(?:-src)?\s|mirror|registry|index-url|sources\.list|\.repo\b|repositories|npmrc|pip/.test(code)
      ? 'fetched-from'
      : undefined;
  return undefined;
}

/** `NAME=value`: an address, a host where the name says so, a region. */
export function readSetting(
  key: string,
  written: string,
  field: string,
  placeOf: (offset: number) => Place,
  into: Component[],
): void {
  const quote = /^["']/.test(written) ? 1 : 0;
  const value = withDefaults(quote === 0 ? written : written.slice(1, -1));
  const name = field === '' ? key : `${field} ${key}`;
  if (mayHoldAddress(value)) {
    for (const { value: address, offset } of addressesIn(value))
      into.push(addressComponent(address, name, placeOf(quote + offset), relationUnder(key)));
    return;
  }
  if (isRegionKey(key)) {
    const region = regionIn(value, cloudOf(key));
    if (region !== undefined) into.push(regionComponent(region, name, placeOf(quote)));
    return;
  }
  if (!isHostKey(key)) return;
  for (const part of value.split(',')) {
    const host = bareHost(part);
    if (host !== undefined) into.push(addressComponent(host, name, placeOf(quote), relationUnder(key)));
  }
}

/** Keys whose value may be a host without a scheme. */
const hostKey =
  /(?:^|[._: -])(?:host|hosts|hostname|hostnames|endpoint|endpoints|server|servers|serveraddr|address|addresses|addr|domain|domains|registry|mirror|broker|brokers|bootstrap|url|uri|baseurl|upstream|dsn|origin|origins|fqdn|external_name)$/i;

export function isHostKey(key: string): boolean {
  return hostKey.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

const regionKey =
  /(?:^|[._: -])(?:region|regions|region_id|region_name|location|locations|zone|zone_id|availability_zones?)$/i;

export function isRegionKey(key: string): boolean {
  return regionKey.test(key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replaceAll('-', '_'));
}

/** Only what comes in place of something is used; what it replaces is not. */
function readSed(code: string, field: string, placeOf: (offset: number) => Place, into: Component[]): void {
  const start = /(?:^|[\s'";{])(?:\d+|\/[^/\s]*\/)?s([/|#@,!~+%:_])/g;
  for (let found = start.exec(code); found; found = start.exec(code)) {
    const mark = found[1] as string;
    const middle = sedPart(code, start.lastIndex, mark);
    if (middle < 0) continue;
    const end = sedPart(code, middle + 1, mark);
    if (end < 0) continue;
    const text = code.slice(middle + 1, end);
    // `https:\/\/host\/path` in the usual form of the command.
    const address = text.replace(/\\([/.])/g, '$1');
    for (const { value } of addressesIn(address))
      into.push(addressComponent(value, `${field} sed`, placeOf(middle + 1), 'fetched-from'));
    if (!address.includes('://')) {
      const host = bareHost(address.replace(/^[^a-z0-9]+|[^a-z0-9/]+$/gi, ''));
      if (host !== undefined) into.push(addressComponent(host, `${field} sed`, placeOf(middle + 1), 'fetched-from'));
    }
    start.lastIndex = end;
  }
}

function sedPart(code: string, from: number, mark: string): number {
  for (let at = from; at < code.length && at < from + 1000; at++) {
    const character = code.charAt(at);
    if (character === '\\') at++;
    else if (character === mark) return at;
    else if (character === '\n') return -1;
  }
  return -1;
}

const withImage = /^(?:pull|push|run|create|login|tag|save|inspect|scan)$/;

/** `docker pull image`, `docker run ... image ...`: of other words only one with a registry's host before a slash is taken for an image. */
function readContainerCommand(code: string, placeOf: (offset: number) => Place, into: Component[]): void {
  const words = [...code.matchAll(/\S+/g)];
  const verbAt = words.findIndex(({ 0: word }) => withImage.test(word));
  if (verbAt < 0 || verbAt > 4) return;
  const verb = (words[verbAt] as RegExpExecArray)[0];
  let isFirst = true;
  for (const found of words.slice(verbAt + 1)) {
    const word = found[0].replace(/^["']|["'\\]+$/g, '');
    if (word.startsWith('-')) continue;
    const reference = withDefaults(word).replace(/^docker:\/\//, '');
    const plain = isFirst && (verb === 'pull' || verb === 'push');
    isFirst = false;
    if (isUnresolved(reference) || reference === '' || /^[./]/.test(reference)) continue;
    const slash = reference.indexOf('/');
    const host = slash < 0 ? undefined : bareHost(reference.slice(0, slash).replace(/:\d+$/, ''));
    if (verb === 'login') {
      const registry = bareHost(reference);
      if (registry !== undefined && !reference.includes('='))
        into.push(addressComponent(registry, 'docker login', placeOf(found.index), undefined));
      continue;
    }
    if (host === undefined && !plain) continue;
    const image = imageComponent(reference, placeOf(found.index));
    if (image) into.push(image);
  }
}

/** Commands of a script with their bounds: split at line ends, `;`, `&&`, `||` and `|`; lines that go on are one; comments are left out. */
function* commandsIn(text: string): Iterable<{ readonly from: number; readonly to: number }> {
  let from = 0;
  let quote = 0;
  let at = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === 92 && quote === 34) at++;
      else if (code === quote) quote = 0;
      // A quote in a comment or a word like "don't" must not swallow the script.
      else if (code === 10 && quote === 39 && !text.slice(from, at).includes('=')) quote = 0;
      continue;
    }
    if (code === 92) at++;
    else if (code === 34 || code === 39) quote = code;
    else if (code === 35 && (at === 0 || text.charCodeAt(at - 1) <= 32)) {
      if (at > from) yield { from, to: at };
      while (at < text.length && text.charCodeAt(at) !== 10) at++;
      from = at + 1;
    } else if (
      code === 10 ||
      code === 59 ||
      (code === 38 && text.charCodeAt(at + 1) === 38) ||
      (code === 124 && text.charCodeAt(at + 1) === 124)
    ) {
      if (at > from) yield { from, to: at };
      if (code === 38 || code === 124) at++;
      from = at + 1;
    }
  }
  if (text.length > from) yield { from, to: text.length };
}

const lineComment = /^\s*(?:#|;|\/\/|<!--|--\s|\/?\*)/;

/** Settings of a text of lines, `name = value` or `name: value`, whatever its syntax: comments are left out, every other address counts. */
export function settingLines(text: string, field: string, offset: number, into: Component[]): void {
  let from = 0;
  // A carriage return at a line's end is a blank, so that offsets hold.
  for (const line of text.replaceAll('\r', ' ').split('\n')) {
    const start = from;
    from += line.length + 1;
    if (line.length < 8 || lineComment.test(line)) continue;
    const setting = /^(\s*(?:export\s+|-\s+)?["']?)([A-Za-z_][\w.\-[\]]{0,150})(["']?\s*[:=]\s*)(\S.*)$/.exec(line);
    const lead = setting
      ? (setting[1] as string).length + (setting[2] as string).length + (setting[3] as string).length
      : 0;
    const place = (at: number): Place => ({ offset: offset + start + lead + at });
    // `https://...` reads like a key and its value.
    if (setting && !(setting[3] as string).startsWith(':') === false && (setting[4] as string).startsWith('//')) {
      plainLine(line, field, (at) => ({ offset: offset + start + at }), into);
      continue;
    }
    if (setting) readSetting(setting[2] as string, withoutTail(setting[4] as string), field, place, into);
    else plainLine(line, field, (at) => ({ offset: offset + start + at }), into);
  }
}

function plainLine(line: string, field: string, placeOf: (at: number) => Place, into: Component[]): void {
  if (!mayHoldAddress(line)) return;
  for (const { value, offset } of addressesIn(withoutTail(line)))
    into.push(addressComponent(value, field, placeOf(offset), relationUnder(field)));
}

/** Without a comment that blanks set off; quotes keep theirs. */
function withoutTail(value: string): string {
  const quote = value.charAt(0);
  if (quote === '"' || quote === "'") {
    const close = value.indexOf(quote, 1);
    if (close > 0) return value.slice(0, close + 1);
  }
  const at = value.search(/\s(?:#|\/\/\s)/);
  let end = at < 0 ? value.length : at;
  // A pattern for the end would try every blank of a long run as its beginning.
  while (end > 0 && /[\s,]/.test(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}
