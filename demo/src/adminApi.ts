import { call } from "./call";

/** An SCM configuration as the cluster's list shows it (management API OpenAPI 1.5.1, listScms). */
export interface Configuration {
  readonly id: string;
  readonly provider: string;
  readonly enabled: boolean;
  readonly default: boolean;
  readonly urls?: { readonly web: string; readonly api: string; readonly ssh: string };
  readonly scm?: { readonly client_id: string };
}

/** What a user's link to a configuration comes to (getScmStatus). */
export interface LinkStatus {
  readonly authorization_status: string;
  readonly scm_username?: string;
}

/** The calls that an admin would make by hand. They share nothing with the provider, so as to check it. */
export class AdminApi {
  constructor(
    readonly url: string,
    private readonly apiKey: string,
    private readonly stop: AbortSignal,
  ) {}

  async list(): Promise<Configuration[]> {
    const answer = await this.call("GET", "/v1/scms");
    return ((await answer.json()) as { results: Configuration[] }).results;
  }

  async disable(id: string): Promise<void> {
    await this.call("PATCH", `/v1/admin/scms/${id}`, { body: { enabled: false } });
  }

  async makeDefault(id: string): Promise<void> {
    await this.call("POST", `/v1/admin/scms/${id}/default`);
  }

  /** Whether a user has linked an account to a configuration, and which. */
  async linkOf(id: string, userKey: string): Promise<LinkStatus> {
    const answer = await this.call("GET", `/v1/scms/${id}/oauth/status`, { key: userKey });
    return (await answer.json()) as LinkStatus;
  }

  private async call(
    method: string,
    path: string,
    { body, key = this.apiKey }: { body?: object; key?: string } = {},
  ): Promise<Response> {
    return call(
      new Request(this.url + path, {
        method,
        headers: { authorization: `Simple ${key}` },
        signal: this.stop,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  }
}
