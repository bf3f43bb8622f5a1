import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "pulumi-algorithmia-emulator";
import ts from "typescript";
import { type Env, measureCommand } from "../command";
import type { Context } from "../context";
import { megabytesOf, processTree } from "../processes";
import { ROOT } from "../root";

const EXAMPLE = join(ROOT, "examples/fleet");
const PROVIDERS = { providers: [{ name: "algorithmia", path: join(ROOT, "plugin") }] };
/** The driver's default of concurrent operations. */
const PARALLEL = 4;
const MEMORY_INTERVAL_MS = 200;

interface Variant {
  readonly name: string;
  /** Parts of `Pulumi.yaml`. */
  readonly project: object;
  readonly native?: true;
}

const compiled = { runtime: { name: "nodejs", options: { typescript: false } }, main: "dist/index.js" };
const config = { type: "string" };

const VARIANTS: readonly Variant[] = [
  { name: "dynamic, transpile-only", project: { runtime: "nodejs", main: "index.ts" } },
  { name: "dynamic, compiled", project: compiled },
  { name: "plugin, compiled", project: { ...compiled, plugins: PROVIDERS }, native: true },
  {
    name: "plugin, YAML",
    project: {
      runtime: "yaml",
      plugins: PROVIDERS,
      config: { consumerKey: config, consumerSecret: config },
      resources: {
        bitbucket: {
          type: "algorithmia:BitbucketCloudScmConfiguration",
          properties: { consumerKey: "${consumerKey}", consumerSecret: "${consumerSecret}" },
        },
      },
    },
  },
];

/** Measures the driver of `examples/fleet`, with a stack for each of several clusters. */
export async function measureFleet(context: Context): Promise<void> {
  const emulators = new Map<string, Emulator>();
  try {
    for (let index = 0; index < (context.quick ? 2 : 50); index += 1) {
      emulators.set(`cluster-${index}`, await startEmulator());
    }
    for (const variant of VARIANTS) await measureVariant(context, variant, emulators);
  } finally {
    for (const emulator of emulators.values()) await emulator.close();
  }
}

async function measureVariant(
  context: Context,
  variant: Variant,
  emulators: ReadonlyMap<string, Emulator>,
): Promise<void> {
  const directory = mkdtempSync(join(context.directory, "fleet-"));
  const env = { ...install(directory, variant, emulators), PATH: context.env["PATH"] };
  for (const emulator of emulators.values()) emulator.reset();
  const n = emulators.size;
  for (const [measure, operation] of [
    ["create", "up"],
    ["no-op", "up"],
    ["refresh", "refresh"],
  ] as const) {
    const memory = new MemoryPeak();
    const { seconds, cpuSeconds } = await measureCommand("node", ["dist/main.js", operation], {
      cwd: directory,
      env: {
        ...context.env,
        ...env,
        PULUMI_BACKEND_URL: `file://${directory}`,
        TMPDIR: join(directory, "tmp"),
      },
      onStart: (pid) => memory.watch(pid),
    }).finally(() => memory.stop());
    const values = {
      seconds: seconds / n,
      cpuSeconds: cpuSeconds / n,
      megabytes: memory.megabytes / Math.min(PARALLEL, n),
    };
    context.record({
      section: "fleet",
      subject: variant.name,
      measure,
      n,
      latencyMs: 0,
      repetition: 1,
      values,
    });
  }
}

/** Installs the example with a variant of its program, and returns the driver's secrets. */
function install(
  directory: string,
  { project, native }: Variant,
  emulators: ReadonlyMap<string, Emulator>,
): Env {
  mkdirSync(join(directory, "tmp"));
  mkdirSync(join(directory, "dist"));
  for (const file of ["package.json", "tsconfig.json"]) cpSync(join(EXAMPLE, file), join(directory, file));
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "fleet", ...project }));
  const clusters = [...emulators].map(([name, { url }]) => ({ name, apiUrl: url }));
  for (const file of globSync("*.ts", { cwd: EXAMPLE })) {
    const text = readFileSync(join(EXAMPLE, file), "utf8")
      .replace(/^(export const clusters.* = )\[\n[^]*?^\];/m, `$1${JSON.stringify(clusters)};`)
      .replace('from "pulumi-algorithmia"', native === true ? 'from "pulumi-algorithmia/native"' : "$&");
    writeFileSync(join(directory, file), text);
    const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
    writeFileSync(
      join(directory, "dist", file.replace(/\.ts$/, ".js")),
      ts.transpileModule(text, { compilerOptions }).outputText,
    );
  }
  const secrets = [...emulators].map(([name, { apiKey }]) => {
    const consumer = { consumerKey: `key-of-${name}`, consumerSecret: `secret-of-${name}` };
    const config = Object.entries(consumer).map(([key, value]) => [`fleet:${key}`, value] as const);
    writeFileSync(
      join(directory, `Pulumi.${name}.yaml`),
      JSON.stringify({ config: Object.fromEntries(config) }),
    );
    const prefix = name.toUpperCase().replaceAll("-", "_");
    return {
      [`${prefix}_API_KEY`]: apiKey,
      [`${prefix}_CONSUMER_KEY`]: consumer.consumerKey,
      [`${prefix}_CONSUMER_SECRET`]: consumer.consumerSecret,
    };
  });
  return Object.assign({}, ...secrets) as Env;
}

/** The greatest memory of the processes that the driver started, without the driver. */
class MemoryPeak {
  megabytes = 0;
  private timer: NodeJS.Timeout | undefined;

  watch(shell: number): void {
    this.timer = setInterval(() => {
      const [, , ...operations] = processTree(shell);
      this.megabytes = Math.max(this.megabytes, megabytesOf(operations));
    }, MEMORY_INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
