/**
 * Lists of neighbours on a network: `arp -a` of Linux, macOS, BSD and Windows, `arp -n`, /proc/net/arp, `ip neigh`, `arp-scan`, and
 * `show ip arp` of switches. Documentation: arp(8), ip-neighbour(8), arp-scan(1). Surprising: macOS drops leading zeros of octets, Windows
 * lists broadcast and multicast addresses as well, and its header is translated.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { isMac, isPlainMac } from './mac-cell.ts';
import { countLines, outputLines } from './output-lines.ts';
import { rowProblems } from './table-problems.ts';

/** Reads every neighbour with an address of its own as a device. Neighbours that did not answer have none and are left out. */
export const neighbours: DocumentFormat = {
  id: 'inventory/neighbours',
  title: 'ARP and neighbour tables',
  files: [
    'arp*.txt',
    'ip-neigh*.txt',
    'ip_neigh*.txt',
    'ipneigh*.txt',
    'neigh*.txt',
    'arp-scan*.txt',
    'show-ip-arp*.txt',
  ],
  mayBe: ['*.txt'],
  recognise,
  parse,
};

/** An IPv4 or IPv6 address as a word of its own, brackets around it or none. */
const address = /(?:^|[\s(])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?:%\w+)?(?=[\s)]|$)/i;
/** Words for a neighbour that did not answer. */
const silent = /<incomplete>|\(incomplete\)|\bFAILED\b|\bINCOMPLETE\b|\bno entry\b/i;
/** What these tools print around their entries. */
const frame = new RegExp(
  [
    /^(?:Address|IP address|Protocol|Internet Address|Neighbor|IfIndex|---)\b/,
    /^(?:Interface|Schnittstelle|Interfaz|Interfaccia|Interface\s?:|インターフェイス|接口|Интерфейс).*(?:---|0x[0-9a-f]+|type:)/,
    /^(?:Starting arp-scan|Ending arp-scan|Interface: )/,
    /^\d+ (?:packets received|hosts scanned|responded)/,
    /^Entries:|^Total number of/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

/** The word of a line that is an address of hardware. */
function macIn(text: string): { readonly mac: string; readonly column: number } | undefined {
  const word = /\S+/g;
  for (let found = word.exec(text); found; found = word.exec(text)) {
    const [token] = found;
    if (isMac(token) && /[:.-]/.test(token)) return { mac: token, column: found.index + 1 };
  }
  return undefined;
}

function recognise(head: string): boolean {
  let entries = 0;
  const { hits, lines } = countLines(head, (line) => {
    const isEntry = address.test(line) && (macIn(line) !== undefined || silent.test(line));
    if (isEntry) entries++;
    return isEntry || frame.test(line.trim());
  });
  // Windows translates two header lines.
  return entries > 0 && hits >= lines - 2 && entries >= hits - entries - 4;
}

function parse(input: DocumentInput): DocumentResult {
  const components: Component[] = [];
  const problems = rowProblems();
  let isList = false;
  for (const { text, line } of outputLines(input.text)) {
    if (text === '' || !address.test(text)) continue;
    if (frame.test(text.trim())) continue;
    const found = macIn(text);
    if (!found) {
      if (silent.test(text)) isList = true;
      else if (isList)
        problems.add({
          code: 'syntax',
          line,
          message: 'a line has an address and no hardware address',
          weight: 'lost',
        });
      continue;
    }
    isList = true;
    if (isNobody(found.mac)) continue;
    const at = { line, column: found.column };
    components.push({
      kind: 'device',
      name: found.mac,
      identifiers: [{ kind: 'mac', value: found.mac, field: 'hardware address', at }],
      at: { line, column: 1 },
    });
  }
  if (!isList) throw new UnreadableInput('wrong-shape', 'lists no neighbour', { line: 1 });
  return { components, problems: problems.all() };
}

/** Broadcast, multicast and unset addresses are entries of the table and no devices. */
function isNobody(mac: string): boolean {
  if (/^[0:.-]+$/.test(mac)) return true;
  const first = Number.parseInt(mac.slice(0, 2).replace(/[:.-].*$/, ''), 16);
  // The group bit: broadcast and multicast.
  return (first & 1) === 1 && (isPlainMac(mac, 0, mac.length) || mac.length < 17 || /^f/i.test(mac));
}
