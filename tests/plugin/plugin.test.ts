import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { ROOT } from "../support/environment";
import { bitbucket, CONSUMER, type Cluster, held, newCluster, sent, writes } from "../support/cluster";
import { expectSettled, NOTHING } from "../support/expectations";
import { type HostKind } from "../support/hosts";

const TYPE = "algorithmia:index:BitbucketCloudScmConfiguration";

/** A configuration that an admin created. */
async function createdByHand({ emulator }: Cluster, change: object = {}): Promise<string> {
  const response = await fetch(`${emulator.url}/v1/admin/scms`, {
    method: "POST",
    headers: { Authorization: `Simple ${emulator.apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      id: "by-hand",
      provider: "bitbucket-cloud",
      enabled: true,
      urls: {
        web: "https://bitbucket.org",
        api: "https://api.bitbucket.org",
        ssh: "ssh://git@bitbucket.org",
      },
      oauth: { client_id: CONSUMER.consumerKey, client_secret: CONSUMER.consumerSecret },
      ...change,
    }),
  });
  expect(response.status).toBe(201);
  emulator.requests.clear();
  return "by-hand";
}

const cluster = (host: HostKind = "yaml"): Promise<Cluster> => newCluster({}, { host });

describe("import", () => {
  it("imports with the CLI, and the next up records the secret without a request that changes the cluster", async () => {
    await using at = await cluster();
    const id = await createdByHand(at, { name: "Data Science" });
    at.stack.declare();
    const output = await at.stack.succeed(
      "import",
      TYPE,
      "bitbucket",
      id,
      "--yes",
      "--generate-code=false",
      "--protect=false",
    );
    expect(output).toContain("1 imported");
    expect(output).not.toMatch(/warning: (?!using)|bug/);
    expect(writes(at.emulator)).toEqual([]);

    at.stack.declare(bitbucket({ name: "Data Science" }));
    const up = await at.stack.up();
    expect(up.steps).toEqual(["update bitbucket"]);
    expect(up.diagnostics.map(({ message }) => message).join("\n")).toMatch(/secret.*can't compare/is);
    expect(writes(at.emulator)).toEqual([]);
    await expectSettled(at.stack);
    await at.stack.destroy();
    expect(held(at.emulator)).toEqual([]);
  });

  it("imports by the option import", async () => {
    await using at = await cluster();
    const id = await createdByHand(at);
    at.stack.declare(bitbucket({}, { import: id }));
    expect((await at.stack.up()).steps).toEqual(["import bitbucket"]);
    expect(writes(at.emulator)).toEqual([]);
    at.stack.declare(bitbucket());
    await at.stack.up();
    await expectSettled(at.stack);
    expect(writes(at.emulator)).toEqual([]);
  });

  it.each([
    ["doesn't exist", "nowhere", /nowhere.*doesn't exist/s],
    ["is of another provider", "internal", /internal.*not Bitbucket Cloud/s],
  ])("fails if the configuration %s", async (_what, id, message) => {
    await using at = await cluster();
    at.stack.declare(bitbucket({}, { import: id }));
    expect((await at.stack.failing("up")).output).toMatch(message);
    expect(writes(at.emulator)).toEqual([]);
  });

  it("lets the engine update inputs that the configuration doesn't have, after the import", async () => {
    await using at = await cluster();
    const id = await createdByHand(at);
    at.stack.declare(bitbucket({ enabled: false }, { import: id }));
    expect((await at.stack.up()).steps).toEqual(["import bitbucket", "update bitbucket"]);
    expect(writes(at.emulator)).toEqual([`PATCH /v1/admin/scms/${id}`]);
  });
});

describe("detailed diff", () => {
  it("names each property that changes, and those that replace", async () => {
    await using at = await cluster();
    at.stack.declare(bitbucket());
    await at.stack.up();
    at.stack.declare(bitbucket({ enabled: false, urls: { ...URLS, ssh: "ssh://git@ssh.example.com" } }));
    expect((await at.stack.preview("--diff")).output).toMatch(/~ enabled.*true => false/);
    expect((await at.stack.preview("--diff")).output).toMatch(/~ ssh.*ssh\.example\.com/);
    at.stack.declare(bitbucket({ consumerKey: "another-key" }));
    const { output, steps } = await at.stack.preview("--diff");
    expect(steps).toContain("replace bitbucket");
    expect(output).toMatch(/\+-.*replace/);
    expect(output).toContain("consumerKey");
    expect(output).not.toContain("another-key");
  });
});

const URLS = {
  web: "https://bitbucket.org",
  api: "https://api.bitbucket.org",
  ssh: "ssh://git@bitbucket.org",
};

describe("migration", () => {
  it("moves a dynamic resource to the plugin and back without a request that changes the cluster", async () => {
    await using at = await cluster("dynamic");
    at.stack.declare(bitbucket({ isDefault: true }));
    await at.stack.up();
    const [before] = held(at.emulator);
    at.emulator.requests.clear();

    at.stack.moveTo("native");
    expect((await at.stack.up()).steps).toEqual(NOTHING);
    expect(at.stack.state().resources.map(({ type }) => type)).toContain(TYPE);
    await expectSettled(at.stack);

    at.stack.moveTo("yaml");
    at.stack.declare(bitbucket({ isDefault: true }));
    expect((await at.stack.up()).steps).toEqual(NOTHING);

    at.stack.moveTo("dynamic");
    at.stack.declare(bitbucket({ isDefault: true }));
    expect((await at.stack.up()).steps).toEqual(NOTHING);
    await at.stack.refresh();
    await expectSettled(at.stack);
    expect(writes(at.emulator)).toEqual([]);
    expect(held(at.emulator)).toEqual([before]);
    await at.stack.destroy();
    expect(held(at.emulator)).toEqual([]);
  });
});

it("exits soon after the engine was killed", async () => {
  await using at = await cluster();
  at.emulator.injectFault({ method: "POST", path: "/v1/admin/scms", action: { kind: "hang" } });
  at.stack.declare(bitbucket());
  const run = at.stack.start("up");
  while (!sent(at.emulator).includes("POST /v1/admin/scms"))
    await new Promise((done) => setTimeout(done, 100));
  const plugins = pluginsOf(run.pid);
  expect(plugins).not.toEqual([]);
  process.kill(run.pid, "SIGKILL");
  await run.ended;
  while (plugins.some(isRunning)) await new Promise((done) => setTimeout(done, 100));
});

it("ends requests under way when a run is cancelled", async () => {
  await using at = await cluster();
  at.stack.declare(bitbucket());
  await at.stack.up();
  at.emulator.injectFault({ method: "GET", action: { kind: "hang" }, times: 9 });
  const run = at.stack.start("refresh");
  while (!sent(at.emulator).some((request) => request.startsWith("GET "))) {
    await new Promise((done) => setTimeout(done, 100));
  }
  process.kill(run.pid, "SIGINT");
  const { output } = await run.ended;
  expect(output).toMatch(/cancelled/);
});

function pluginsOf(engine: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return Number(parent) === engine && args.includes("plugin.js") ? [Number(pid)] : [];
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it("runs the documented program with settings from the stack's config, and keeps the credential encrypted", async () => {
  await using at = await cluster();
  const { emulator, stack } = at;
  const page = readFileSync(join(ROOT, "docs/how-to/migrate-to-the-plugin.md"), "utf8");
  const program =
    [...page.matchAll(/^```yaml\n([^]*?)^```/gm)].find(([, text = ""]) => text.startsWith("name:"))?.[1] ??
    "";
  expect(page).toContain(`pulumi import ${TYPE} bitbucket ID`);
  const path = join(ROOT, "plugin");
  writeFileSync(
    join(stack.directory, "Pulumi.yaml"),
    program.replace("name: bitbucket", "name: test").replace("node_modules/pulumi-algorithmia/plugin", path),
  );
  stack.setEnv({ ALGORITHMIA_API: undefined, ALGORITHMIA_API_KEY: undefined });
  await stack.succeed("config", "set", "algorithmia:apiUrl", emulator.url);
  const secrets = { "algorithmia:apiKey": emulator.apiKey, ...CONSUMER };
  for (const [key, value] of Object.entries(secrets))
    await stack.succeed("config", "set", "--secret", key, value);

  await stack.up();
  expect(held(emulator)).toMatchObject([{ clientId: CONSUMER.consumerKey }]);
  const provider = stack.state().resources.find(({ type }) => type === "pulumi:providers:algorithmia");
  const ciphertext: unknown = expect.any(String);
  expect(provider?.inputs).toEqual({
    apiUrl: emulator.url,
    apiKey: expect.objectContaining({ ciphertext }) as unknown,
  });
  expect(Object.values(secrets).filter((secret) => JSON.stringify(stack.state()).includes(secret))).toEqual(
    [],
  );
  await stack.destroy();
  expect(held(emulator)).toEqual([]);
});

it("runs from the archive that make plugin packs", async () => {
  await using at = await cluster();
  const archive = execFileSync(join(ROOT, "toolchain/pack-plugin"), { encoding: "utf8" }).trim();
  await at.stack.succeed("plugin", "install", "resource", "algorithmia", version, "--file", archive);
  at.stack.usePluginOfPulumi();
  at.stack.declare(bitbucket());
  expect((await at.stack.up()).steps).toEqual(["create bitbucket"]);
  expect((await at.stack.destroy()).steps).toEqual(["delete bitbucket"]);
});
