import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { machineEnvironment, ROOT, sdkEnvironment } from "./environment";

/** A process that runs the provider and serves the engine's protocol. */
export interface HostProcess extends AsyncDisposable {
  readonly pid: number | undefined;
  readonly port: number;
  /** What it printed, on standard output and standard error. */
  readonly output: string[];
}

/** Starts Pulumi's dynamic-provider host, which loads the provider from a program's directory. */
export function startDynamicHost(env: Record<string, string>, directory: string): Promise<HostProcess> {
  const load = createRequire(resolve(directory, "package.json"));
  const script = load.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  // No engine, and another one for each process: the processes of one engine report to each other.
  const engineAddress = `127.0.${randomInt(256)}.${randomInt(1, 255)}:1`;
  const child = spawn(process.execPath, [script, engineAddress], {
    cwd: directory,
    env: { ...sdkEnvironment(), PULUMI_PROJECT: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return serving(child);
}

/** Starts the plugin as the engine does, but without an engine, so that it prints its messages. */
export function startPlugin(env: Record<string, string>): Promise<HostProcess> {
  const child = spawn(join(ROOT, "plugin/pulumi-resource-algorithmia"), [], {
    env: { ...machineEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return serving(child);
}

async function serving(child: ChildProcess): Promise<HostProcess> {
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  }
  const lines = createInterface(child.stdout as NodeJS.ReadableStream);
  const ended = once(child, "exit");
  const port = await Promise.race([
    once(lines, "line").then(([line]) => Number(line)),
    ended.then(() => Promise.reject(new Error(`The host exited: ${output.join("")}`))),
  ]);
  return {
    pid: child.pid,
    port,
    output,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await ended;
    },
  };
}
