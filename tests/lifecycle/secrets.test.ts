import { randomBytes } from "node:crypto";
import { startProxy } from "../client/support/proxy";
import { bitbucket, newCluster } from "../support/cluster";
import { startEmulatorProcess } from "../support/emulatorProcess";
import { BOTH, HOSTS } from "../support/hosts";
import { commandLinesWith, secretsInFiles } from "../support/places";
import { findSecrets, withoutSdkDump } from "../support/secrets";
import { secret } from "../support/programs";
import { type Run, Stack } from "../support/stack";
import { startRecordingProxy } from "../support/recordingProxy";

// Both hosts, because values reach each host, and leave it, in its own way. The credential's kind is the shared core's.

/** Unlike any other text, and with what each encoding changes in it. */
function planted(what: string): string {
  return `planted-${what}-${randomBytes(6).toString("hex")}+/=&"x`;
}

const literal = { consumerKey: planted("literal-key"), consumerSecret: planted("literal-secret") };
const fromEnv = { consumerKey: planted("env-key"), consumerSecret: planted("env-secret") };

const PROGRAM = `
const { readFileSync } = require("node:fs");
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
const [{ args }] = JSON.parse(readFileSync("program.json", "utf8"));
new BitbucketCloudScmConfiguration("literal", { ...${JSON.stringify(literal)}, ...args });
const { PLANTED_KEY: consumerKey, PLANTED_SECRET: consumerSecret } = process.env;
new BitbucketCloudScmConfiguration("environment", { consumerKey, consumerSecret, ...args });
`;

it.each(BOTH)(
  "shows no secret that the engine doesn't know anywhere in a lifecycle behind a proxy (host %s)",
  async (host) => {
    const apiKey = planted("api-key");
    const password = planted("proxy-password");
    const wrongPassword = planted("wrong-password");
    const proxyUrl = (pass: string): string =>
      `http://jo:${encodeURIComponent(pass)}@127.0.0.1:${proxy.port}`;
    await using emulator = await startEmulatorProcess(apiKey, "--host-name", "cluster.test");
    await using recordingProxy = await startRecordingProxy(emulator.bitbucketUrl);
    for (const { consumerKey: key, consumerSecret } of [literal, fromEnv])
      await emulator.control("POST", "/bitbucket/consumers", {
        key,
        secret: consumerSecret,
        isPrivate: true,
      });
    const gate = newGate();
    const authorization = `Basic ${Buffer.from(`jo:${password}`).toString("base64")}`;
    const proxy = await startProxy({ to: emulator.port, authorization, beforeForward: gate.wait });
    const stack = await Stack.create({
      host: host,
      program: PROGRAM,
      env: {
        ALGORITHMIA_API: `http://cluster.test:${emulator.port}`,
        ALGORITHMIA_ALLOW_INSECURE_HTTP: "true",
        ALGORITHMIA_API_KEY: apiKey,
        ALGORITHMIA_MAX_RETRIES: "1",
        HTTP_PROXY: proxyUrl(password),
        PLANTED_KEY: fromEnv.consumerKey,
        PLANTED_SECRET: fromEnv.consumerSecret,
      },
    });
    // A YAML program can't read the environment.
    const declare = (args: object) =>
      host === "yaml"
        ? stack.declare({ name: "literal", args: { ...literal, ...args } })
        : stack.declare({ name: "", args: { ...args } });
    try {
      const urls = { web: recordingProxy.url, api: recordingProxy.url, ssh: "ssh://git@bitbucket.org" };
      const secrets = (): string[] => [
        ...Object.values(literal),
        ...Object.values(fromEnv),
        apiKey,
        password,
        wrongPassword,
        ...recordingProxy.tokens,
      ];
      const runs: Run[] = [];
      declare({ urls });
      runs.push(await stack.preview("--json"));

      const running = stack.up("--diff", "-v=8", "--logtostderr");
      await gate.reached;
      const commandLines = commandLinesWith(stack.directory);
      const whileRunning = secretsInFiles(stack.directory, secrets());
      gate.open();
      runs.push(await running);
      expect(commandLines.join("\n")).toContain(HOSTS[host].process);
      expect(findSecrets(commandLines.join("\n"), secrets())).toEqual([]);
      expect(recordingProxy.tokens).toHaveLength(host === "yaml" ? 1 : 2);

      runs.push(await stack.refresh("--diff", "-v=8"));
      declare({ urls, enabled: false });
      for (const as of ["json", "html", "base64"])
        await emulator.control("POST", "/faults", { action: { kind: "echo", status: 400, as } });
      const echoed = await stack.failing("up", "--diff", "-v=8", "--logtostderr");
      expect(echoed.output).toContain("[secret]");
      stack.setEnv({ HTTP_PROXY: proxyUrl(wrongPassword) });
      const refused = await stack.failing("refresh");
      expect(refused.output).toContain("the proxy returned status 407");
      stack.setEnv({ HTTP_PROXY: proxyUrl(password) });
      await emulator.control("DELETE", "/faults");
      runs.push(echoed, refused, await stack.destroy("--diff"));

      for (const { output } of runs) expect(findSecrets(withoutSdkDump(output), secrets())).toEqual([]);
      expect(findSecrets(emulator.printed(), secrets())).toEqual([]);
      expect(findSecrets(JSON.stringify(await emulator.control("GET", "/requests")), secrets())).toEqual([]);
      // The program itself contains two: a search that finds nothing at all would prove nothing.
      const file = host === "yaml" ? "Pulumi.yaml" : "index.js";
      const inProgram = Object.values(literal).map((value) => `${file}: ${value} as JSON text`);
      expect(whileRunning.sort()).toEqual(inProgram.sort());
      expect(secretsInFiles(stack.directory, secrets()).sort()).toEqual(inProgram.sort());
    } finally {
      gate.open();
      stack.remove();
      await proxy.close();
    }
  },
  240_000,
);

