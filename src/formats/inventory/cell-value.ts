/** What stands in a cell when nothing is known. Compared in lower case. Sources: GLPI's list of dummy values, DMI fillers of board makers. */
const placeholders: ReadonlySet<string> = new Set(
  `- | -- | --- | . | ? | ?? | / | \\ | x | 0 | n/a | na | n.a. | n.a | #n/a | none | null | (null) | <null> | nil | nan | unknown | (unknown) |
  <unknown> | unknown vendor | unknown manufacturer | undefined | unspecified | not specified | not available | not applicable | not present |
  not set | empty | (empty) | <empty> | (none) | <none> | tbd | other | misc | generic | various | to be filled by o.e.m. |
  to be filled by oem | o.e.m. | oem | default string | default | system manufacturer | system product name | system name | system version |
  system serial number | product name | base board manufacturer | base board product name | chassis manufacture | chassis manufacturer |
  all series | type1productconfigid | no enclosure | no asset information | invalid | private | ieee registration authority |
  (unknown: locally administered) | locally administered | unbekannt | keine | keiner | k.a. | k. a. | inconnu | inconnue | aucun |
  desconocido | ninguno | desconhecido | nenhum | sconosciuto | onbekend | nieznany | neznámý | неизвестно | нет | невідомо | bilinmiyor |
  okänd | ukjent | 不明 | 未知 | 无 | 無 | なし | 없음 | 알 수 없음 | system.string[] | system.object[] | #ref! | #value! | #name? | #null! |
  ######## | false | true`.split(/\s\|\s+/),
);
const longestPlaceholder = 32;

/**
 * A cell as its value: blanks, invisible characters, the guards against formulas and HTML entities removed; '' for a placeholder.
 */
export function cellValue(raw: string): string {
  const value = cleanedCell(raw);
  return value.length <= longestPlaceholder && isPlaceholder(value) ? '' : value;
}

/** True for what people and tools write instead of nothing. */
export function isPlaceholder(value: string): boolean {
  return value === '' || placeholders.has(value.toLowerCase());
}

/** As `cellValue`, placeholders kept. */
export function cleanedCell(raw: string): string {
  let value = raw.trim();
  if (value === '') return '';
  const first = value.charCodeAt(0);
  // Spreadsheets: ="001E10" keeps a text a text, a leading apostrophe or tab guards against formulas.
  if (first === 61 && value.startsWith('="') && value.endsWith('"') && value.length > 3)
    value = value.slice(2, -1).trim();
  else if (first === 39) value = value.slice(1).trim();
  if (value.includes('&') && value.includes(';')) value = withoutEntities(value);
  return hasOddCharacter(value) ? withoutInvisible(value) : value;
}

function hasOddCharacter(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const c = value.charCodeAt(at);
    if (c < 32 || (c >= 0x7f && c <= 0xad) || (c >= 0x200b && c <= 0x206f) || c === 0xfeff) return true;
  }
  return false;
}

/** Zero-width characters go, no-break spaces and line ends become blanks. Direction marks stay: reports escape them. */
function withoutInvisible(value: string): string {
  return value
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[\u00a0\s]+/g, ' ')
    .trim();
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** Snipe-IT writes cells as HTML. Only the entities that escaping makes, once. */
function withoutEntities(value: string): string {
  return value.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return entities.get(name.toLowerCase()) ?? whole;
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

/** `1.00E+10`: hex digits or a long number that a spreadsheet turned into a number. The `+` or a fraction tells it from hex like 5E1234. */
export function isScientificNumber(value: string): boolean {
  return /^[+-]?\d{1,20}(?:[.,]\d{1,20}e[+-]?\d{1,4}|e[+-]\d{1,4})$/i.test(value);
}

/** `Mar-20`, `5. Jan`, `2020-03-05`: a part number or serial that a spreadsheet turned into a date. */
export function isDateLike(value: string): boolean {
  if (value.length > 20) return false;
  return (
    /^\d{1,2}[-. ]{1,2}(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,6}\.?(?:[- ]\d{2,4})?$/i.test(
      value,
    ) ||
    /^(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)-\d{2,4}$/i.test(value) ||
    /^(?:19|20)\d{2}-[01]\d-[0-3]\d(?:[ t]\d{2}:\d{2}(?::\d{2})?)?$/i.test(value)
  );
}
