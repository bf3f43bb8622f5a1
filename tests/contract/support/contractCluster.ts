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

/** Something that a cluster does, as one test of the contract. */
export interface Behaviour {
  readonly name: string;
  /** Whether a real cluster can be asked for it without touching what it holds. */
  readonly safe?: true;
  /** How the emulated cluster differs meanwhile. */
  readonly quirks?: QuirkChanges;
  readonly run: (cluster: ContractCluster) => Promise<void>;
}

export interface ByHand {
  readonly body?: unknown;
  /** Sent as it stands instead of `body`. */
  readonly raw?: string;
  /** The admin's key if left out, none if null. */
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

/** The cluster that a behaviour is tried on: real or emulated, behind a recorder. */
export class ContractCluster {
  /** An admin's. */
  readonly client: ClusterClient;
  private readonly own: string[] = [];

  constructor(
    readonly recorder: Recorder,
    private readonly apiKey: string,
    private readonly emulated: Emulator | undefined,
  ) {
    this.client = this.clientWith({});
  }

  /** For what only an emulated cluster can be brought to. */
  get emulator(): Emulator {
    if (this.emulated === undefined) throw new Error("This behaviour is for the emulated cluster alone");
    return this.emulated;
  }

  clientWith(credential: Partial<Connection["credential"]>): ClusterClient {
    return createClusterClient({
      // The client keeps by this what it has learned of a cluster, which no other behaviour may profit from.
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

  /** One that is nobody's: an own id, disabled, of a consumer that does not exist. It is removed at the end. */
  configuration(change: Partial<NewScmConfiguration> = {}): NewScmConfiguration {
    const id = change.id ?? `contract-${randomUUID()}`;
    this.own.push(id);
    const clientId = `consumer-${randomUUID()}`;
    return { enabled: false, urls: URLS, clientId, clientSecret: `secret-${randomUUID()}`, ...change, id };
  }

  /** The same, made on the cluster. */
  async made(
    change: Partial<NewScmConfiguration> = {},
  ): Promise<NewScmConfiguration & { created: ScmConfiguration }> {
    const wanted = this.configuration(change);
    return { ...wanted, created: await this.client.create(wanted) };
  }

  /** Has a configuration removed at the end that came about otherwise. */
  removeLater(id: string): void {
    this.own.push(id);
  }

  /** Sends what the client never would. */
  async byHand(
    method: string,
    path: string,
    { body, raw, authorization, cookie }: ByHand = {},
  ): Promise<HandAnswer> {
    const credential = authorization === undefined ? `Simple ${this.apiKey}` : authorization;
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(this.recorder.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(credential !== null && { authorization: credential }),
        ...(cookie !== undefined && { cookie }),
        ...(text !== undefined && { "content-type": "application/json" }),
      },
      ...(text !== undefined && { body: text }),
    });
    const json = jsonIn(await answer.text());
    return { status: answer.status, code: codeIn(json), json, location: answer.headers.get("location") };
  }

  /** Removes what was made, and gives all that went over the wire before. */
  async finish(): Promise<Exchange[]> {
    const exchanges = this.recorder.take();
    if (this.emulated !== undefined) {
      this.emulated.reset();
      return exchanges;
    }
    for (const id of this.own) {
      const { status } = await this.byHand("DELETE", `/v1/admin/scms/${id}`);
      if (status !== 204 && status !== 404) {
        throw new Error(
          `The configuration ${id} of this test is still there: deleting it was answered ${status}`,
        );
      }
    }
    this.recorder.take();
    return exchanges;
  }
}

/** A configuration as the API's create takes it, of no one and disabled. */
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

/** The code of a refusal, in either shape that has one. */
function codeIn(json: Record<string, unknown>): number | undefined {
  const { code } = (typeof json["error"] === "object" && json["error"] !== null ? json["error"] : json) as {
    code?: unknown;
  };
  return typeof code === "number" ? code : undefined;
}
