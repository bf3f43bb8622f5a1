import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ROOT } from "./environment";
import type { CheckFailure, Created, Diff, ProviderHost } from "./engine/providerHost";
import type { Props, Resource } from "./engine/snapshot";
import { dynamicProtocol, type HostProtocol, pluginProtocol } from "./hostProtocol";
import { type HostProcess, startDynamicHost, startPlugin } from "./hostProcess";
import { HOSTS } from "./hosts";
import { keptAfterFailure } from "./initFailed";

/** The processes that run the provider: Pulumi's dynamic-provider host, and the plugin. */
export const HOST_NAMES = ["dynamic", "plugin"] as const;
export type HostName = (typeof HOST_NAMES)[number];

interface HostOptions {
  readonly kind?: HostName;
  /** The program's directory, from which the dynamic-provider host is loaded. */
  readonly directory?: string;
  /** The provider's text in the state; default: this package's. */
  readonly serializedProvider?: string;
}

/** A real process that runs the provider, with the requests that the engine sends it over gRPC. */
export class Host implements ProviderHost {
  private constructor(
    private readonly kind: HostName,
    private readonly process: HostProcess,
    private readonly grpc: Grpc,
    private readonly client: ResourceProviderClient,
    private readonly protocol: HostProtocol & { renew?(): void },
  ) {}

