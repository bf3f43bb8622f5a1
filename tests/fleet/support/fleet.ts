import { spawn } from "node:child_process";
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import { type Emulator, startEmulator } from "../../../emulator/src";
import type { Cluster } from "../../../examples/fleet/clusters";
import { variableFor } from "../../../examples/fleet/secrets";
import { pulumiEnvironment, ROOT, temporaryDirectory } from "../../support/environment";

const EXAMPLE = join(ROOT, "examples/fleet");

/** The result of a run of the driver. */
export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** A run of the driver. */
export interface Running {
  readonly pid: number | undefined;
  /** Sends SIGINT to the driver and to its child processes, like Ctrl-C in a terminal. */
  interrupt(): void;
  readonly ended: Promise<Ended>;
}

/** A copy of `examples/fleet` with emulated clusters in its table. */
export class Fleet {
  readonly directory = temporaryDirectory("fleet");
  readonly emulators = new Map<string, Emulator>();
  private readonly env: Record<string, string | undefined>;

  private constructor() {
    mkdirSync(join(this.directory, "tmp"));
    this.env = {
      ...pulumiEnvironment(this.directory),
      TMPDIR: join(this.directory, "tmp"),
      ALGORITHMIA_VERIFY_CONSUMER: "off", // sends no request to the real Bitbucket
    };
  }

  static async start(names: readonly string[]): Promise<Fleet> {
    const fleet = new Fleet();
    for (const name of names) fleet.emulators.set(name, await startEmulator());
    fleet.install();
    return fleet;
  }

  /** Returns the emulated cluster with that name. */
  of(name: string): Emulator {
    const emulator = this.emulators.get(name);
    if (emulator === undefined) throw new Error(`The fleet doesn't contain ${name}.`);
    return emulator;
  }

  /** Returns a cluster's consumer, which is in the driver's environment. */
  consumerOf(name: string): { consumerKey: string; consumerSecret: string } {
    return { consumerKey: `planted-key-of-${name}`, consumerSecret: `planted-secret-of-${name}` };
  }

  /** Returns each secret with the name of its cluster. */
  secrets(): ReadonlyMap<string, string> {
    const secretsOf = ([name, { apiKey }]: [string, Emulator]) =>
      [apiKey, ...Object.values(this.consumerOf(name))].map((secret) => [secret, name] as const);
    return new Map([...this.emulators].flatMap(secretsOf));
  }

  /** Changes the environment of later runs. `undefined` unsets. */
  setEnv(change: Record<string, string | undefined>): void {
    Object.assign(this.env, change);
  }

  start(...args: string[]): Running {
    const child = spawn("node", [join(this.directory, "dist/main.js"), ...args], {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    const ended = new Promise<Ended>((done, failed) => {
      child.on("error", failed);
      child.on("close", (code) => done({ code, output: output.trimEnd() }));
    });
    return { pid: child.pid, interrupt: () => void process.kill(-(child.pid ?? 0), "SIGINT"), ended };
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const emulator of this.emulators.values()) await emulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  // swc compiles faster than tsc. The repository's type check covers the types.
  private install(): void {
    cpSync(join(EXAMPLE, "Pulumi.yaml"), join(this.directory, "Pulumi.yaml"));
    cpSync(join(EXAMPLE, "package.json"), join(this.directory, "package.json"));
    cpSync(join(EXAMPLE, "tsconfig.json"), join(this.directory, "tsconfig.json"));
    symlinkSync(join(ROOT, "node_modules"), join(this.directory, "node_modules"));
    mkdirSync(join(this.directory, "dist"));
    for (const file of globSync("*.ts", { cwd: EXAMPLE })) {
      const text = file === "clusters.ts" ? this.table() : readFileSync(join(EXAMPLE, file), "utf8");
      writeFileSync(join(this.directory, file), text);
      const { code } = transformSync(text, {
        jsc: { parser: { syntax: "typescript" }, target: "es2023" },
        module: { type: "commonjs" },
      });
      writeFileSync(join(this.directory, "dist", file.replace(/\.ts$/, ".js")), code);
    }
  }

  private table(): string {
    const clusters: Cluster[] = [...this.emulators].map(([name, { url }]) => ({ name, apiUrl: url }));
    for (const cluster of clusters) {
      const { consumerKey, consumerSecret } = this.consumerOf(cluster.name);
      this.setEnv({
        [variableFor(cluster, "ALGORITHMIA_API_KEY")]: this.of(cluster.name).apiKey,
        [variableFor(cluster, "CONSUMER_KEY")]: consumerKey,
        [variableFor(cluster, "CONSUMER_SECRET")]: consumerSecret,
      });
    }
    const source = readFileSync(join(EXAMPLE, "clusters.ts"), "utf8");
    return source.replace(/= \[\n[^]*\];/, `= ${JSON.stringify(clusters)};`);
  }
}
