import type { CodeToken } from '../../syntax/code-tokens.ts';
import { parseProperties } from '../../syntax/properties.ts';
import { isMark } from './gradle-tokens.ts';

/** Texts by the name a script gives them; undefined marks a name that is given different ones. */
export type GradleVariables = Map<string, string | undefined>;

/**
 * What a script assigns as literals: `x = '1'`, `ext.x = '1'`, `val x = "1"`, `set('x', '1')`, `extra["x"] = "1"`, and maps
 * (`versions = [a: '1']`) as `versions.a`. Where a name has been set before, another file's value does not replace it.
 */
export function addScriptVariables(tokens: readonly CodeToken[], variables: GradleVariables): void {
  const own: GradleVariables = new Map();
  const set = (name: string, value: string): void => {
    own.set(name, own.has(name) && own.get(name) !== value ? undefined : value);
  };
  /** Names of the maps that are open, by the depth of their bracket. */
  const maps: (string | undefined)[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as CodeToken;
    if (isMark(token, '[')) {
      const before = tokens[at - 1];
      const key = isMark(before, '=')
        ? assignedName(tokens, at - 2)
        : isMark(before, ':')
          ? tokens[at - 2]?.text
          : undefined;
      const outer = maps[maps.length - 1];
      maps.push(key === undefined ? outer : outer === undefined ? key : `${outer}.${key}`);
    } else if (isMark(token, ']')) maps.pop();
    else if (isMark(token, '=') && tokens[at + 1]?.kind === 'string') {
      const name = assignedName(tokens, at - 1);
      if (name !== undefined && !isMark(tokens[at + 2], '+')) set(name, (tokens[at + 1] as CodeToken).text);
    } else if (isMark(token, ':') && maps.length > 0 && tokens[at + 1]?.kind === 'string') {
      const outer = maps[maps.length - 1];
      const key = tokens[at - 1]?.text;
      if (key !== undefined && outer !== undefined) set(`${outer}.${key}`, (tokens[at + 1] as CodeToken).text);
    } else if (token.kind === 'word' && token.text === 'set' && isMark(tokens[at + 1], '(')) {
      const [name, comma, value] = [tokens[at + 2], tokens[at + 3], tokens[at + 4]];
      if (name?.kind === 'string' && isMark(comma, ',') && value?.kind === 'string') set(name.text, value.text);
    } else if (
      token.kind === 'word' &&
      token.text === 'extra' &&
      isMark(tokens[at + 1], '(') &&
      tokens[at + 2]?.kind === 'string'
    ) {
      // `val x by extra("1")`
      const name = tokens[at - 1]?.text === 'by' ? tokens[at - 2]?.text : undefined;
      if (name !== undefined) set(name, (tokens[at + 2] as CodeToken).text);
    }
  }
  for (const [name, value] of own) if (!variables.has(name)) variables.set(name, value);
}

/** `x`, `ext.x`, `project.ext.x`, `x: String`, `ext['x']`: the last name; of `a.b.x` that is no prefix of Gradle's own the whole. */
function assignedName(tokens: readonly CodeToken[], at: number): string | undefined {
  const last = tokens[at];
  if (isMark(last, ']') && tokens[at - 1]?.kind === 'string') return tokens[at - 1]?.text;
  if (last?.kind !== 'word') return undefined;
  if (isMark(tokens[at - 1], ':') && /^[A-Z]/.test(last.text))
    return tokens[at - 2]?.kind === 'word' ? tokens[at - 2]?.text : undefined;
  const parts = [last.text];
  for (
    let before = at;
    isMark(tokens[before - 1], '.') && tokens[before - 2]?.kind === 'word' && parts.length < 6;
    before -= 2
  )
    parts.unshift((tokens[before - 2] as CodeToken).text);
  return withoutPrefix(parts.join('.'));
}

function withoutPrefix(name: string): string {
  return name.replace(/^(?:(?:this|project|rootProject|parent|ext|extra|gradle)\.)+/, '');
}

/** Of gradle.properties. */
export function addPropertyVariables(text: string, variables: GradleVariables): void {
  for (const { key, value } of parseProperties(text)) if (!variables.has(key)) variables.set(key, value);
}

/** Longer than any coordinates; a text that doubles itself ends here. */
const longestText = 2_000;

/** The text with `$x` and `${x}` replaced; undefined where one of them is not known. */
export function gradleText(text: string, variables: GradleVariables): string | undefined {
  let result = text;
  for (let round = 0; result.includes('$'); round++) {
    if (round === 10 || result.length > longestText) return undefined;
    let isOpen = false;
    result = result.replace(
      /\$\{([^{}]{1,200})\}|\$([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)/g,
      (whole, braced?: string, bare?: string) => {
        const value = variableValue(braced ?? bare ?? '', variables);
        isOpen ||= value === undefined;
        return value ?? whole;
      },
    );
    if (isOpen) return undefined;
    if (!/\$[A-Za-z_{]/.test(result)) break;
  }
  return result;
}

/** The value of a dotted name, or of `property('x')`; undefined where it is not known. */
export function variableValue(expression: string, variables: GradleVariables): string | undefined {
  const called =
    /(?:property|findProperty|extra\.get|ext\.get|providers\.gradleProperty)\(\s*["']([^"']+)["']\s*\)/.exec(
      expression,
    )?.[1];
  const indexed = /^(?:[\w.]+)\[\s*["']([^"']+)["']\s*\]$/.exec(expression.trim())?.[1];
  const name = called ?? indexed ?? withoutPrefix(expression.trim().replace(/\.(?:get|toString)\(\)$/, ''));
  const value = variables.get(name);
  return value?.includes('$') ? gradleTextOnce(value, variables) : value;
}

/** Values may name others; only one level here, `gradleText` goes on with what is left. */
function gradleTextOnce(value: string, variables: GradleVariables): string {
  return value.replace(
    /\$\{?([A-Za-z_][\w.]*)\}?/g,
    (whole, name: string) => variables.get(withoutPrefix(name)) ?? whole,
  );
}
