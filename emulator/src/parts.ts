import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

import { type BitbucketQuirks, DEFAULT_BITBUCKET_QUIRKS } from "./bitbucket/model";
import { DirectoryStore } from "./bitbucket/directoryStore";
import { GrantStore } from "./bitbucket/grantStore";
import type { ApiKeys } from "./cluster/auth";
import { LinkStore } from "./cluster/links/store";
import { SessionStore } from "./cluster/sessions";
import { ScmStore } from "./cluster/store";
import { UserStore } from "./cluster/users";
import { Conditions } from "./conditions";
import type { EmulatorOptions } from "./handle";
import { changeQuirks, DEFAULT_QUIRKS, type Quirks } from "./quirks";
import { openDatabase } from "./storage/database";
import { Settings } from "./storage/settings";
import { Sql } from "./storage/sql";

/** What an emulator is made of, its servers apart. */
export interface Parts {
  database: DatabaseSync;
  store: ScmStore;
  users: UserStore;
  sessions: SessionStore;
  links: LinkStore;
  conditions: Conditions<Quirks>;
  bitbucket: { directory: DirectoryStore; grants: GrantStore; conditions: Conditions<BitbucketQuirks> };
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
  controlToken: string;
}

/** Opens the store and makes up whatever secret wasn't given. */
export function openParts({ dataDir, apiKey, controlToken, quirks = {} }: EmulatorOptions): Parts {
  const conditions = new Conditions(changeQuirks(DEFAULT_QUIRKS, quirks));
  const database = openDatabase(dataDir);
  const sql = new Sql(database);
  const settings = new Settings(sql);
  return {
    database,
    store: new ScmStore(sql),
    users: new UserStore(sql),
    sessions: new SessionStore(sql),
    links: new LinkStore(sql),
    conditions,
    bitbucket: {
      directory: new DirectoryStore(sql),
      grants: new GrantStore(sql),
      conditions: new Conditions(DEFAULT_BITBUCKET_QUIRKS),
    },
    keys: {
      admin: apiKey ?? settings.secret("admin-key"),
      adminWithoutManagement: settings.secret("admin-key-without-management"),
      standard: settings.secret("standard-key"),
    },
    jwtSecret: settings.secret("jwt"),
    controlToken: controlToken ?? randomBytes(24).toString("base64url"),
  };
}
