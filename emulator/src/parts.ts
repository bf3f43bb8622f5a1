import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

import type { ApiKeys } from "./cluster/auth";
import { ScmStore } from "./cluster/store";
import { FaultQueue } from "./faults/queue";
import type { EmulatorOptions } from "./handle";
import { changeQuirks, DEFAULT_QUIRKS, type QuirkChanges, type Quirks } from "./quirks";
import { RequestLog } from "./server/request-log";
import { openDatabase } from "./storage/database";
import { Settings } from "./storage/settings";

/** What the conditions are that requests are served under. None of it outlives the process. */
export class Conditions {
  readonly faults = new FaultQueue();
  readonly log = new RequestLog();
  readonly #startQuirks: Quirks;
  quirks: Quirks;
  latencyMs = 0;

  constructor(quirks: QuirkChanges) {
    this.#startQuirks = changeQuirks(DEFAULT_QUIRKS, quirks);
    this.quirks = this.#startQuirks;
  }

  reset(): void {
    this.faults.clear();
    this.log.clear();
    this.quirks = this.#startQuirks;
    this.latencyMs = 0;
  }
}

/** What an emulator is made of, its server apart. */
export interface Parts {
  database: DatabaseSync;
  store: ScmStore;
  conditions: Conditions;
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
  controlToken: string;
}

/** Opens the store and makes up whatever secret wasn't given. */
export function openParts({ dataDir, apiKey, controlToken, quirks = {} }: EmulatorOptions): Parts {
  const conditions = new Conditions(quirks);
  const database = openDatabase(dataDir);
  const settings = new Settings(database);
  return {
    database,
    store: new ScmStore(database),
    conditions,
    keys: {
      admin: apiKey ?? settings.secret("admin-key"),
      adminWithoutManagement: settings.secret("admin-key-without-management"),
      standard: settings.secret("standard-key"),
    },
    jwtSecret: settings.secret("jwt"),
    controlToken: controlToken ?? randomBytes(24).toString("base64url"),
  };
}
