/**
 * lsusb and `lsusb -v`. Documentation: lsusb(8). Surprising: the text behind the id comes from the list on that computer and may name two
 * makers of one chip (`Quectel EC20 LTE modem / Acer Gobi 2000` is Qualcomm's id), so only the id counts; what the device says of itself
 * stands in `-v` behind iManufacturer.
 */
import type { Component } from '../../model/component.ts';
import type { DocumentFormat, DocumentInput, DocumentResult } from '../../model/format.ts';
import { UnreadableInput } from '../../model/problem.ts';
import { hardwareComponent, type Said } from './hardware-component.ts';
import { type OutputLine, outputLines } from './output-lines.ts';
import { rowProblems } from './table-problems.ts';

const device = /^Bus (\d{3}) Device (\d{3}): ID ([0-9a-f]{4}):([0-9a-f]{4})(?: (.*))?$/i;

/** Reads every USB device as a part of the machine it is plugged into. */
export const lsusb: DocumentFormat = {
  id: 'inventory/lsusb',
  title: 'lsusb output',
  files: ['lsusb*.txt', 'lsusb*.out', 'lsusb*.log', 'lsusb'],
  mayBe: ['*.txt'],
  recognise: (head) => /^Bus \d{3} Device \d{3}: ID [0-9a-f]{4}:/im.test(head),
  parse,
};

interface Draft {
  readonly line: number;
  readonly id: string;
  readonly column: number;
  readonly text: string;
  maker?: Said;
  model?: Said;
}

function parse(input: DocumentInput): DocumentResult {
  const drafts: Draft[] = [];
  const problems = rowProblems();
  for (const line of outputLines(input.text)) {
    const found = device.exec(line.text);
    if (found) {
      const id = `${found[3]}:${found[4]}`.toLowerCase();
      drafts.push({ line: line.line, id, column: line.text.indexOf('ID ') + 4, text: (found[5] ?? '').trim() });
    } else if (/^Bus \d/.test(line.text))
      problems.add({ code: 'syntax', line: line.line, message: 'a line is no USB device with its id', weight: 'lost' });
    else readOwnWords(line, drafts[drafts.length - 1]);
  }
  if (drafts.length === 0)
    throw new UnreadableInput('wrong-shape', 'lists no USB device', { line: problems.all()[0]?.line });
  return { components: drafts.map(componentOf), problems: problems.all() };
}

/** `  iManufacturer           1 Quectel`: a number of a string, 0 for none, then the string. */
function readOwnWords({ text, line }: OutputLine, draft: Draft | undefined): void {
  const found = /^\s+i(Manufacturer|Product)\s+([1-9]\d*)\s+(\S.*)$/.exec(text);
  if (!found || !draft) return;
  const said: Said = {
    text: found[3],
    field: `i${found[1]}`,
    at: { line, column: text.length - (found[3] as string).length + 1 },
  };
  if (found[1] === 'Manufacturer') draft.maker ??= said;
  else draft.model ??= said;
}

function componentOf({ line, id, column, text, maker, model }: Draft): Component {
  return hardwareComponent({
    maker,
    model,
    more: [{ kind: 'usb', value: id, field: 'ID', at: { line, column } }],
    at: { line, column: 1 },
    part: {},
    label: text === '' ? `USB ${id}` : text,
  });
}
