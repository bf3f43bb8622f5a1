import type { DatabaseSync, StatementSync } from "node:sqlite";

export type SqlValue = string | number | null | undefined;

/** A database with a cache of its prepared statements. */
export class Sql {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs statements without parameters, such as a schema. */
  exec(sql: string): void {
    this.#database.exec(sql);
  }

  /** The rows of a query, each converted by `read`. */
  all<Result>(read: (row: never) => Result, sql: string, ...values: SqlValue[]): Result[] {
    return this.#prepare(sql)
      .all(...bound(values))
      .map((row) => read(row as never));
  }

  first<Result>(read: (row: never) => Result, sql: string, ...values: SqlValue[]): Result | undefined {
    return this.all(read, sql, ...values)[0];
  }

  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.#prepare(sql).run(...bound(values)).changes);
  }

  /** Runs `work` in an immediate transaction: no other write can come between a check and the write that follows. */
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