  static async start(env: Record<string, string>, options: HostOptions = {}): Promise<Host> {
    const { kind = "dynamic", directory = ROOT, serializedProvider } = options;
    const isPlugin = kind === "plugin";
    const process = await (isPlugin ? startPlugin(env) : startDynamicHost(env, directory));
    const grpc = grpcOf(directory);
    const credentials = grpc.grpc.credentials.createInsecure();
    const client = new grpc.service.ResourceProviderClient(`127.0.0.1:${process.port}`, credentials);
    const protocol = isPlugin ? pluginProtocol() : dynamicProtocol(serializedProvider);
    return new Host(kind, process, grpc, client, protocol);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Returns what the process printed in this run. Without an engine, this includes the messages to the user. */
  async printed(): Promise<string> {
    // What the process printed before this response has arrived when the response has.
    await this.send("getPluginInfo", new this.grpc.Empty());
    return this.process.output.join("");
  }

  /** The URN of a resource in a program for this host. */
  urn(name = "bitbucket"): string {
    return `urn:pulumi:test::test::${HOSTS[this.kind === "plugin" ? "yaml" : "dynamic"].type}::${name}`;
  }

  /** Configures the provider, which starts a run. Later runs of the same process remember nothing of it. */
  async configure(settings: Record<string, string> = {}, isExplicit = false): Promise<void> {
    this.protocol.renew?.();
    const request = new this.grpc.messages.ConfigureRequest();
    request.setUrn(this.protocol.providerUrn(isExplicit));
    request.setAcceptsecrets(true);
    request.setArgs(this.struct(this.protocol.settings(settings, isExplicit)));
    await this.send("configure", request);
    this.process.output.length = 0;
  }

  async check(urn: string, olds: Props, news: Props): Promise<{ inputs: Props; failures: CheckFailure[] }> {
    const request = new this.grpc.messages.CheckRequest();
    request.setUrn(urn);
    request.setOlds(this.encode(olds));
    request.setNews(this.encode(this.protocol.fromProgram(urn, news)));
    const response = await this.send<InstanceType<Messages["CheckResponse"]>>("check", request);
    const failures = response.getFailuresList().map((failure) => ({
      property: failure.getProperty(),
      reason: failure.getReason(),
    }));
    const inputs = this.decode(response.getInputs(), failures.length > 0 ? "failed check" : "check");
    return { inputs, failures };
  }

  async diff(old: Resource, news: Props): Promise<Diff> {
    const request = this.about(new this.grpc.messages.DiffRequest(), old);
    request.setOlds(this.encode(old.outputs));
    request.setOldInputs(this.encode(old.inputs));
    request.setNews(this.encode(news));
    const response = await this.send<InstanceType<Messages["DiffResponse"]>>("diff", request);
    return {
      changes: response.getChanges() === this.grpc.messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: Props): Promise<Created> {
    const request = new this.grpc.messages.CreateRequest();
    request.setUrn(urn);
    request.setProperties(this.encode(inputs));
    try {
      const response = await this.send<InstanceType<Messages["CreateResponse"]>>("create", request);
      return { id: response.getId(), outputs: this.decode(response.getProperties(), "create") };
    } catch (error) {
      const kept = keptAfterFailure(error);
      if (kept === undefined) throw error;
      const outputs = this.protocol.fromHost(kept.outputs, "create");
      return { id: kept.id, outputs, failure: error as Error };
    }
  }

  async read(old: Resource): Promise<Resource | undefined> {
    const request = this.about(new this.grpc.messages.ReadRequest(), old);
    const isInState = Object.keys(old.outputs).length > 0;
    if (isInState) request.setProperties(this.encode(old.outputs));
    request.setInputs(this.encode(isInState ? old.inputs : this.protocol.fromProgram(old.urn, old.inputs)));
    const response = await this.send<InstanceType<Messages["ReadResponse"]>>("read", request);
    if (response.getId() === "") return undefined;
    const outputs = this.decode(response.getProperties(), "read");
    return { ...old, outputs, inputs: this.decode(response.getInputs(), "read") };
  }

  async update(old: Resource, news: Props): Promise<Props> {
    const request = this.about(new this.grpc.messages.UpdateRequest(), old);
    request.setOlds(this.encode(old.outputs));
    request.setOldInputs(this.encode(old.inputs));
    request.setNews(this.encode(news));
    const response = await this.send<InstanceType<Messages["UpdateResponse"]>>("update", request);
    return this.decode(response.getProperties(), "update");
  }

  async delete(old: Resource): Promise<void> {
    const request = this.about(new this.grpc.messages.DeleteRequest(), old);
    request.setProperties(this.encode(old.outputs));
    request.setOldInputs(this.encode(old.inputs));
    await this.send("delete", request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    await this.process[Symbol.asyncDispose]();
  }

  private about<T extends { setId(id: string): void; setUrn(urn: string): void }>(
    request: T,
    { id, urn }: Resource,
  ): T {
    request.setId(id);
    request.setUrn(urn);
    return request;
  }

  private encode(props: Props): Struct {
    return this.struct(this.protocol.toHost(props));
  }

  private decode(struct: Struct | undefined, method: string): Props {
    return this.protocol.fromHost(struct?.toJavaScript() ?? {}, method);
  }

  private struct(props: Props): Struct {
    return this.grpc.Struct.fromJavaScript(props as never);
  }

  private send<Response = unknown>(method: string, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      const call = (this.client as unknown as Record<string, Unary>)[method]?.bind(this.client);
      call?.(request, (error, response) => {
        if (error === null) resolve(response as Response);
        else reject(error);
      });
    });
  }
}

type Unary = (request: unknown, callback: (error: Error | null, response: unknown) => void) => void;
type Messages = typeof import("@pulumi/pulumi/proto/provider_pb");
type Struct = import("google-protobuf/google/protobuf/struct_pb").Struct;

// All from one copy of Pulumi's SDK, because gRPC accepts no credentials that another copy of gRPC created.
interface Grpc {
  readonly grpc: typeof import("@grpc/grpc-js");
  readonly service: typeof import("@pulumi/pulumi/proto/provider_grpc_pb");
  readonly messages: Messages;
  readonly Struct: typeof import("google-protobuf/google/protobuf/struct_pb").Struct;
  readonly Empty: typeof import("google-protobuf/google/protobuf/empty_pb").Empty;
}

function grpcOf(directory: string): Grpc {
  const load = createRequire(resolve(directory, "package.json"));
  const host = dirname(load.resolve("@pulumi/pulumi/cmd/dynamic-provider"));
  const beside = createRequire(resolve(host, "index.js"));
  return {
    grpc: beside("@grpc/grpc-js") as Grpc["grpc"],
    service: load("@pulumi/pulumi/proto/provider_grpc_pb") as Grpc["service"],
    messages: load("@pulumi/pulumi/proto/provider_pb") as Messages,
    Struct: (beside("google-protobuf/google/protobuf/struct_pb") as Grpc).Struct,
    Empty: (beside("google-protobuf/google/protobuf/empty_pb") as Grpc).Empty,
  };
}
