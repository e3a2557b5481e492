import { SyntaxFault } from './fault.ts';

/** A field of a message that is wanted: its name in the result and what it holds. */
export type ProtobufField =
  | { readonly name: string; readonly type: 'text'; readonly repeated?: true }
  /** A number of an enumeration, by its place in `words`; one beyond them is left as the number's text. */
  | { readonly name: string; readonly type: 'word'; readonly words: readonly string[]; readonly repeated?: true }
  | {
      readonly name: string;
      readonly type: 'message';
      readonly message: () => ProtobufMessage;
      readonly repeated?: true;
    };

/** Wanted fields by number. Others are passed over, as the encoding intends. */
export type ProtobufMessage = ReadonlyMap<number, ProtobufField>;

const maxDepth = 100;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A Protocol Buffers message (encoding of proto3) as a plain object: texts, words, objects, and arrays of them. Reads nothing but the
 * bytes and recurses at most 100 deep. Throws `SyntaxFault`: `syntax` for what is no such encoding, `too-deep`.
 */
export function readProtobuf(bytes: Uint8Array, message: ProtobufMessage): Record<string, unknown> {
  return readMessage(bytes, 0, bytes.length, message, 0);
}

function readMessage(
  bytes: Uint8Array,
  from: number,
  to: number,
  message: ProtobufMessage,
  depth: number,
): Record<string, unknown> {
  if (depth > maxDepth) throw new SyntaxFault('too-deep', `is nested deeper than ${maxDepth} levels`);
  const record: Record<string, unknown> = {};
  let at = from;
  /** Ten bytes of seven bits; only the lower 53 are exact, and lengths and numbers here are far below. */
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      if (at >= to) throw fault(at, 'ends inside a number');
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw fault(at, 'has a number of more than ten bytes');
  };
  const span = (): [number, number] => {
    const length = varint();
    if (length > to - at) throw fault(at, 'has a field that is longer than what holds it');
    const start = at;
    at += length;
    return [start, at];
  };
  while (at < to) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number === 0) throw fault(at, 'has a field with the number 0');
    const field = message.get(number);
    if (wire === 0) {
      const value = varint();
      if (field?.type === 'word') put(record, field, field.words[value] ?? String(value));
    } else if (wire === 2) {
      const [start, end] = span();
      if (field?.type === 'text') put(record, field, text(bytes, start, end));
      else if (field?.type === 'message')
        put(record, field, readMessage(bytes, start, end, field.message(), depth + 1));
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
      if (at > to) throw fault(to, 'ends inside a number');
    } else throw fault(at, `has the wire type ${wire}, which no field has`);
  }
  return record;
}

/** Of a field that is no list the last one counts, as the encoding says. */
function put(record: Record<string, unknown>, field: ProtobufField, value: unknown): void {
  if (!field.repeated) {
    record[field.name] = value;
    return;
  }
  const list = record[field.name];
  if (Array.isArray(list)) list.push(value);
  else record[field.name] = [value];
}

function text(bytes: Uint8Array, from: number, to: number): string {
  try {
    return utf8.decode(bytes.subarray(from, to));
  } catch {
    throw fault(from, 'has a text that is not UTF-8');
  }
}

function fault(at: number, message: string): SyntaxFault {
  return new SyntaxFault('syntax', `${message}, at byte ${at}`);
}
