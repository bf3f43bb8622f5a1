import { readFileSync } from "node:fs";
import type * as http from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Script } from "node:vm";
import type { provider as realProvider } from "../../../provider/dynamic";
import type { ProviderHost } from "../../support/engine/providerHost";
import type { Props } from "../../support/engine/snapshot";
import { withoutSecretMarks } from "../../support/secretMarks";
import { RequestQueue, type Crash } from "./requestQueue";

/*
 * A provider process simulated in this process: the built provider and client, loaded for each run, so that a crash leaves
 * nothing behind. HTTP and packages are real. Only the waits between attempts are skipped.
 */

type Provider = typeof realProvider;

export interface Process {
  readonly host: ProviderHost;
  readonly queue: RequestQueue;
  /** What it printed. Without an engine, this includes the messages to the user. */
  readonly printed: string[];
  /** Closes its connections and timers. */
  end(): void;
}

const ROOT = resolve(__dirname, "../../..");
const DIST = join(ROOT, "dist");
const requireFromDist = createRequire(join(DIST, "provider/dynamic.js"));

export function startProviderProcess(config: Record<string, string>, crash?: Crash): Process {
  const queue = new RequestQueue(requireFromDist("node-fetch") as typeof import("node-fetch"), crash);
  const printed: string[] = [];
  const open: (() => void)[] = [];
  const load = loader({ queue, open, say: (...words) => printed.push(words.map(String).join(" ")) });
  const { provider } = load(join(DIST, "provider/dynamic.js")) as { provider: Provider };
  const values = new Map(Object.entries(config).map(([key, value]) => [`algorithmia:${key}`, value]));
  void provider.configure({ config: { get: (key: string) => values.get(key) } } as never);
  return {
    host: hostOf(provider),
    queue,
    printed,
    end: () => {
      queue.end();
      for (const close of open) {
        close();
      }
    },
  };
}

interface Surroundings {
  readonly queue: RequestQueue;
  readonly open: (() => void)[];
  readonly say: (...words: unknown[]) => void;
}

type Module = { exports: unknown };
type Compiled = (...parameters: unknown[]) => void;
const PARAMETERS = ["exports", "require", "module", "__dirname", "process", "console", "setTimeout"];
const compiled = new Map<string, Compiled>();
// Schemas have no state, and building them takes longer than everything else.
const STATELESS = new Set(
  ["provider/inputs/inputs.js", "provider/inputs/parseInputs.js", "client/wire/bodies.js"].map((file) =>
    join(DIST, file),
  ),
);
const shared = new Map<string, Module>();

function loader({ queue, open, say }: Surroundings): (file: string) => unknown {
  const modules = new Map<string, Module>();
  const globals = [
    { env: {}, argv: ["node", "host"], version: process.version, platform: process.platform },
    { log: say, error: say, warn: say },
    (callback: () => void, ms: number) => {
      // Unreferenced, because code that continues after the end can start timers.
      const timer = setTimeout(callback, ms).unref();
      open.push(() => clearTimeout(timer));
      return timer;
    },
  ];
  const replaced: Record<string, () => unknown> = {
    "node-fetch": () => ({ ...queue.module, __esModule: true }),
    "node:timers/promises": () => ({ setTimeout: () => Promise.resolve() }),
    "node:http": () => withClosing(requireFromDist("node:http") as typeof http, open),
  };
  const load = (file: string): unknown => {
    const known = modules.get(file) ?? shared.get(file);
    if (known !== undefined) {
      return known.exports;
    }
    const made: Module = { exports: {} };
    (STATELESS.has(file) ? shared : modules).set(file, made);
    const require = (name: string): unknown =>
      name.startsWith(".")
        ? load(found(join(dirname(file), name)))
        : (replaced[name]?.() ?? requireFromDist(name));
    codeOf(file)(made.exports, require, made, dirname(file), ...globals);
    return made.exports;
  };
  return load;
}

function found(path: string): string {
  return path.endsWith(".js") || path.endsWith(".json") ? path : `${path}.js`;
}

function codeOf(file: string): Compiled {
  const code = compiled.get(file) ?? compile(file);
  compiled.set(file, code);
  return code;
}

function compile(file: string): Compiled {
  const text = `(function (${PARAMETERS.join(", ")}) {${readFileSync(file, "utf8")}\n})`;
  return new Script(text, { filename: file }).runInThisContext() as Compiled;
}

/** Node's module, whose connections are closed when the process ends, as the kernel does. */
function withClosing(module: typeof http, open: (() => void)[]): unknown {
  return {
    ...module,
    Agent: class extends module.Agent {
      constructor(options: http.AgentOptions) {
        super(options);
        open.push(() => this.destroy());
      }
    },
  };
}

/** The provider as the dynamic-provider host calls it. */
function hostOf(provider: Provider): ProviderHost {
  return {
    async check(urn, olds, news) {
      const { inputs, failures } = await provider.check(overWire(olds), overWire({ ...news, __urn: urn }));
      return { inputs: overWire(withoutSecretMarks(inputs ?? news) as object), failures: [...failures] };
    },
    diff: (old, news) => provider.diff(old.id, overWire(old.outputs), overWire(news)),
    async create(_, inputs) {
      try {
        const { id, outs } = await provider.create(overWire(inputs));
        return { id, outputs: overWire(outs) };
      } catch (error) {
        // The host treats an error with a property `id` as "created, but initialization failed".
        const failure = error as Error & { id?: string; properties?: object };
        if (failure.id === undefined || failure.properties === undefined) throw failure;
        return { id: failure.id, outputs: overWire(failure.properties), failure };
      }
    },
    async read(old) {
      const read = await provider.read(old.id, overWire(old.outputs));
      if (read.id === "") return undefined;
      const inputs = "inputs" in read ? overWire(read.inputs) : old.inputs;
      return { ...old, inputs, outputs: overWire(read.props) };
    },
    async update(old, news) {
      const { outs } = await provider.update(old.id, overWire(old.outputs), overWire(news));
      return overWire(outs);
    },
    delete: (old) => provider.delete(old.id, overWire(old.outputs)),
  };
}

/** Properties as gRPC passes them. It refuses `undefined` ("Unexpected struct type."). */
function overWire(value: object): Props {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (inner === undefined) throw new TypeError(`Unexpected struct type: ${key} is undefined`);
      return inner;
    }),
  ) as Props;
}
