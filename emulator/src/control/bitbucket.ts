import type { z } from "zod";

import type { Account, accountSchema, BitbucketQuirks, Consumer, consumerSchema } from "../bitbucket/model";
import type { ScmUrls } from "../cluster/model/scm";
import type { EmulatedService } from "./service";

/** A consumer to add. Defaults: the permissions that the cluster's vendor requires, and a generated key and secret. */
export type ConsumerSeed = z.input<typeof consumerSchema>;

export type AccountSeed = z.input<typeof accountSchema>;

/** The running emulator of Bitbucket Cloud's OAuth side. */
export interface Bitbucket extends EmulatedService<BitbucketQuirks> {
  /** The URLs of an SCM configuration for this Bitbucket. */
  readonly urls: ScmUrls;

  /** Adds an OAuth consumer. By default it is public and has the permissions that the cluster needs. */
  addConsumer(consumer?: ConsumerSeed): Consumer;
  /** Changes a consumer. Its key can't change. */
  changeConsumer(key: string, change: Omit<ConsumerSeed, "key">): Consumer;
  /** Deletes a consumer and its codes and tokens. */
  removeConsumer(key: string): void;
  consumers(): Consumer[];
  /** Adds an account that can grant access to a consumer. By default it has one workspace of the same name. */
  addAccount(account: AccountSeed): Account;
}
