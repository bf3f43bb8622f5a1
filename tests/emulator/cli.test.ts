import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

import { createBody, matching, statusWithHost } from "./support";
import { temporaryDirectory } from "../support/environment";

const ROOT = resolve(__dirname, "../..");
const MAIN = join(ROOT, "emulator/dist/main.js");

let scratch: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-b", "emulator"], { cwd: ROOT });
}, 120_000);

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

test.each(["SIGTERM", "SIGINT"] as const)(
  "serves until %s, then exits 0 having printed one line",
  async (signal) => {
    const child = run(["--port", "0"], { EMULATOR_API_KEY: "the-key" });
    const output = ended(child);
    const { url, bitbucketUrl } = await ready(child);
    for (const address of [url, bitbucketUrl]) expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(bitbucketUrl).not.toBe(url);
    expect(await statusOf(`${bitbucketUrl}/2.0/user`, {})).toBe(401);
    expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple the-key" })).toBe(200);
    expect(await stop(child, signal)).toEqual([0, null]);
    expect(await output).toMatchObject({ stderr: "", stdout: matching(/^\{.*\}\n$/) });
  },
);

test("keeps everything in --data, its control token included, even past SIGKILL", async () => {
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

test("loses nothing that it acknowledged when it's killed in the middle of writing", async () => {
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

test("prints the control token only where there is no directory to keep it", async () => {
  const { url, controlToken = "" } = await ready(run([], { EMULATOR_API_KEY: "the-key" }));
  expect(await statusOf(`${url}/emulator/scms`, { "x-emulator-token": controlToken })).toBe(200);
});

test("takes the control token from the environment and doesn't repeat it", async () => {
  const data = join(scratch, "data");
  const env = { EMULATOR_API_KEY: "the-key", EMULATOR_CONTROL_TOKEN: "the-token" };
  const line = await ready(run(["--data", data], env));
  const { url } = line;
  expect(Object.keys(line)).toEqual(["url", "bitbucketUrl"]);
  expect(await statusOf(`${url}/emulator/scms`, { "x-emulator-token": "the-token" })).toBe(200);
});

test("takes the API key from a file, which wins over the environment", async () => {
  const file = join(scratch, "key");
  writeFileSync(file, "from-the-file\n");
  const { url } = await ready(run(["--api-key-file", file], { EMULATOR_API_KEY: "from-the-environment" }));
  expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple from-the-file" })).toBe(200);
  expect(await statusOf(`${url}/v1/scms`, { authorization: "Simple from-the-environment" })).toBe(401);
});

test("--sample makes up a key, prints it, and has hosts to look at", async () => {
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

test("--sample adds to nothing that was kept", async () => {
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

test("answers under the names it's given", async () => {
  const { url } = await ready(run(["--host-name", "cluster.localhost"], { EMULATOR_API_KEY: "the-key" }));
  const host = `cluster.localhost:${new URL(url).port}`;
  expect(await statusWithHost(`${url}/v1/scms`, host, { authorization: "Simple the-key" })).toBe(200);
});

test("--help explains each option and exits 0", async () => {
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
  ["an argument that is no option", ["serve"], "the-key", "serve"],
  ["a port that is none", ["--port", "80a"], "the-key", "--port"],
  ["a port of Bitbucket's that is none", ["--bitbucket-port", "x"], "the-key", "--bitbucket-port"],
  ["sample data to keep, without an API key", ["--sample", "--data", "d"], "", "EMULATOR_API_KEY"],
  ["a port past the last", ["--port", "65536"], "the-key", "--port"],
  ["no API key", [], "", "EMULATOR_API_KEY"],
  ["an API key that no header can carry", [], "two words", "white space"],
  ["a key file that isn't there", ["--api-key-file", "/no/such/file"], "the-key", "/no/such/file"],
])("%s is a usage error: exit code 2", async (_what, args, key, named) => {
  const { stdout, stderr, code } = await ended(run(args, { EMULATOR_API_KEY: key }));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(named);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("a data directory that another emulator uses is an error of one line: exit code 1", async () => {
  const args = ["--data", join(scratch, "data")];
  const first = run(args, { EMULATOR_API_KEY: "the-key" });
  await ready(first);
  const { stdout, stderr, code } = await ended(run(args, { EMULATOR_API_KEY: "the-key" }));
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^emulator: Another emulator uses the data directory .*\n$/);
  await stop(first, "SIGKILL");
  await ready(run(args, { EMULATOR_API_KEY: "the-key" }));
});

test("a taken port is an error of one line: exit code 1", async () => {
  const { url } = await ready(run([], { EMULATOR_API_KEY: "the-key" }));
  const { stderr, code } = await ended(run(["--port", new URL(url).port], { EMULATOR_API_KEY: "the-key" }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^emulator: .*EADDRINUSE.*\n$/);
});
