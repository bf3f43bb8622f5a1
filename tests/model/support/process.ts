import { readFileSync } from "node:fs";
import type * as http from "node:http";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Script } from "node:vm";
import type { provider as realProvider } from "../../../provider/dynamic";
import type { ProviderHost } from "../../support/engine/providerHost";
import type { Props } from "../../support/engine/snapshot";
import { withoutSecretMarks } from "../../support/secretMarks";
import { Line, type Crash } from "./line";

/*
 * A provider process without the process: the built provider and client, loaded anew each time, so that what they
 * keep in module variables is as fresh as in a host that the engine just started. HTTP and packages are the real ones.
 * Only the waits between attempts take no time.
 */

type Provider = typeof realProvider;

export interface Process {
  readonly host: ProviderHost;
  readonly line: Line;
  /** What it wrote, which is what it tells the user where no engine listens. */
  readonly said: string[];
  /** Closes what it left open. */
  end(): void;
}

const ROOT = resolve(__dirname, "../../..");
const DIST = join(ROOT, "dist");
const requireFromDist = createRequire(join(DIST, "provider/dynamic.js"));

export function startProcess(config: Record<string, string>, crash?: Crash): Process {
  const line = new Line(requireFromDist("node-fetch") as typeof import("node-fetch"), crash);
  const said: string[] = [];
  const open: (() => void)[] = [];
  const load = loader({ line, open, say: (...words) => said.push(words.map(String).join(" ")) });
  const { provider } = load(join(DIST, "provider/dynamic.js")) as { provider: Provider };
  const values = new Map(Object.entries(config).map(([key, value]) => [`algorithmia:${key}`, value]));
  void provider.configure({ config: { get: (key: string) => values.get(key) } } as never);
  return {
    host: hostOf(provider),
    line,
    said,
    end: () => {
      line.die();
      for (const close of open) {
        close();
      }
    },
  };
}

interface Surroundings {
  readonly line: Line;
  readonly open: (() => void)[];
  readonly say: (...words: unknown[]) => void;
}

type Module = { exports: unknown };
type Compiled = (...parameters: unknown[]) => void;
const PARAMETERS = ["exports", "require", "module", "__dirname", "process", "console", "setTimeout"];
const compiled = new Map<string, Compiled>();
// Schemas keep nothing, and to build them takes longer than all else together.
const STATELESS = new Set(
  ["provider/inputs/inputs.js", "provider/inputs/parseInputs.js", "client/wire/bodies.js"].map((file) =>
    join(DIST, file),
  ),
);
const shared = new Map<string, Module>();

function loader({ line, open, say }: Surroundings): (file: string) => unknown {
  const modules = new Map<string, Module>();
  const globals = [
    { env: {}, argv: ["node", "host"], version: process.version, platform: process.platform },
    { log: say, error: say, warn: say },
    (callback: () => void, ms: number) => {
      // Unreferenced, since what goes on after the process's death may start some.
      const timer = setTimeout(callback, ms).unref();
      open.push(() => clearTimeout(timer));
      return timer;
    },
  ];
  const replaced: Record<string, () => unknown> = {
    "node-fetch": () => ({ ...line.module, __esModule: true }),
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

/** Node's module, its pools closed when the process ends, as the kernel would. */
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

/** What the dynamic-provider host makes of the provider. */
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
        // The host takes an error with an own `id` for "created, but initialization failed".
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
