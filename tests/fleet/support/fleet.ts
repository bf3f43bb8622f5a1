import { spawn } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { type Emulator, startEmulator } from "../../../emulator/src";
import type { Cluster } from "../../../examples/fleet/clusters";
import { variableFor } from "../../../examples/fleet/secrets";
import { pulumiEnvironment, ROOT } from "../../support/environment";

const EXAMPLE = join(ROOT, "examples/fleet");

/** How one run of the driver ended. */
export interface Ended {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** A run of the driver that may still be on. */
export interface Running {
  readonly pid: number | undefined;
  /** As Ctrl-C does it in a terminal: the driver gets it, and all that it has started. */
  interrupt(): void;
  readonly ended: Promise<Ended>;
}

/** `examples/fleet` as a user would have it, with emulated clusters in its table. */
export class Fleet {
  readonly directory = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-fleet-"));
  readonly emulators = new Map<string, Emulator>();
  private readonly env: Record<string, string | undefined>;

  private constructor() {
    mkdirSync(join(this.directory, "tmp"));
    this.env = {
      ...pulumiEnvironment(this.directory),
      TMPDIR: join(this.directory, "tmp"),
      ALGORITHMIA_VERIFY_CONSUMER: "off", // the real Bitbucket is never asked
    };
  }

  static async start(names: readonly string[]): Promise<Fleet> {
    const fleet = new Fleet();
    for (const name of names) fleet.emulators.set(name, await startEmulator());
    fleet.install();
    return fleet;
  }

  /** The emulated cluster of that name. */
  of(name: string): Emulator {
    const emulator = this.emulators.get(name);
    if (emulator === undefined) throw new Error(`The fleet has no ${name}`);
    return emulator;
  }

  /** Secrets of a cluster, as they are in the driver's environment. */
  consumerOf(name: string): { consumerKey: string; consumerSecret: string } {
    return { consumerKey: `planted-key-of-${name}`, consumerSecret: `planted-secret-of-${name}` };
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
      child.on("close", (code) => done({ code, lines: output.trimEnd().split("\n") }));
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

  // As `tsc` would compile it; the types are checked with all others.
  private install(): void {
    cpSync(join(EXAMPLE, "Pulumi.yaml"), join(this.directory, "Pulumi.yaml"));
    cpSync(join(EXAMPLE, "package.json"), join(this.directory, "package.json"));
    cpSync(join(EXAMPLE, "tsconfig.json"), join(this.directory, "tsconfig.json"));
    symlinkSync(join(ROOT, "node_modules"), join(this.directory, "node_modules"));
    mkdirSync(join(this.directory, "dist"));
    for (const file of globSync("*.ts", { cwd: EXAMPLE })) {
      const text = file === "clusters.ts" ? this.table() : readFileSync(join(EXAMPLE, file), "utf8");
      writeFileSync(join(this.directory, file), text);
      const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
      const { outputText } = ts.transpileModule(text, { compilerOptions });
      writeFileSync(join(this.directory, "dist", file.replace(/\.ts$/, ".js")), outputText);
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
