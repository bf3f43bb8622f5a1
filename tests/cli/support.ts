import { type AddressInfo, createServer, type Server } from "node:net";
import { checkNames, type CheckName, type Line } from "../../cli/doctor/model";
import { diagnose } from "../../cli/doctor/diagnose";
import type { StackConfig } from "../../cli/settings/stackConfig";
import { run } from "../../cli/run";
import type { Emulator } from "../../emulator/src";

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

/** The last line of each check. */
export async function diagnosis(
  env: Env,
  {
    stack = { kind: "no project" },
    bitbucket = "http://127.0.0.1:1",
  }: { stack?: StackConfig; bitbucket?: string } = {},
): Promise<Record<CheckName, Line>> {
  const lines: Line[] = [];
  for await (const line of diagnose({ env, stack }, { bitbucket, progress: () => undefined }))
    lines.push(line);
  expect([...new Set(lines.map(({ check }) => check))].sort()).toEqual([...checkNames].sort());
  return Object.fromEntries(lines.map((line) => [line.check, line])) as Record<CheckName, Line>;
}

/** A stack's config as read; a key with `!` in front is secret. */
export function configOf(values: Env): StackConfig {
  return {
    kind: "read",
    values: new Map(
      Object.entries(values).map(([key, value]) => [
        key.replace("!", ""),
        { value, secret: key.startsWith("!") },
      ]),
    ),
  };
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function command(args: readonly string[], env: Env, watched = false): Promise<Ran> {
  let [out, err] = ["", ""];
  const status = await run(args, env, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    watched,
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
