/**
 * Lets pages use chosen names without an import line.
 *
 * Framework has parsed every cell when it renders a page, so the names that are free are known exactly:
 * comments, strings and a page's own declarations cannot mislead it. A cell that imports the free ones
 * is then added to the page.
 */
import type MarkdownIt from "markdown-it";

type Cell = {node: {references: {name: string}[]; declarations?: {name: string}[] | null}};
type Context = {code: Cell[]};

/** Names among `names` that the cells of a page use and that none of them declares. */
export function freeNames(cells: readonly Cell[], names: readonly string[]): string[] {
  const used = new Set(cells.flatMap(({node}) => node.references.map(({name}) => name)));
  const declared = new Set(cells.flatMap(({node}) => (node.declarations ?? []).map(({name}) => name)));
  return names.filter((name) => used.has(name) && !declared.has(name));
}

/**
 * A `markdownIt` option for Framework.
 * @param modules module path (from the source root, "/engine/sql.js") → the names it provides
 */
export function injectImports(modules: Record<string, string[]>) {
  return (md: MarkdownIt): MarkdownIt => {
    const render = md.renderer.render.bind(md.renderer);
    md.renderer.render = (tokens, options, context: Context) => {
      let body = render(tokens, options, context);
      for (const [path, names] of Object.entries(modules)) {
        const free = freeNames(context.code ?? [], names);
        if (!free.length) continue;
        const [token] = md.parse(`\`\`\`js\nimport {${free.join(", ")}} from ${JSON.stringify(path)};\n\`\`\``, context);
        body += md.renderer.rules.fence!([token], 0, options, context, md.renderer);
      }
      return body;
    };
    return md;
  };
}
