import type { z } from "zod";

import type { ScmUrls } from "../cluster/model";
import type { Fault } from "../faults/model";
import type { RequestLog } from "../server/request-log";
import type {
  Account,
  accountSchema,
  BitbucketQuirkChanges,
  BitbucketQuirks,
  Consumer,
  consumerSchema,
} from "./model";

/** A consumer to add; what's left out is as the cluster's vendor wants it, with a key and secret made up. */
export type ConsumerSeed = z.input<typeof consumerSchema>;

export type AccountSeed = z.input<typeof accountSchema>;

/** The running stand-in for Bitbucket Cloud's OAuth side. */
export interface Bitbucket {
  /** Its address, without a path, e.g. `http://127.0.0.1:41235`: the web URL and the API URL of a configuration. */
  readonly url: string;
  readonly port: number;
  /** The URLs of a configuration that points here. */
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

  readonly quirks: Readonly<BitbucketQuirks>;
  /** Changes the quirks given and leaves the others. */
  setQuirks(quirks: BitbucketQuirkChanges): void;

  /** Orders a fault for Bitbucket's side. Of several that match a request the earliest strikes. */
  order(fault: Fault): void;
  clearFaults(): void;
  /** Lets each request wait that long first. */
  setLatency(ms: number): void;

  /** The requests to Bitbucket in order of arrival. */
  readonly requests: RequestLog;
  /** How many connections were accepted so far. */
  readonly connections: number;
}