it("shows an admin's token nowhere, and finds what the engine must show", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  const token = emulator.mintJwt();
  const secrets = [token, ...token.split("."), ...Object.values(fromEnv)];
  stack.setEnv({ ALGORITHMIA_API_KEY: undefined, ALGORITHMIA_BEARER_TOKEN: token });
  stack.declare(bitbucket(fromEnv));
  emulator.injectFault({ method: "POST", action: { kind: "echo", status: 400 } });
  const outputs = [(await stack.failing("up", "-v=8", "--logtostderr")).output];
  outputs.push((await stack.up("--diff")).output);
  for (const output of outputs) expect(findSecrets(output, secrets)).toEqual([]);
  expect(secretsInFiles(`${stack.directory}/.pulumi`, secrets)).toEqual([]);
  const shown = await stack.succeed("stack", "export", "--show-secrets");
  expect(findSecrets(shown, secrets)).not.toEqual([]);
});

// A create that fails halfway returns the state in an error. tests/plugin/properties.test.ts has the other operations.
it.each(BOTH)(
  "encrypts each input that the program marks as secret, also after a create that fails halfway (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const values = { name: planted("name"), callbackUrl: "https://planted-callback.example.com" };
    const urls = {
      web: "https://planted-web.example.com",
      api: "https://a.example.com",
      ssh: "ssh://git@s.example.com",
    };
    const marked = {
      name: secret(values.name),
      callbackUrl: secret(values.callbackUrl),
      urls: { ...urls, web: secret(urls.web) },
    };
    emulator.injectFault({
      method: "POST",
      path: "/v1/admin/scms/*/default",
      action: { kind: "error", status: 400, code: 4042 },
    });
    stack.declare(bitbucket({ ...marked, isDefault: true }));
    const secrets = [...Object.values(values), urls.web];
    expect(findSecrets((await stack.failing("up", "--diff")).output, secrets)).toEqual([]);
    expect(secretsInFiles(`${stack.directory}/.pulumi`, secrets)).toEqual([]);
  },
);

it.each(BOTH)(
  "encrypts the key of a configuration that the program only reads, also after a refresh (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const clientId = planted("read-key");
    emulator.seed({ id: "by-hand", clientId });
    stack.declare({ name: "read", kind: "get", args: { id: "by-hand" } });
    for (const run of [await stack.up(), await stack.refresh()]) {
      expect(findSecrets(run.output, [clientId])).toEqual([]);
      expect(secretsInFiles(`${stack.directory}/.pulumi`, [clientId])).toEqual([]);
    }
  },
);

interface Gate {
  /** Holds its caller until the gate is open. */
  readonly wait: () => Promise<void>;
  readonly reached: Promise<void>;
  readonly open: () => void;
}

function newGate(): Gate {
  const reached = Promise.withResolvers<undefined>();
  const opened = Promise.withResolvers<undefined>();
  return {
    wait: () => {
      reached.resolve(undefined);
      return opened.promise;
    },
    reached: reached.promise,
    open: () => opened.resolve(undefined),
  };
}
