import type { z } from "zod";

import type { Account, accountSchema, BitbucketQuirks, Consumer, consumerSchema } from "../bitbucket/model";
import type { ScmUrls } from "../cluster/model/scm";
import type { EmulatedService } from "./service";

/** A consumer to add; what's left out is as the cluster's vendor wants it, with a key and secret made up. */
export type ConsumerSeed = z.input<typeof consumerSchema>;

export type AccountSeed = z.input<typeof accountSchema>;

/** The running stand-in for Bitbucket Cloud's OAuth side. */
export interface Bitbucket extends EmulatedService<BitbucketQuirks> {
  /** The URLs of a configuration that points here: `url` is its web URL and its API URL. */
  readonly urls: ScmUrls;

  /** Makes an OAuth consumer as a workspace's admin would, public and with all that the cluster needs. */
  addConsumer(consumer?: ConsumerSeed): Consumer;
  /** Changes a consumer as its "Edit" form would; its key stays. */
  changeConsumer(key: string, change: Omit<ConsumerSeed, "key">): Consumer;
  /** Deletes a consumer, with all codes and tokens that it was given. */
  removeConsumer(key: string): void;
  consumers(): Consumer[];
  /** Adds somebody who can agree to a consumer, with one workspace of the same name unless told otherwise. */
  addAccount(account: AccountSeed): Account;
}
