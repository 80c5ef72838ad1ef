/** The statements of a text: where each begins and ends, and which one the cursor is in. Pure. */
import {sqlTokens} from "./sql-tokens.js";

/** A statement without the semicolon behind it and without the blanks around it. */
export interface Statement {
  text: string;
  from: number;
  to: number;
}

/**
 * Splits at semicolons outside of quotes and comments. A comment in front of a statement belongs to it;
 * a piece that holds nothing but comments is no statement.
 */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let from = -1;
  let to = 0;
  let hasCode = false;
  const close = () => {
    if (hasCode) statements.push({text: text.slice(from, to), from, to});
    from = -1;
    hasCode = false;
  };
  for (const token of sqlTokens(text)) {
    if (token.text === ";" && token.kind === "symbol") {
      close();
      continue;
    }
    if (from < 0) from = token.from;
    to = token.to;
    hasCode ||= token.kind !== "comment";
  }
  close();
  return statements;
}

/**
 * The statement at a cursor: the one it touches, else the last one that ends before it (the cursor stands behind
 * the semicolon), else the first. Undefined when the text holds none.
 */
export function statementAt(text: string, cursor: number): Statement | undefined {
  const statements = splitStatements(text);
  return statements.find(({from, to}) => cursor >= from && cursor <= to) ?? statements.filter(({to}) => to < cursor).at(-1) ?? statements[0];
}
