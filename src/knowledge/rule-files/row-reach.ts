import { vendorProductOf } from '../../identity/device-id.ts';
import { ouiOf } from '../../identity/mac.ts';
import { compileNamePattern, type NamePattern } from '../../identity/name-pattern.ts';
import { packageRuleKinds } from '../../identity/package-name.ts';
import type { RuleIdentifierKind } from '../../model/knowledge.ts';

const names: ReadonlySet<RuleIdentifierKind> = new Set<RuleIdentifierKind>([
  ...packageRuleKinds.filter((kind) => kind !== 'docker'),
  'android',
  'ios',
  'winget',
  'macos',
  'code-prefix',
]);

/**
 * What a pattern reaches, in one form for all kinds, so that rows can be compared without matching anything: hosts are
 * turned round (`*.acme.example` begins with `example.acme`), numbers are their digits. Kinds whose wildcards may stand
 * anywhere (models, banners, image hosts) give their text as an exact one, which finds rows that are the same.
 */
export function reachOf(kind: RuleIdentifierKind, match: string): NamePattern {
  if (names.has(kind)) {
    const compiled = compileNamePattern(kind, match);
    return 'fault' in compiled ? exact(match) : compiled;
  }
  switch (kind) {
    case 'domains':
    case 'mirrors':
    case 'helm':
      return hostReach(match.toLowerCase());
    case 'docker': {
      const image = match.toLowerCase();
      const star = image.indexOf('*');
      if (star === -1 || star !== image.length - 1) return exact(image);
      return { form: 'prefix', text: image.slice(0, -1), boundary: '' };
    }
    case 'oui':
      return { form: 'prefix', text: ouiOf(match) ?? match, boundary: '' };
    case 'usb':
    case 'pci':
      return { form: 'prefix', text: vendorProductOf(match) ?? match.toLowerCase(), boundary: ':' };
    case 'model':
    case 'banner':
      return exact(match);
    default:
      return exact(match.toLowerCase().replace(/\s+/g, ' '));
  }
}

/** Whether all that `inner` reaches is reached by `outer` too. */
export function covers(outer: NamePattern, inner: NamePattern): boolean {
  if (outer.form === 'exact') return inner.form === 'exact' && outer.text === inner.text;
  if (!inner.text.startsWith(outer.text)) return false;
  if (inner.text.length === outer.text.length) {
    if (outer.boundary === '' || inner.form === 'exact') return outer.boundary !== '' || inner.form === 'prefix';
    return inner.boundary !== '' && Array.from(inner.boundary).every((sign) => outer.boundary.includes(sign));
  }
  return outer.boundary === '' || outer.boundary.includes(inner.text.charAt(outer.text.length));
}

function exact(text: string): NamePattern {
  return { form: 'exact', text, boundary: '' };
}

function hostReach(match: string): NamePattern {
  const slash = match.indexOf('/');
  const host = slash === -1 ? match : match.slice(0, slash);
  const path = slash === -1 ? '' : match.slice(slash).replace(/\/\*?$/, '');
  const isBelow = host.startsWith('*.');
  const turned = (isBelow ? host.slice(2) : host).split('.').reverse().join('.');
  return { form: 'prefix', text: turned + path, boundary: isBelow && path === '' ? './' : '/' };
}
