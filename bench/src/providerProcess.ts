import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { credentials, type Client } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Env } from "./command";

type Method = (request: unknown, callback: (error: Error | null, response: unknown) => void) => void;

/** A provider in a process of its own, which gets the same calls as from the engine. */
export class ProviderProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
    /** Milliseconds from the start of the process until it listens. */
    readonly startMs: number,
  ) {}

  static async start(file: string, args: readonly string[], cwd: string, env: Env): Promise<ProviderProcess> {
    const startedAt = performance.now();
    const child = spawn(file, args, { cwd, env: { ...env }, stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    const startMs = performance.now() - startedAt;
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    return new ProviderProcess(child, client, startMs);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async configure(): Promise<void> {
    const request = new proto.ConfigureRequest();
    request.setUrn("urn:pulumi:bench::bench::pulumi:providers:algorithmia::default");
    request.setArgs(Struct.fromJavaScript({}));
    request.setAcceptsecrets(true);
    await this.call("configure", request);
  }

  async check(urn: string, news: object): Promise<Struct> {
    const request = new proto.CheckRequest();
    request.setUrn(urn);
    request.setOlds(Struct.fromJavaScript({}));
    request.setNews(Struct.fromJavaScript(news as never));
    const response = (await this.call("check", request)) as proto.CheckResponse;
    // The engine passes no secret marks to a provider that doesn't accept them.
    return Struct.fromJavaScript(plaintext(response.getInputs()?.toJavaScript() ?? {}) as never);
  }

  async create(urn: string, inputs: Struct): Promise<{ id: string; state: Struct }> {
    const request = new proto.CreateRequest();
    request.setUrn(urn);
    request.setProperties(inputs);
    const response = (await this.call("create", request)) as proto.CreateResponse;
    return { id: response.getId(), state: response.getProperties() ?? new Struct() };
  }

  async read(urn: string, id: string, state: Struct, inputs: Struct): Promise<void> {
    const request = new proto.ReadRequest();
    request.setUrn(urn);
    request.setId(id);
    request.setProperties(state);
    request.setInputs(inputs);
    await this.call("read", request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    const exited = once(this.child, "exit");
    this.child.kill("SIGINT");
    await exited;
  }

  private call(method: string, request: unknown): Promise<unknown> {
    return new Promise((done, failed) => {
      const call = (this.client as unknown as Record<string, Method>)[method]?.bind(this.client);
      call?.(request, (error, response) => (error === null ? done(response) : failed(error)));
    });
  }
}

// Pulumi's wire protocol (sdk/go/common/resource/plugin/rpc.go): the signature of a special object.
const SIGNATURE = "4dabf18193072939515e22adb298388d";

function plaintext(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (SIGNATURE in value && "value" in value) return value.value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plaintext(inner)]));
}
