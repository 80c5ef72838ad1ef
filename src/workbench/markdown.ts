/**
 * Markdown of a notebook → safe HTML. It may come from anybody: HTML in it is text, links lead to the web or to a page of the
 * site, and a picture is a link, because fetching it would tell another host that somebody reads.
 */
import createDOMPurify from "dompurify";
import MarkdownIt from "markdown-it";
import {figureAt, type FigureReference} from "../model/notebook-figures.js";

/** Text of a figure, or undefined when the notebook has none of that name. */
export type FigureText = (reference: FigureReference) => string | undefined;

const TAGS = ["a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"];

function parser(): MarkdownIt {
  const md = new MarkdownIt({html: false, linkify: true, typographer: false});
  md.linkify.set({fuzzyLink: false, fuzzyEmail: false});
  md.inline.ruler.push("figure", (state, silent) => {
    const found = silent ? undefined : figureAt(state.src, state.pos);
    const text = found && (state.env as {figure: FigureText}).figure(found.reference);
    if (!found || text === undefined) return false;
    state.push("figure", "span", 0).content = text;
    state.pos = found.end;
    return true;
  });
  md.renderer.rules.figure = (tokens, i) => `<span class="nb-figure">${md.utils.escapeHtml(tokens[i].content)}</span>`;
  md.renderer.rules.image = (tokens, i) => {
    const address = tokens[i].attrGet("src") ?? "";
    return `<a href="${md.utils.escapeHtml(address)}">${md.utils.escapeHtml(tokens[i].content || "picture")} (picture)</a>`;
  };
  return md;
}

let md: MarkdownIt | undefined;

/** Sanitised HTML text. */
export function markdownHtml(text: string, figure: FigureText): string {
  const html = (md ??= parser()).render(text, {figure});
  return createDOMPurify(window).sanitize(html, {ALLOWED_TAGS: TAGS, ALLOWED_ATTR: ["href", "title", "class", "start"], ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false});
}

/** An element that holds the text; links to other sites open there without telling where the reader came from. */
export function markdownElement(text: string, figure: FigureText): HTMLElement {
  const root = document.createElement("div");
  root.className = "nb-markdown";
  root.innerHTML = markdownHtml(text, figure);
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a[href]")) if (link.origin !== location.origin) Object.assign(link, {rel: "noopener noreferrer", target: "_blank"});
  return root;
}
