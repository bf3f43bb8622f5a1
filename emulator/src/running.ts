import { BitbucketControls } from "./bitbucket/controls";
import type { Bitbucket } from "./bitbucket/handle";
import type { ScmUrls } from "./cluster/model";
import { Controls } from "./control/controls";
import type { Emulator } from "./handle";
import type { Parts } from "./parts";
import type { Listening } from "./server/listen";

/** The handle of Bitbucket's side. */
export class RunningBitbucket extends BitbucketControls implements Bitbucket {
  readonly url: string;
  readonly port: number;
  readonly urls: ScmUrls;

  constructor(
    parts: Parts["bitbucket"],
    private readonly server: Listening,
    clusterUrl: () => string,
  ) {
    super(parts, clusterUrl);
    this.url = server.url;
    this.port = server.port;
    this.urls = { web: server.url, api: server.url, ssh: `ssh://git@${new URL(server.url).hostname}` };
  }

  get connections(): number {
    return this.server.connections();
  }
}

/** The handle of an emulator that serves. */
export class RunningEmulator extends Controls implements Emulator {
  readonly url: string;
  readonly port: number;
  #closed: Promise<void> | undefined;

  constructor(
    parts: Parts,
    private readonly server: Listening,
    override readonly bitbucket: RunningBitbucket,
    private readonly shutDown: () => Promise<void>,
  ) {
    super(parts, bitbucket);
    this.url = server.url;
    this.port = server.port;
  }

  get connections(): number {
    return this.server.connections();
  }

  close(): Promise<void> {
    this.#closed ??= this.shutDown();
    return this.#closed;
  }
}
