import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

import { readCommand, UsageError } from "../../emulator/src/cli/command";
import { createBody, matching, statusWithHost } from "./support";
import { temporaryDirectory } from "../support/environment";

const ROOT = resolve(__dirname, "../..");
const MAIN = join(ROOT, "emulator/dist/main.js");

let scratch: string;
const running = new Set<ChildProcess>();

beforeEach(() => {
  scratch = temporaryDirectory("emulator-cli");
});

afterEach(async () => {
  await Promise.all([...running].map(async (child) => stop(child, "SIGKILL")));
});

function run(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown[]> {
  const exit = once(child, "exit");
  child.kill(signal);
  return exit;
}

interface Ready {
  url: string;
  bitbucketUrl: string;
  apiKey?: string;
  controlToken?: string;
  controlTokenFile?: string;
}

async function ready(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error("stdout is not piped");
  for await (const line of createInterface(child.stdout)) return JSON.parse(line) as Ready;
  throw new Error(`The emulator ended: ${child.stderr === null ? "" : await text(child.stderr)}`);
}

async function ended(child: ChildProcess) {
  if (child.stdout === null || child.stderr === null) throw new Error("not piped");
  const exit = once(child, "exit") as Promise<[number]>;
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { stdout, stderr, code };
}

function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return fetch(url, { headers }).then(({ status }) => status);
}

test("serves until SIGTERM, and then exits with code 0 after printing one line", async () => {
  const child = run(["--port", "0", "--host-name", "cluster.localhost"], {
    EMULATOR_API_KEY: "the-key",
    EMULATOR_CONTROL_TOKEN: "the-token",
  });
  const output = ended(child);
  const { url, bitbucketUrl, ...rest } = await ready(child);
  for (const address of [url, bitbucketUrl]) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(bitbucketUrl).not.toBe(url);
  expect(rest).toEqual({});
  expect(await statusOf(`${bitbucketUrl}/2.0/user`, {})).toBe(401);
  expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple the-key" })).toBe(200);
  expect(await statusOf(`${url}/emulator/scms`, { "x-emulator-token": "the-token" })).toBe(200);
  const host = `cluster.localhost:${new URL(url).port}`;
  expect(await statusWithHost(`${url}/v1/scms`, host, { authorization: "Simple the-key" })).toBe(200);
  expect(await stop(child, "SIGTERM")).toEqual([0, null]);
  expect(await output).toMatchObject({ stderr: "", stdout: matching(/^\{.*\}\n$/) });
});

test("stores all data and the control token in --data, even if it's killed", async () => {
  const data = join(scratch, "data");
  const first = run(["--data", data], { EMULATOR_API_KEY: "the-key" });
  const { url, bitbucketUrl, controlTokenFile = "", ...rest } = await ready(first);
  expect([typeof bitbucketUrl, rest]).toEqual(["string", {}]);
  expect(statSync(controlTokenFile).mode & 0o777).toBe(0o600);
  const token = readFileSync(controlTokenFile, "utf8").trim();
  const { status } = await fetch(`${url}/v1/admin/scms`, {
    method: "POST",
    headers: { authorization: "Simple the-key" },
    body: JSON.stringify(createBody()),
  });
  expect(status).toBe(201);
  await stop(first, "SIGKILL");

  const again = await ready(run(["--data", data], { EMULATOR_API_KEY: "another-key" }));
  expect(again.controlTokenFile).toBe(controlTokenFile);
  expect(await statusOf(`${again.url}/v1/scms/bb`, { authorization: "Simple another-key" })).toBe(200);
  expect(await statusOf(`${again.url}/emulator/scms`, { "x-emulator-token": token })).toBe(200);
});

