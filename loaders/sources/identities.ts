/** Feeds whose rows carry the sender's own id: the same id again, in the same file or in another, is the same row. */
import {type Database, literal} from "../duckdb.js";
import type {InputFile} from "../inputs.js";
import type {Source} from "./source.js";
import type {Staged} from "./stage.js";

/** Ids of the files loaded so far, with where they stand. */
export const identitiesTable = "create temp table known_identities (feed varchar, id varchar, file varchar, line integer)";

/** Later rows of an id go to quarantine and say where the first one stands; creates `<table>_once` when there are any. Returns how many. */
export async function quarantineKnown(db: Database, file: InputFile, source: Source, staged: Staged): Promise<number> {
  const [id, feed, table] = [source.identity!, literal(source.feed), staged.view.replace(/_ok$/, "")];
  await db.run(`create temp table ${table}_ids as select trim(${id}) as id, line, ${id} as printed,
    first_value(line) over (partition by trim(${id}) order by line) as first_line from ${staged.view}`);
  const repeats = `select i.line, i.printed, coalesce('stands in ' || k.file || ' line ' || k.line, 'stands on line ' || i.first_line) as place
    from ${table}_ids i left join known_identities k on k.feed = ${feed} and k.id = i.id where k.id is not null or i.first_line < i.line`;
  const [{count}] = await db.all(`select count(*)::integer as count from (${repeats})`);
  await db.run(`insert into quarantine_rows select ${literal(file.fileId)}, ${literal(file.name)}, ${feed}, line, ${literal(id)}, printed,
    'this transaction ' || place || ': it is loaded once', null from (${repeats})`);
  await db.run(`insert into known_identities select ${feed}, i.id, ${literal(file.name)}, i.line from ${table}_ids i
    where i.line = i.first_line and not exists (from known_identities k where k.feed = ${feed} and k.id = i.id)`);
  await db.run(`drop table ${table}_ids`);
  if (!count) return 0;
  await db.run(`create view ${table}_once as from ${staged.view} where line not in (select line from quarantine_rows where file_id = ${literal(file.fileId)})`);
  return count as number;
}
