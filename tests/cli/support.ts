import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { checkNames, type CheckName, type CheckResult } from "../../cli/doctor/model";
import { run } from "../../cli/run";
import type { Emulator } from "../../emulator/src";
import { runInstalled } from "./installed";
import { temporaryDirectory } from "../support/environment";

export type Env = Record<string, string>;

/** What points a command at a cluster; Bitbucket is asked only where a test says which. */
export function connectionTo(emulator: Emulator, change: Env = {}): Env {
  return {
    ALGORITHMIA_API: emulator.url,
    ALGORITHMIA_API_KEY: emulator.apiKey,
    ALGORITHMIA_MAX_RETRIES: "0",
    ...change,
  };
}

/** The last result of each check of `doctor`. `pulumi` is a shell script that stands in for the CLI. */
export async function diagnosis(
  env: Env,
  { pulumi, bitbucket = "http://127.0.0.1:1" }: { pulumi?: string; bitbucket?: string } = {},
): Promise<Record<CheckName, CheckResult>> {
  const directory = temporaryDirectory("doctor");
  const project = pulumi === undefined ? {} : projectThat(directory, pulumi);
  const args = ["doctor", "--json", "--bitbucket", bitbucket, "--cwd", directory];
  // Node reads its own variables when a process starts.
  const runDoctor = Object.keys(env).some((name) => name.startsWith("NODE_")) ? runInstalled : command;
  const { status, out, err } = await runDoctor(args, { ...proxies(), ...project, ...env });
  expect(err).toBe("");
  const { checks: lines } = JSON.parse(out) as { checks: CheckResult[] };
  expect([...new Set(lines.map(({ check }) => check))].sort()).toEqual([...checkNames].sort());
  const worst = lines.map((line) => ["ok", "warning", "failure"].indexOf(line.status));
  expect(status).toBe(Math.max(0, ...worst));
  return Object.fromEntries(lines.map((line) => [line.check, line])) as Record<CheckName, CheckResult>;
}

// Those of this process, where withoutProxies lets a test set them.
function proxies(): Env {
  const isProxy = (entry: [string, string | undefined]): entry is [string, string] =>
    /^(?:https?|all|no)_proxy$/i.test(entry[0]) && entry[1] !== undefined;
  return Object.fromEntries(Object.entries(process.env).filter(isProxy));
}

/** Makes a directory a Pulumi project with a `pulumi` that a shell script stands for: the environment that finds it. */
export function projectThat(directory: string, script: string): Env {
  writeFileSync(join(directory, "Pulumi.yaml"), "name: test\nruntime: nodejs\n");
  writeFileSync(join(directory, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${directory}:${process.env["PATH"] ?? ""}` };
}

/** A script that prints a stack's config; a key with `!` in front is secret. */
export function configOf(values: Env): string {
  const entries = Object.entries(values).map(([key, value]) => [
    key.replace("!", ""),
    { value, secret: key.startsWith("!") },
  ]);
  return `cat <<'END'\n${JSON.stringify(Object.fromEntries(entries))}\nEND`;
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function command(args: readonly string[], env: Env, isInteractive = false): Promise<Ran> {
  let [out, err] = ["", ""];
  const status = await run(args, env, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isInteractive,
    columns: 80,
  });
  return { status, out, err };
}

/** A listening server that is closed at the end of the block. */
export async function listening(server: Server): Promise<{ port: number } & AsyncDisposable> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((done) => server.close(() => done())),
  };
}

/** A port where nothing listens. */
export async function closedPort(): Promise<number> {
  await using server = await listening(createServer());
  return server.port;
}
