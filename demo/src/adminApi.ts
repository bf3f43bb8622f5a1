import { DemoFailure } from "./failure";

/** An SCM configuration as the cluster's list shows it (management API OpenAPI 1.5.1, listScms). */
export interface Configuration {
  readonly id: string;
  readonly provider: string;
  readonly enabled: boolean;
  readonly default: boolean;
  readonly urls?: { readonly web: string; readonly api: string; readonly ssh: string };
  readonly scm?: { readonly client_id: string };
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
    await this.call("PATCH", `/v1/admin/scms/${id}`, { enabled: false });
  }

  async makeDefault(id: string): Promise<void> {
    await this.call("POST", `/v1/admin/scms/${id}/default`);
  }

  private async call(method: string, path: string, body?: object): Promise<Response> {
    const request = new Request(this.url + path, {
      method,
      headers: { authorization: `Simple ${this.apiKey}` },
      signal: this.stop,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await this.send(request);
    if (answer.ok) return answer;
    throw new DemoFailure(
      `The cluster refused ${method} ${path} with ${answer.status}: ${await answer.text()}`,
    );
  }

  private async send(request: Request): Promise<Response> {
    try {
      return await fetch(request);
    } catch (error) {
      this.stop.throwIfAborted();
      throw new DemoFailure(`The cluster does not answer ${request.method} ${request.url}: ${String(error)}`);
    }
  }
}
