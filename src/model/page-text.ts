/** Text that goes into a page's source and comes back unchanged: template literals, JSON inside code and comments, fences. */
import {paramsOf} from "./sql-params.js";
import {codeTokens} from "./sql-tokens.js";

/**
 * SQL as the inside of a template literal. `</` and `<!` are broken as well: the code stands in a script element of the built page,
 * which `</script>` would end, and no line of it may look like the marker of a cell.
 */
export const escapeTemplate = (text: string): string => text.replace(/\\|`|\$(?=\{)|(?<=<)[/!]/g, "\\$&");

/** The opposite of `escapeTemplate`, where each `${name}` becomes what `expression` says. */
export function unescapeTemplate(text: string, expression: (name: string) => string): string {
  return text.replace(/\\([\s\S])|\$\{([^}]*)\}/g, (_, char: string | undefined, name: string) => char ?? expression(name));
}

/** The template text of a query: each `:name` that `isInput` knows becomes `${name}`, all else is escaped. */
export function templateOf(text: string, isInput: (name: string) => boolean): string {
  let result = "";
  let at = 0;
  for (const {name, from, to} of paramsOf(text)) {
    if (!isInput(name)) continue;
    result += `${escapeTemplate(text.slice(at, from))}\${${name}}`;
    at = to;
  }
  return result + escapeTemplate(text.slice(at));
}

/** Removes from a template what `withTables` put in front of its query: `with name as ${name}` and its like. */
export function withoutTables(template: string, isQuery: (name: string) => boolean): string {
  const isHeader = (list: string) => [...list.matchAll(/(\w+) as \$\{(\w+)\}/g)].every(([, name, value]) => name === value && isQuery(name));
  const cut = ({index, 0: {length}}: RegExpExecArray) => template.slice(0, index) + template.slice(index + length);
  const own = /with ((?:\w+ as \$\{\w+\}, )*\w+ as \$\{\w+\})\n/.exec(template);
  if (own && isHeader(own[1]) && !codeTokens(template.slice(0, own.index)).length) return cut(own); // only comments may stand before it
  const before = /(?: \w+ as \$\{\w+\},)+/.exec(template);
  return before && isHeader(before[0]) ? cut(before) : template;
}

/** JSON that can stand in code and in an HTML comment. */
export const safeJson = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** A fence of backticks that is longer than every run of them in the text. */
const fenceFor = (text: string): string => "`".repeat(Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);

export function fenced(info: string, text: string): string {
  const fence = fenceFor(text);
  return `${fence}${info}\n${text}\n${fence}`;
}

/** What the first fence of a kind holds; undefined when there is none. */
export function fenceContent(segment: string, info: RegExp): {info: RegExpExecArray; text: string} | undefined {
  for (const match of segment.matchAll(/^(`{3,})([^`\n]*)\n([\s\S]*?)\n\1$/gm)) {
    const found = info.exec(match[2].trim());
    if (found) return {info: found, text: match[3]};
  }
}
