import { randomUUID } from "node:crypto";
import { type ClusterClient, createClusterClient } from "../../../client/api/clusterClient";
import type { Connection } from "../../../client/connection/connection";
import type { NewScmConfiguration, ScmConfiguration } from "../../../client/wire/model";
import type { Emulator, QuirkChanges } from "../../../emulator/src";
import type { Exchange, Recorder } from "./recorder";

/** The public addresses of Bitbucket Cloud. */
export const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

/** A behavior of a cluster, as one test of the contract. */
export interface Behaviour {
  readonly name: string;
  /** Whether the test leaves the existing configurations of a real cluster unchanged. */
  readonly safe?: true;
  /** Quirks of the emulated cluster during the test. */
  readonly quirks?: QuirkChanges;
  readonly run: (cluster: ContractCluster) => Promise<void>;
}

export interface ByHand {
  readonly body?: unknown;
  /** The raw body, instead of `body`. */
  readonly raw?: string;
  /** Default: the admin's key. `null`: no header. */
  readonly authorization?: string | null;
  readonly cookie?: string;
}

export interface HandAnswer {
  readonly status: number;
  readonly code: number | undefined;
  readonly json: Record<string, unknown>;
  readonly location: string | null;
}

let made = 0;

/** The cluster that a behavior is tested on, real or emulated, behind a recorder. */
export class ContractCluster {
  /** An admin's key. */
  readonly client: ClusterClient;
  private readonly own: string[] = [];

  constructor(
    readonly recorder: Recorder,
    private readonly apiKey: string,
    private readonly emulated: Emulator | undefined,
  ) {
    this.client = this.clientWith({});
  }

  /** For states that only an emulated cluster can have. */
  get emulator(): Emulator {
    if (this.emulated === undefined) throw new Error("This behaviour is for the emulated cluster alone");
    return this.emulated;
  }

  clientWith(credential: Partial<Connection["credential"]>): ClusterClient {
    return createClusterClient({
      // The client remembers what it learned about a cluster by its address, so each test has its own.
      apiUrl: `https://behaviour-${++made}.test`,
      baseUrl: this.recorder.url,
      credential: { scheme: "Simple", token: this.apiKey, ...credential },
      attemptTimeoutMs: 30_000,
      deadlineMs: 60_000,
      maxRetries: 0,
      readyTimeoutMs: 0,
      allowInsecureHttp: false,
      maxConcurrency: 1,
      addressFrom: "config",
    });
  }

  /** A disabled configuration with a new id, of a consumer that doesn't exist. It is removed at the end. */
  configuration(change: Partial<NewScmConfiguration> = {}): NewScmConfiguration {
    const id = change.id ?? `contract-${randomUUID()}`;
    this.own.push(id);
    const clientId = `consumer-${randomUUID()}`;
    return { enabled: false, urls: URLS, clientId, clientSecret: `secret-${randomUUID()}`, ...change, id };
  }

  /** Creates such a configuration on the cluster. */
  async made(
    change: Partial<NewScmConfiguration> = {},
  ): Promise<NewScmConfiguration & { created: ScmConfiguration }> {
    const wanted = this.configuration(change);
    return { ...wanted, created: await this.client.create(wanted) };
  }

  /** Removes another configuration at the end. */
  removeLater(id: string): void {
    this.own.push(id);
  }

  /** Sends a request that the client never sends. */
  async byHand(
    method: string,
    path: string,
    { body, raw, authorization, cookie }: ByHand = {},
  ): Promise<HandAnswer> {
    const credential = authorization === undefined ? `Simple ${this.apiKey}` : authorization;
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.recorder.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(credential !== null && { authorization: credential }),
        ...(cookie !== undefined && { cookie }),
        ...(text !== undefined && { "content-type": "application/json" }),
      },
      ...(text !== undefined && { body: text }),
    });
    const json = jsonIn(await response.text());
    return { status: response.status, code: codeIn(json), json, location: response.headers.get("location") };
  }

  /** Removes the created configurations, and returns all exchanges before that. */
  async finish(): Promise<Exchange[]> {
    const exchanges = this.recorder.take();
    if (this.emulated !== undefined) {
      this.emulated.reset();
      return exchanges;
    }
    for (const id of this.own) {
      const { status } = await this.byHand("DELETE", `/v1/admin/scms/${id}`);
      if (status !== 204 && status !== 404) {
        throw new Error(`The configuration ${id} of this test still exists: its delete returned ${status}`);
      }
    }
    this.recorder.take();
    return exchanges;
  }
}

/** The body of a create request for a disabled configuration. */
export function createBody({
  clientId,
  clientSecret,
  ...rest
}: NewScmConfiguration): Record<string, unknown> {
  return {
    provider: "bitbucket-cloud",
    oauth: { client_id: clientId, client_secret: clientSecret },
    ...rest,
  };
}

function jsonIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** The code of an error, in each shape with a code. */
function codeIn(json: Record<string, unknown>): number | undefined {
  const { code } = (typeof json["error"] === "object" && json["error"] !== null ? json["error"] : json) as {
    code?: unknown;
  };
  return typeof code === "number" ? code : undefined;
}
