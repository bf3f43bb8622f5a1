import { readFileSync } from "node:fs";
import { call } from "./call";
import type { Emulators } from "./clusterProcess";

/** An OAuth consumer, as a workspace's admin makes it; permissions and callback are as the vendor's guide has them. */
export interface Consumer {
  readonly key: string;
  readonly secret: string;
}

/** What in life is done in Bitbucket's settings and by a cluster's user administration, by the emulator's own API. */
export class ControlApi {
  private readonly token: string;

  constructor(
    private readonly addresses: Emulators,
    private readonly stop: AbortSignal,
  ) {
    this.token = readFileSync(addresses.controlTokenFile, "utf8").trim();
  }

  async addConsumer(consumer: Consumer): Promise<void> {
    await this.post("bitbucket/consumers", consumer);
  }

  /** Adds somebody who has an account at Bitbucket. */
  async addAccount(account: { username: string; displayName: string }): Promise<void> {
    await this.post("bitbucket/accounts", account);
  }

  /** Adds a user of the cluster, and gives the key. */
  async addUser(name: string): Promise<string> {
    const answer = await this.post("users", { name });
    return ((await answer.json()) as { apiKey: string }).apiKey;
  }

  private async post(path: string, body: object): Promise<Response> {
    return call(
      new Request(`${this.addresses.url}/emulator/${path}`, {
        method: "POST",
        headers: { "x-emulator-token": this.token },
        body: JSON.stringify(body),
        signal: this.stop,
      }),
    );
  }
}
