import { randomBytes } from "node:crypto";

import type { Conditions } from "../conditions";
import { type Fault, faultSchema } from "../faults/model";
import type { RequestLog } from "../server/request-log";
import type { AccountSeed, Bitbucket, ConsumerSeed } from "./handle";
import {
  type Account,
  type BitbucketQuirks,
  type BitbucketQuirkChanges,
  changeBitbucketQuirks,
  type Consumer,
  NEEDED_PERMISSIONS,
} from "./model";
import type { DirectoryStore } from "./directoryStore";

/** What a test may do to the stand-in for Bitbucket. */
export class BitbucketControls implements Omit<Bitbucket, "url" | "port" | "urls" | "connections"> {
  private readonly directory: DirectoryStore;
  private readonly conditions: Conditions<BitbucketQuirks>;

  constructor(
    { directory, conditions }: { directory: DirectoryStore; conditions: Conditions<BitbucketQuirks> },
    /** What consumers get as their callback unless told otherwise: the cluster's address. */
    private readonly callbackUrl: () => string,
  ) {
    this.directory = directory;
    this.conditions = conditions;
  }

  addConsumer(seed: ConsumerSeed = {}): Consumer {
    const key = seed.key ?? randomBytes(16).toString("hex");
    if (this.directory.consumer(key) !== undefined)
      throw new Error(`There is a consumer with the key ${key} already`);
    const made: Consumer = {
      name: "Algorithmia",
      key,
      secret: randomBytes(38).toString("hex"),
      permissions: NEEDED_PERMISSIONS,
      callbackUrl: this.callbackUrl(),
      isPrivate: false,
    };
    return this.#put(changed(made, seed));
  }

  changeConsumer(key: string, change: Omit<ConsumerSeed, "key">): Consumer {
    const before = this.directory.consumer(key);
    if (before === undefined) throw new Error(`There is no consumer with the key ${key}`);
    return this.#put(changed(before, change));
  }

  removeConsumer(key: string): void {
    if (!this.directory.deleteConsumer(key)) throw new Error(`There is no consumer with the key ${key}`);
  }

  consumers(): Consumer[] {
    return this.directory.consumers();
  }

  addAccount({ username, displayName = username, workspaces = [username] }: AccountSeed): Account {
    const account = { username, displayName, workspaces };
    this.directory.putAccount(account);
    return account;
  }

  get quirks(): Readonly<BitbucketQuirks> {
    return this.conditions.quirks;
  }

  setQuirks(changes: BitbucketQuirkChanges): void {
    this.conditions.quirks = changeBitbucketQuirks(this.conditions.quirks, changes);
  }

  order(fault: Fault): void {
    this.conditions.faults.order(faultSchema.parse(fault));
  }

  clearFaults(): void {
    this.conditions.faults.clear();
  }

  setLatency(ms: number): void {
    this.conditions.latencyMs = ms;
  }

  get requests(): RequestLog {
    return this.conditions.log;
  }

  /** Back to a Bitbucket without consumers and accounts, and to the conditions of the start. */
  reset(): void {
    this.directory.reset();
    this.conditions.reset();
  }

  #put(consumer: Consumer): Consumer {
    this.directory.putConsumer(consumer);
    return consumer;
  }
}

function changed(consumer: Consumer, change: ConsumerSeed): Consumer {
  const { callbackUrl = consumer.callbackUrl ?? null } = change;
  return {
    name: change.name ?? consumer.name,
    key: consumer.key,
    secret: change.secret ?? consumer.secret,
    permissions: change.permissions ?? consumer.permissions,
    callbackUrl: callbackUrl ?? undefined,
    isPrivate: change.isPrivate ?? consumer.isPrivate,
  };
}
