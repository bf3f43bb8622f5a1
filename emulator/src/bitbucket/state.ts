import { Conditions } from "../server/conditions";
import type { Sql } from "../storage/sql";
import { DirectoryStore } from "./directoryStore";
import { GrantStore } from "./grantStore";
import { type BitbucketQuirks, bitbucketQuirksSchema, DEFAULT_BITBUCKET_QUIRKS } from "./model";

/** The stores of the emulated Bitbucket, and the conditions of its requests. */
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
