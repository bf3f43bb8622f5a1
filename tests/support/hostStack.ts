import { type Emulator, startEmulator } from "../../emulator/src";
import { CONSUMER, connectionTo } from "./cluster";
import { Host } from "./host";
import { URN } from "./inputs";
import { shared } from "./shared";
import { SmallEngine } from "./smallEngine";

type Args = Record<string, unknown>;

/** A stack of one resource, on the real provider host but without the CLI: for rules that are the provider's alone. */
export class HostStack {
  private readonly engine = new SmallEngine();

  constructor(
    private readonly host: Host,
    private readonly config: Record<string, string> = {},
  ) {}

  /** Brings up a resource with the planted consumer, in a run of its own. */
  async up(args: Args = {}, config: Record<string, string> = {}): Promise<void> {
    await this.host.renew({ ...this.config, ...config });
    await this.engine.up(this.host, programOf(args));
  }

  /** An up or a destroy that must fail: its message, in one line. */
  async failingUp(args: Args = {}): Promise<string> {
    return messageOf(this.up(args));
  }

  async failingDestroy(): Promise<string> {
    return messageOf(this.destroy());
  }

  async refresh(): Promise<void> {
    await this.host.renew(this.config);
    await this.engine.refresh(this.host);
  }

  async destroy(): Promise<void> {
    await this.host.renew(this.config);
    await this.engine.destroy(this.host);
  }

  /** What must hold after each up: the same program shows no change. */
  async expectSettled(args: Args = {}): Promise<void> {
    await this.host.renew(this.config);
    expect(await this.engine.isSettled(this.host, programOf(args))).toBe(true);
  }
}

/** An emulated cluster, and a provider host that its stacks share. */
export class HostCluster {
  private constructor(
    readonly emulator: Emulator,
    readonly host: Host,
  ) {}

  static async start(): Promise<HostCluster> {
    const emulator = await startEmulator();
    return new HostCluster(emulator, await Host.start(connectionTo(emulator)));
  }

  newStack(): HostStack {
    return new HostStack(this.host);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
    await this.emulator.close();
  }
}

/** One cluster and host for all tests of a file, the cluster reset before each. */
export function useHostCluster(): HostCluster {
  const cluster = shared(
    () => HostCluster.start(),
    (started) => started[Symbol.asyncDispose](),
  );
  beforeEach(() => cluster.emulator.reset());
  return cluster;
}

function programOf(args: Args): Args {
  return { __urn: URN, ...CONSUMER, ...args };
}

async function messageOf(run: Promise<void>): Promise<string> {
  const outcome = await run.then(
    () => undefined,
    (error: unknown) => String(error),
  );
  if (outcome === undefined) throw new Error("The run succeeded, which it must not");
  return outcome.replaceAll(/\s+/g, " ");
}
