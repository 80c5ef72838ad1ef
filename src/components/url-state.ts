/** Page state in the URL query, so that a link reproduces what the reader saw. Default values are left out. */

/** The value of a query parameter, or `fallback` when it is absent. */
export const urlParam = (name: string, fallback = ""): string => new URLSearchParams(location.search).get(name) ?? fallback;

/** Sets query parameters in place (no history entry); null removes one. Other parameters, such as `asof`, stay. */
export function setUrlParams(values: Record<string, string | null>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** How a control's value is written to the URL and read back; `parse` returns undefined for text it does not accept. */
export interface UrlCodec<T> {
  format?: (value: T) => string;
  parse?: (text: string) => T | undefined;
}

/**
 * Ties a control (anything with `value` that fires "input") to a query parameter: it starts from the URL,
 * and what the reader chooses is written back. The control's own initial value is the default.
 */
export function bindToUrl<T, E extends HTMLElement & {value: T}>(input: E, name: string, codec: UrlCodec<T> = {}): E {
  const format = codec.format ?? String;
  const fallback = format(input.value);
  const text = urlParam(name, fallback);
  const parsed = codec.parse ? codec.parse(text) : (text as T);
  if (text !== fallback && parsed !== undefined) input.value = parsed;
  input.addEventListener("input", () => {
    const next = format(input.value);
    setUrlParams({[name]: next === fallback ? null : next});
  });
  return input;
}
