import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";
import { CONSUMER } from "./cluster";
import { type Operation, run } from "./engine/run";
import { type Declared, emptySnapshot, type Props, type Resource } from "./engine/snapshot";
import { Host, type HostName } from "./host";
import { shared } from "./shared";

/** A stack of one resource on a real host, with the model of the engine instead of the CLI: for rules of the provider alone. */
export class HostStack {
  private readonly snapshot = emptySnapshot();

  constructor(
    private readonly host: Host,
    private readonly connection: Record<string, string>,
  ) {}

  /** The id in the state. */
  get id(): string | undefined {
    return this.snapshot.resources.find(({ deleting }) => deleting !== true)?.id;
  }

  /** Brings up a resource with the planted consumer. Like each operation, it is a run of its own. */
  async up(args: Props = {}, settings: Record<string, string> = {}): Promise<void> {
    await this.run("up", args, settings);
  }

  /** Runs an up that must fail, and returns its message in one line. */
  async failingUp(args: Props = {}): Promise<string> {
    return messageOf(this.up(args));
  }

  async failingDestroy(): Promise<string> {
    return messageOf(this.destroy());
  }

  async refresh(settings: Record<string, string> = {}): Promise<void> {
    await this.run("refresh", {}, settings);
  }

  async destroy(settings: Record<string, string> = {}): Promise<void> {
    await this.run("destroy", {}, settings);
  }

  /** Expects that another up of the same program changes nothing. */
  async expectSettled(args: Props = {}): Promise<void> {
    expect(await this.run("preview", args)).toBe(0);
  }

  private async run(
    kind: Operation["kind"],
    args: Props,
    settings: Record<string, string> = {},
  ): Promise<number> {
    const { host, snapshot } = this;
    await host.configure({ ...this.connection, ...settings });
    const operation = { kind, order: "one by one", refreshFirst: false, replace: [] } as const;
    const failures: unknown[] = [];
    const program: Declared[] = [{ urn: host.urn(), args: { ...CONSUMER, ...args } }];
    const steps = await run({ host, snapshot, operation, failures }, program);
    if (failures.length > 0) throw failures[0] as Error;
    return steps;
  }
}

/** An emulated cluster, and a host that is configured for it by the stack's config. */
export class HostCluster {
  private constructor(
    readonly emulator: Emulator,
    readonly host: Host,
  ) {}

  static async start(kind: HostName, options: EmulatorOptions): Promise<HostCluster> {
    return new HostCluster(await startEmulator(options), await Host.start({}, { kind }));
  }

  get settings(): Record<string, string> {
    const { url, apiKey } = this.emulator;
    return { apiUrl: url, apiKey, verifyConsumer: "off" };
  }

  /** Starts a run, and returns the host for it. A setting can be undefined. */
  async newRun(settings: Record<string, string | undefined> = {}): Promise<Host> {
    const all = Object.entries({ ...this.settings, ...settings });
    await this.host.configure(
      Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    );
    return this.host;
  }

  newStack(host = this.host): HostStack {
    return new HostStack(host, this.settings);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
    await this.emulator.close();
  }
}

/** One cluster and host for all tests of a file or block. The cluster is reset before each test. */
export function useHostCluster(kind: HostName, options: EmulatorOptions = {}): HostCluster {
  const cluster = shared(
    () => HostCluster.start(kind, options),
    (started) => started[Symbol.asyncDispose](),
  );
  beforeEach(() => cluster.emulator.reset());
  return cluster;
}

/** Checks the arguments of a resource, which must be valid, and returns its inputs. */
export async function checked(host: Host, args: Props = {}, name?: string): Promise<Props> {
  const { inputs, failures } = await host.check(host.urn(name), {}, { ...CONSUMER, ...args });
  expect(failures).toEqual([]);
  return inputs;
}

/** Creates a resource, which must succeed. */
export async function created(host: Host, args: Props = {}, name?: string): Promise<Resource> {
  const inputs = await checked(host, args, name);
  const { failure, ...resource } = await host.create(host.urn(name), inputs);
  expect(failure).toBeUndefined();
  return { urn: host.urn(name), inputs, ...resource };
}

/** A resource of which only the id is known, as in an import or a resource's `get`. */
export function unknownTo(host: Host, id: string): Resource {
  return { urn: host.urn(), id, inputs: {}, outputs: {} };
}

async function messageOf(run: Promise<void>): Promise<string> {
  const outcome = await run.then(
    () => undefined,
    (error: unknown) => String(error),
  );
  if (outcome === undefined) throw new Error("The run succeeded, which it must not");
  return outcome.replaceAll(/\s+/g, " ");
}