test("loses no acknowledged request if it's killed while writing", async () => {
  const data = join(scratch, "data");
  const env = { EMULATOR_API_KEY: "the-key" };
  const first = run(["--data", data], env);
  const { url } = await ready(first);
  const acknowledged: string[] = [];
  const create = async (id: string) => {
    const body = JSON.stringify(createBody({ id, oauth: { client_id: id, client_secret: "s" } }));
    const headers = { authorization: "Simple the-key" };
    const { status } = await fetch(`${url}/v1/admin/scms`, { method: "POST", headers, body });
    if (status === 201) acknowledged.push(id);
    if (acknowledged.length === 20) first.kill("SIGKILL");
  };
  await Promise.allSettled(Array.from({ length: 200 }, (_, index) => create(`bb-${index}`)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(20);
  expect(acknowledged.length).toBeLessThan(200);

  const again = await ready(run(["--data", data], env));
  const list = await fetch(`${again.url}/v1/scms`, { headers: { authorization: "Simple the-key" } });
  const { results } = (await list.json()) as { results: { id: string }[] };
  expect(results.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
});

test("prints a generated control token without --data, reads the API key from a file, and serves until SIGINT", async () => {
  const file = join(scratch, "key");
  writeFileSync(file, "from-the-file\n");
  const child = run(["--api-key-file", file], { EMULATOR_API_KEY: "from-the-environment" });
  const { url, controlToken = "" } = await ready(child);
  expect(await statusOf(`${url}/emulator/scms`, { "x-emulator-token": controlToken })).toBe(200);
  expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple from-the-file" })).toBe(200);
  expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple from-the-environment" })).toBe(401);
  expect(await stop(child, "SIGINT")).toEqual([0, null]);
});

test("prints a generated API key with --sample, and has two sample hosts", async () => {
  const { url, bitbucketUrl, apiKey = "" } = await ready(run(["--sample"]));
  const list = await fetch(`${url}/v1/scms`, { headers: { authorization: `Simple ${apiKey}` } });
  expect(await list.json()).toMatchObject({
    results: [
      { id: "internal" },
      { provider: "bitbucket-cloud", enabled: true, urls: { web: bitbucketUrl } },
      { provider: "github", enabled: false },
    ],
  });
});

test("adds no sample data to stored data", async () => {
  const args = ["--sample", "--data", join(scratch, "data")];
  const env = { EMULATOR_API_KEY: "the-key" };
  const first = run(args, env);
  await ready(first);
  await stop(first, "SIGTERM");
  const { url, apiKey } = await ready(run(args, env));
  const list = await fetch(`${url}/v1/scms`, { headers: { authorization: "Simple the-key" } });
  expect(((await list.json()) as { results: unknown[] }).results).toHaveLength(3);
  expect(apiKey).toBeUndefined();
});

test("explains each option with --help, and exits with code 0", async () => {
  const { stdout, stderr, code } = await ended(run(["--help"]));
  expect([code, stderr]).toEqual([0, ""]);
  for (const word of [
    "--port",
    "--bitbucket-port",
    "--host",
    "--host-name",
    "--data",
    "--api-key-file",
    "--sample",
  ]) {
    expect(stdout).toContain(word);
  }
});

test.each([
  ["an unknown option", ["--bogus"], "the-key", "--bogus"],
  ["an argument that isn't an option", ["serve"], "the-key", "serve"],
  ["an invalid port", ["--port", "80a"], "the-key", "--port"],
  ["an invalid port for Bitbucket", ["--bitbucket-port", "x"], "the-key", "--bitbucket-port"],
  ["a port above 65535", ["--port", "65536"], "the-key", "--port"],
  ["stored sample data without an API key", ["--sample", "--data", "d"], "", "EMULATOR_API_KEY"],
  ["a missing API key", [], "", "EMULATOR_API_KEY"],
  ["an API key with white space", [], "two words", "white space"],
  ["a key file that doesn't exist", ["--api-key-file", "/no/such/file"], "the-key", "/no/such/file"],
])("rejects %s", (_what, args, key, named) => {
  const read = () => readCommand(args, { EMULATOR_API_KEY: key });
  expect(read).toThrow(UsageError);
  expect(read).toThrow(named);
});

test("prints a usage error in one line, and exits with code 2", async () => {
  const { stdout, stderr, code } = await ended(run(["--bogus"], { EMULATOR_API_KEY: "the-key" }));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("--bogus");
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("prints one line and exits with code 1 if the port is in use", async () => {
  const env = { EMULATOR_API_KEY: "the-key" };
  const { url } = await ready(run([], env));
  const { stdout, stderr, code } = await ended(run(["--port", new URL(url).port], env));
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^emulator: .*EADDRINUSE.*\n$/);
});
