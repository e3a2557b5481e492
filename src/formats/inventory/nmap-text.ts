/**
 * nmap's normal output (-oN, or the screen). Documentation: nmap Reference Guide, "Normal Output". Surprising: the words behind a MAC are
 * looked up from it; the words behind a service are what the probe recognised.
 */
import type { Component, Identifier } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { deviceName } from './device-name.ts';
import { outputLines } from './output-lines.ts';

/** Reads every host of the report as a device. */
export const nmapText: DocumentFormat = {
  id: 'inventory/nmap-text',
  title: 'nmap normal output',
  files: ['*.nmap', 'nmap*.txt'],
  mayBe: ['*.txt'],
  recognise: (head) => /^Nmap scan report for /m.test(head) || /^# Nmap \d/.test(head),
  parse,
};

interface Draft {
  readonly line: number;
  readonly identifiers: Identifier[];
}

function parse(input: DocumentInput): DocumentResult {
  const hosts: Draft[] = [];
  let isFinished = false;
  for (const { text, line } of outputLines(input.text)) {
    if (text.startsWith('Nmap scan report for ')) {
      // A host that is down is told in brackets and with -v only.
      if (!/\[host down\b/.test(text)) hosts.push({ line, identifiers: [] });
      continue;
    }
    if (/^(?:# )?Nmap done[ :]/.test(text)) isFinished = true;
    const host = hosts[hosts.length - 1];
    if (!host) continue;
    const mac = /^MAC Address: (\S+)/.exec(text);
    if (mac)
      host.identifiers.push({ kind: 'mac', value: mac[1] as string, field: 'MAC Address', at: { line, column: 14 } });
    const service = /^\d{1,5}\/(?:tcp|udp|sctp)\s+open\s+\S+\s+(\S.*)$/.exec(text);
    if (service) {
      const value = service[1] as string;
      host.identifiers.push({
        kind: 'banner',
        value,
        field: 'VERSION',
        at: { line, column: text.length - value.length + 1 },
      });
    }
  }
  if (hosts.length === 0 && !isFinished) throw new UnreadableInput('wrong-shape', 'reports no host', { line: 1 });
  const silent = hosts.filter(({ identifiers }) => identifiers.length === 0).length;
  return {
    components: hosts.map(
      ({ line, identifiers }): Component => ({
        kind: 'device',
        name: deviceName('', '', identifiers),
        identifiers,
        at: { line, column: 1 },
      }),
    ),
    problems:
      silent === 0
        ? []
        : [
            {
              code: 'no-identifier',
              message: `${silent === 1 ? '1 host shows' : `${silent} hosts show`} no hardware address and no service that names itself, so nothing could be compared`,
              weight: 'note',
            },
          ],
  };
}
