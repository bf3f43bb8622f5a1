import type { DatabaseSync, StatementSync } from "node:sqlite";

export type SqlValue = string | number | null | undefined;

/** A database with its prepared statements kept. */
export class Sql {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs statements that take no values, such as a schema. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The rows of a query. Only their reader knows what a row holds. */
  all<Result>(read: (row: never) => Result, sql: string, ...values: SqlValue[]): Result[] {
    return this.#prepare(sql)
      .all(...bound(values))
      .map((row) => read(row as never));
  }

  first<Result>(read: (row: never) => Result, sql: string, ...values: SqlValue[]): Result | undefined {
    return this.all(read, sql, ...values)[0];
  }

  /** How many rows were changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepare(sql).run(...bound(values)).changes);
  }

  /** All or nothing, and alone: a rule that was checked inside still holds when the write follows. */
  transaction<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

function bound(values: SqlValue[]): (string | number | null)[] {
  return values.map((value) => value ?? null);
}
