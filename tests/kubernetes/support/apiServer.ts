import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const ROOT = resolve(__dirname, "../../..");

/** A response of the API server. */
export interface ApiServerResponse {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly message?: string };
}

interface Access {
  readonly server: string;
  readonly ca: Buffer;
  readonly token: string;
}

/** A real Kubernetes API server, removed after the test. */
export class ApiServer {
  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    readonly kubeconfig: string,
    private readonly access: Access,
  ) {}

  static async start(): Promise<ApiServer> {
    const directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-k8s-"));
    const args = ["kubernetes-api-server", "-dir", directory];
    // The server ends when its standard input closes, with this process.
    const child = spawn(join(ROOT, "toolchain/kubernetes"), args, { stdio: ["pipe", "pipe", "pipe"] });
    let log = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-4000)));
    for await (const line of createInterface(child.stdout)) {
      const { kubeconfig } = JSON.parse(line) as { kubeconfig: string };
      child.stdout.resume();
      return new ApiServer(directory, child, kubeconfig, accessOf(kubeconfig));
    }
    throw new Error(`The API server ended before it was ready:\n${log}`);
  }

  /** Sends a request. `type` is the content type of the body. */
  ask(method: string, path: string, body?: unknown, type = "application/json"): Promise<ApiServerResponse> {
    const { server, ca, token } = this.access;
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    return new Promise((done, failed) => {
      const asking = request(server + path, { method, ca, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => {
          const content = text.startsWith("{")
            ? (JSON.parse(text) as ApiServerResponse["body"])
            : { message: text };
          done({ status: response.statusCode ?? 0, body: content });
        });
      });
      asking.on("error", failed);
      asking.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Sends a request that must succeed. */
  async succeed(...asked: Parameters<ApiServer["ask"]>): Promise<ApiServerResponse["body"]> {
    const { status, body } = await this.ask(...asked);
    if (status >= 300) throw new Error(`${asked[0]} ${asked[1]}: ${status} ${body.message ?? ""}`);
    return body;
  }

  /** Validates an object with a dry run. Returns the error message, or `undefined`. */
  async objectionTo(path: string, object: unknown): Promise<string | undefined> {
    const { status, body } = await this.ask("POST", `${path}?dryRun=All&fieldValidation=Strict`, object);
    return status === 201 ? undefined : `${status} ${body.message ?? ""}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.child, "close");
    this.child.stdin?.end();
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function accessOf(kubeconfig: string): Access {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, "utf8")) as {
    clusters: [{ cluster: { server: string; "certificate-authority-data": string } }];
    users: [{ user: { token: string } }];
  };
  const [{ cluster }] = clusters;
  return {
    server: cluster.server,
    ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
    token: users[0].user.token,
  };
}
