/** Artists and countries that a rule names and no statement has, each with the name that was probably meant. */
import type {AlertCondition, AlertRule, RuleProblem} from "./alert-rules.js";
import type {Columns} from "./columns.js";
import {countryName} from "./countries.js";
import {nearestName} from "./nearest.js";

/** Names as the statements have them. */
export interface StatementNames {
  artist: readonly string[];
  country: readonly string[];
}

const distinct = (column: readonly unknown[] = []): string[] => [...new Set(column.filter((name): name is string => typeof name === "string" && name !== ""))].sort();

/** The names that the tables of overview.json have. */
export const statementNamesIn = ({artists, countries}: {artists?: Columns; countries?: Columns}): StatementNames => ({artist: distinct(artists?.artist), country: distinct(countries?.country)});

/** A country may be written as its name, or as a code that means the same one ("UK"). */
function nearestCountry(name: string, codes: readonly string[]): string | undefined {
  const named = new Map(codes.map((code) => [countryName(code).toLowerCase(), code]));
  const wanted = name.length === 2 ? countryName(name.toUpperCase()).toLowerCase() : nearestName(name, named.keys());
  return named.get(wanted ?? "") ?? codes.find((code) => code === name.toUpperCase());
}

function problemOf(kind: "artist" | "country", name: string, names: readonly string[]): string | null {
  if (!names.length || names.includes(name)) return null; // without any statement nobody can say what is wrong
  const closest = kind === "artist" ? nearestName(name, names) : nearestCountry(name, names);
  const meant = closest === undefined ? `known are ${names.slice(0, 5).join(", ")}${names.length > 5 ? ` and ${names.length - 5} more` : ""}` : `the closest is "${closest}"${kind === "country" ? `, ${countryName(closest)}` : ""}`;
  return `no statement names the ${kind} "${name}"; ${meant}`;
}

/** Every unknown name of a rule, with the path that leads to it. */
export function unknownNames({conditions}: Pick<AlertRule, "conditions">, known: StatementNames, path: (string | number)[] = []): RuleProblem[] {
  return conditions.flatMap((condition: AlertCondition, index) => {
    const at = [...path, "conditions", index];
    if (condition.kind === "group") return unknownNames(condition, known, at);
    if (condition.kind !== "threshold" && condition.kind !== "change") return [];
    return (["artist", "country"] as const).flatMap((kind) => {
      const text = condition[kind] === undefined ? null : problemOf(kind, condition[kind], known[kind]);
      return text === null ? [] : [{path: [...at, kind], text: `${[...at, kind].join(".")}: ${text}`}];
    });
  });
}
