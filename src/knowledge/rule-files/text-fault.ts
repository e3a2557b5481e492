import { countryCodeOf, isCountryCode, unknownCountry } from '../../identity/country.ts';
import { compileGlob } from '../../identity/glob.ts';
import { isPartialDate } from '../../identity/partial-date.ts';
import { hostFault, identifierFault, type PatternFault, patternFault } from './pattern-fault.ts';
import type { TextForm, TextShape } from './shape.ts';
import { shown } from './shown.ts';

const longestLine = 1000;
const longestProse = 20_000;

/** Why a text does not have the form that its field asks for; undefined for a sound one. */
export function textFault(shape: TextShape, value: string): PatternFault | undefined {
  if (value.trim() === '') return mistake('is empty');
  if (value.length > (shape.form === 'prose' ? longestProse : longestLine)) return mistake('is too long');
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(value)) {
    return mistake(`${shown(value)} holds a control character`);
  }
  if (shape.form === 'prose') return undefined;
  if (/[\n\r]/.test(value)) return mistake('must be one line');
  if (shape.form !== 'line' && value.trim() !== value) return mistake(`${shown(value)} has a blank at its end`);
  if (shape.form === 'pattern') return shape.kind === undefined ? undefined : patternFault(shape.kind, value);
  if (shape.form === 'identifier') return identifierFault(value);
  if (shape.form === 'host') return hostFault(value);
  const message = plain[shape.form](value);
  return message === undefined ? undefined : mistake(message);
}

/** True for lower-case words joined by single hyphens. */
export function isId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/.test(text) && !text.includes('--') && !text.endsWith('-') && text.length <= 100;
}

function mistake(message: string): PatternFault {
  return { weight: 'mistake', message };
}

type PlainForm = Exclude<TextForm, 'prose' | 'pattern' | 'identifier' | 'host'>;

const plain: Readonly<Record<PlainForm, (value: string) => string | undefined>> = {
  line: () => undefined,
  example: () => undefined,
  id: (value) =>
    isId(value) ? undefined : `${shown(value)} is no id; write lower-case words with hyphens, "acme-cameras"`,
  date: (value) => (isPartialDate(value) ? undefined : `${shown(value)} is no date; write YYYY, YYYY-MM or YYYY-MM-DD`),
  country: (value) => (value === unknownCountry || isCountryCode(value) ? undefined : notACountry(value)),
  jurisdiction: (value) => {
    if (value === 'EU' || value === unknownCountry || isCountryCode(value)) return undefined;
    const hyphen = value.indexOf('-');
    if (hyphen !== -1 && isCountryCode(value.slice(0, hyphen)) && /^[A-Z0-9]{1,3}$/.test(value.slice(hyphen + 1))) {
      return undefined;
    }
    return `${notACountry(value)}; jurisdictions are countries, "EU", or a part of a country such as "US-TX"`;
  },
  'web-address': (value) => (isWebAddress(value) ? undefined : `${shown(value)} is no http or https address`),
  'id-glob': (value) => {
    const glob = value.startsWith('!') ? value.slice(1) : value;
    if (/^[a-z0-9*?-]+$/.test(glob)) return undefined;
    return `${shown(value)} is neither an id nor a pattern over ids, such as "us-*"`;
  },
  'region-glob': (value) => {
    const colon = value.indexOf(':');
    if (colon < 1 || /^[*?]*$/.test(value.slice(0, colon))) {
      return `${shown(value)} is no cloud region; write cloud and region, "aws:cn-*"`;
    }
    try {
      compileGlob(value);
      return undefined;
    } catch (error) {
      return `bad pattern ${shown(value)}: ${error instanceof Error ? error.message : 'unusable'}`;
    }
  },
  category: (value) =>
    isId(value) ? undefined : `${shown(value)} is no category; write lower-case words with hyphens, "power-inverter"`,
};

function notACountry(value: string): string {
  const code = countryCodeOf(value);
  if (code === undefined) return `${shown(value)} is no ISO 3166-1 alpha-2 country code`;
  if (value.toUpperCase() === code) return `${shown(value)} is no country code; write it in capitals, "${code}"`;
  return `${shown(value)} is no country code, did you mean "${code}"?`;
}

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s<>"]+$/i.test(value)) return false;
  try {
    return new URL(value).hostname !== '';
  } catch {
    return false;
  }
}
