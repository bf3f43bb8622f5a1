import type { Secrets } from "../storage/secrets";
import type { Sql } from "../storage/sql";
import { type Changes, Conditions } from "../server/conditions";
import type { ApiKeys } from "./access/credentials";
import { SessionStore } from "./access/sessions";
import { UserStore } from "./access/users";
import { LinkStore } from "./links/store";
import { DEFAULT_QUIRKS, type Quirks, quirksSchema } from "./model/quirks";
import { ScmStore } from "./scms/store";

/** The stores and secrets of the emulated cluster, and the conditions of its requests. */
export interface ClusterState {
  scms: ScmStore;
  users: UserStore;
  sessions: SessionStore;
  links: LinkStore;
  conditions: Conditions<Quirks>;
  keys: Readonly<ApiKeys>;
  jwtSecret: string;
}

export interface ClusterOptions {
  /** The API key of a cluster admin with Management Access. The default is a generated key. */
  apiKey?: string | undefined;
  quirks?: Changes<Quirks> | undefined;
}

/** Opens the stores, and generates the secrets that aren't set. */
export function openCluster(sql: Sql, secrets: Secrets, { apiKey, quirks }: ClusterOptions): ClusterState {
  return {
    conditions: new Conditions(quirksSchema, DEFAULT_QUIRKS, quirks),
    scms: new ScmStore(sql),
    users: new UserStore(sql),
    sessions: new SessionStore(sql),
    links: new LinkStore(sql),
    keys: {
      admin: apiKey ?? secrets.get("admin-key"),
      adminWithoutManagement: secrets.get("admin-key-without-management"),
      standard: secrets.get("standard-key"),
    },
    jwtSecret: secrets.get("jwt"),
  };
}
