import { randomBytes } from "node:crypto";

import { type Account, type BitbucketQuirks, type Consumer, NEEDED_PERMISSIONS } from "../bitbucket/model";
import type { BitbucketState } from "../bitbucket/state";
import type { ScmUrls } from "../cluster/model/scm";
import type { RunningServer } from "../server/listen";
import type { AccountSeed, Bitbucket, ConsumerSeed } from "./bitbucket";
import { RunningService } from "./service";

/** The emulated Bitbucket, as a test controls it in process or through the control API. */
export class RunningBitbucket extends RunningService<BitbucketQuirks> implements Bitbucket {
  constructor(
    private readonly state: BitbucketState,
    server: () => RunningServer,
    /** The default callback URL of consumers: the cluster's address. */
    private readonly callbackUrl: () => string,
  ) {
    super(state.conditions, server);
  }

  get urls(): ScmUrls {
    return { web: this.url, api: this.url, ssh: `ssh://git@${new URL(this.url).hostname}` };
  }

  addConsumer(seed: ConsumerSeed = {}): Consumer {
    const key = seed.key ?? randomBytes(16).toString("hex");
    if (this.state.directory.consumer(key) !== undefined)
      throw new Error(`A consumer with the key ${key} already exists`);
    const added: Consumer = {
      name: "Algorithmia",
      key,
      secret: randomBytes(38).toString("hex"),
      permissions: NEEDED_PERMISSIONS,
      callbackUrl: this.callbackUrl(),
      isPrivate: false,
    };
    return this.#put(changed(added, seed));
  }

  changeConsumer(key: string, change: Omit<ConsumerSeed, "key">): Consumer {
    const before = this.state.directory.consumer(key);
    if (before === undefined) throw new Error(`No consumer has the key ${key}`);
    return this.#put(changed(before, change));
  }

  removeConsumer(key: string): void {
    if (!this.state.directory.deleteConsumer(key)) throw new Error(`No consumer has the key ${key}`);
  }

  consumers(): Consumer[] {
    return this.state.directory.consumers();
  }

  addAccount({ username, displayName = username, workspaces = [username] }: AccountSeed): Account {
    const account = { username, displayName, workspaces };
    this.state.directory.putAccount(account);
    return account;
  }

  /** Removes all consumers and accounts, and restores the quirks of the start. */
  reset(): void {
    this.state.directory.reset();
    this.state.conditions.reset();
  }

  #put(consumer: Consumer): Consumer {
    this.state.directory.putConsumer(consumer);
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
