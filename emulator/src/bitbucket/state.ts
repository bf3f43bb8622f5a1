import { Conditions } from "../server/conditions";
import type { Sql } from "../storage/sql";
import { DirectoryStore } from "./directoryStore";
import { GrantStore } from "./grantStore";
import { type BitbucketQuirks, bitbucketQuirksSchema, DEFAULT_BITBUCKET_QUIRKS } from "./model";

/** What the emulated Bitbucket stores, and the conditions that its requests are served under. */
export interface BitbucketState {
  directory: DirectoryStore;
  grants: GrantStore;
  conditions: Conditions<BitbucketQuirks>;
}

export function openBitbucket(sql: Sql): BitbucketState {
  return {
    directory: new DirectoryStore(sql),
    grants: new GrantStore(sql),
    conditions: new Conditions(bitbucketQuirksSchema, DEFAULT_BITBUCKET_QUIRKS),
  };
}
