/** What a reader can name in SQL: tables with their columns, and the functions of the engine. Pure. */

export interface SchemaColumn {
  name: string;
  /** The engine's name of the type, "DECIMAL(38,18)". */
  type: string;
  description?: string;
}

export interface SchemaTable {
  name: string;
  columns: readonly SchemaColumn[];
  /** What one row is. */
  grain?: string;
  rows?: number;
}

/** `parameters` as they stand in brackets: "date, interval". */
export interface SchemaFunction {
  name: string;
  parameters: string;
  description?: string;
}

export interface SqlSchema {
  tables: readonly SchemaTable[];
  functions: readonly SchemaFunction[];
}

export const emptySchema: SqlSchema = {tables: [], functions: []};
