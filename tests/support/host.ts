import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { dirname, resolve, sep } from "node:path";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { SERIALIZED_PROVIDER } from "../../sdk/serializedProvider";
import { sdkEnvironment } from "./environment";
import { withoutSecretMarks } from "./secretMarks";

const ROOT = resolve(__dirname, "../..");

type Props = Record<string, unknown>;

const FORGET = `for (const file of Object.keys(require.cache)) {
  if (file.startsWith(${JSON.stringify(resolve(ROOT, "dist") + sep)})) delete require.cache[file];
}`;

/** Pulumi's real dynamic-provider host, driven as the engine drives it. */
export class Host {
  private renewals = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly pulumi: PulumiModules,
    /** What it printed on standard error. */
    readonly stderr: string[],
    /** What it printed on standard output. */
    readonly stdout: string[],
    private line: string,
  ) {}

  get pid(): number | undefined {
    return this.process.pid;
  }

  /**
   * Starts a host.
   *
   * @param directory - The program's, from where `@pulumi/pulumi` is loaded.
   * @param line - The provider's text, as a state holds it; ours unless said otherwise.
   */
  static async start(
    env: Record<string, string>,
    directory = ROOT,
    line = SERIALIZED_PROVIDER,
  ): Promise<Host> {
    const load = createRequire(resolve(directory, "package.json"));
    const script = load.resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      cwd: directory,
      env: { ...sdkEnvironment(), PULUMI_PROJECT: "test", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stderr: string[] = [];
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk.toString()));
    const stdout: string[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk.toString()));
    const [port] = (await once(createInterface(child.stdout), "line")) as [string];
    const pulumi = modulesOf(load, dirname(script));
    const client = new pulumi.service.ResourceProviderClient(
      `127.0.0.1:${port}`,
      pulumi.grpc.credentials.createInsecure(),
    );
    return new Host(child, client, pulumi, stderr, stdout, line);
  }

  /**
   * Makes what follows as it were in a new process, without the second that one takes to start: the provider is loaded
   * anew, so that it remembers nothing, and then configured.
   */
  async renew(config: Record<string, string>): Promise<void> {
    this.renewals += 1;
    // The host keeps what a text gave it; another text is evaluated.
    this.line = `${FORGET}/* ${this.renewals} */${SERIALIZED_PROVIDER}`;
    await this.configure(config);
  }

  async configure(config: Record<string, string>): Promise<void> {
    const request = new this.pulumi.messages.ConfigureRequest();
    request.setArgs(this.struct(config));
    await this.call("configure", request);
  }

  async check(
    olds: Props,
    news: Props,
  ): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = new this.pulumi.messages.CheckRequest();
    request.setOlds(this.struct(olds));
    request.setNews(this.struct(this.withLine(news)));
    const response = await this.call<InstanceType<Messages["CheckResponse"]>>("check", request);
    return {
      inputs: withoutLine(withoutSecretMarks(response.getInputs()?.toJavaScript() ?? {}) as Props),
      failures: response.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() })),
    };
  }

  async diff(
    id: string,
    olds: Props,
    news: Props,
  ): Promise<{ changes: number; replaces: string[]; deleteFirst: boolean }> {
    const request = new this.pulumi.messages.DiffRequest();
    request.setId(id);
    request.setOlds(this.struct(this.withLine(olds)));
    request.setNews(this.struct(this.withLine(news)));
    const response = await this.call<InstanceType<Messages["DiffResponse"]>>("diff", request);
    return {
      changes: response.getChanges(),
      replaces: response.getReplacesList(),
      deleteFirst: response.getDeletebeforereplace(),
    };
  }

  async create(inputs: Props): Promise<{ id: string; outs: Props }> {
    const request = new this.pulumi.messages.CreateRequest();
    request.setProperties(this.struct(this.withLine(inputs)));
    const response = await this.call<InstanceType<Messages["CreateResponse"]>>("create", request);
    return { id: response.getId(), outs: withoutLine(response.getProperties()?.toJavaScript() ?? {}) };
  }

  async read(id: string, props: Props): Promise<{ id: string; props: Props; inputs: Props }> {
    const request = new this.pulumi.messages.ReadRequest();
    request.setId(id);
    request.setProperties(this.struct(this.withLine(props)));
    const response = await this.call<InstanceType<Messages["ReadResponse"]>>("read", request);
    return {
      id: response.getId(),
      props: withoutLine(response.getProperties()?.toJavaScript() ?? {}),
      inputs: withoutLine(response.getInputs()?.toJavaScript() ?? {}),
    };
  }

  async update(id: string, olds: Props, news: Props): Promise<Props> {
    const request = new this.pulumi.messages.UpdateRequest();
    request.setId(id);
    request.setOlds(this.struct(this.withLine(olds)));
    request.setNews(this.struct(this.withLine(news)));
    const response = await this.call<InstanceType<Messages["UpdateResponse"]>>("update", request);
    return withoutLine(response.getProperties()?.toJavaScript() ?? {});
  }

  async delete(id: string, props: Props): Promise<void> {
    const request = new this.pulumi.messages.DeleteRequest();
    request.setId(id);
    request.setProperties(this.struct(this.withLine(props)));
    await this.call("delete", request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close();
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }

  private struct(props: Props): InstanceType<PulumiModules["Struct"]> {
    return this.pulumi.Struct.fromJavaScript(props as never);
  }

  private withLine(props: Props): Props {
    return { ...props, __provider: this.line };
  }

  private call<Response = unknown>(method: string, request: unknown): Promise<Response> {
    return new Promise((done, failed) => {
      const call = (this.client as unknown as Record<string, Unary>)[method]?.bind(this.client);
      call?.(request, (error, response) => {
        if (error === null) {
          done(response as Response);
        } else {
          failed(error);
        }
      });
    });
  }
}

type Unary = (request: unknown, callback: (error: Error | null, response: unknown) => void) => void;
type Messages = typeof import("@pulumi/pulumi/proto/provider_pb");

// All from where the host has them: grpc takes no credentials that another copy of it made.
interface PulumiModules {
  readonly grpc: typeof import("@grpc/grpc-js");
  readonly service: typeof import("@pulumi/pulumi/proto/provider_grpc_pb");
  readonly messages: Messages;
  readonly Struct: typeof import("google-protobuf/google/protobuf/struct_pb").Struct;
}

function modulesOf(load: NodeJS.Require, host: string): PulumiModules {
  const beside = createRequire(resolve(host, "index.js"));
  return {
    grpc: beside("@grpc/grpc-js") as PulumiModules["grpc"],
    service: load("@pulumi/pulumi/proto/provider_grpc_pb") as PulumiModules["service"],
    messages: load("@pulumi/pulumi/proto/provider_pb") as Messages,
    Struct: (beside("google-protobuf/google/protobuf/struct_pb") as { Struct: PulumiModules["Struct"] })
      .Struct,
  };
}

function withoutLine({ __provider: _line, ...props }: Props): Props {
  return props;
}
