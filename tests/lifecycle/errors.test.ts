import { adviceFor } from "../../client/errors/advice";
import { bitbucket, held, newCluster } from "../support/cluster";
import { BOTH, BOTH_WITH_JAVASCRIPT } from "../support/hosts";
import type { Declared } from "../support/programs";
import type { Stack } from "../support/stack";

/*
 * Errors as the CLI prints them. Both hosts report check failures and a create that fails halfway in their own way; all other
 * errors are the shared core's, so each runs on one host.
 */

async function failedUp(stack: Stack): Promise<string> {
  return oneLine((await stack.failing("up")).output);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

it.each([
  { key: "wrong", host: "yaml", status: 401, code: 2002 },
  { key: "adminWithoutManagement", host: "dynamic", status: 403, code: 2001 },
] as const)(
  "reports code and advice if the API key is $key, without a stack trace (host $host)",
  async (given) => {
    await using cluster = await newCluster({}, { host: given.host });
    const { emulator, stack } = cluster;
    const apiKey = given.key === "wrong" ? "not-a-key-of-this-cluster" : emulator.keys[given.key];
    stack.setEnv({ ALGORITHMIA_API_KEY: apiKey });
    stack.declare(bitbucket());
    const { output } = await stack.failing("up");
    expect(output).toContain(String(given.code));
    expect(oneLine(output)).toContain(oneLine(adviceFor(given, { operation: "create", scheme: "Simple" })));
    expect(output).not.toMatch(/^\s+at /m);
    expect(held(emulator)).toEqual([]);
  },
);

it("reports an unreachable cluster, with what to check", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.setEnv({ ALGORITHMIA_MAX_RETRIES: "0" });
  await emulator.close();
  stack.declare(bitbucket());
  const output = await failedUp(stack);
  expect(output).toContain(emulator.url);
  expect(output).toContain("nothing accepts connections at that address");
});

// A YAML program's own type check rejects these inputs, so the plugin runs with a Node program.
it.each(BOTH_WITH_JAVASCRIPT)(
  "reports all invalid inputs and a missing connection at preview, without a request and a secret (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(
      bitbucket({
        consumerKey: "key with a blank",
        consumerSecret: "planted-secret-5e1f ",
        urls: { web: "bitbucket.org", api: "https://api.bitbucket.org?x", ssh: "ssh://git@bitbucket.org " },
        enabled: "yes",
        isDefault: false,
        consumerSecrets: "planted-secret-77ac",
      }),
    );
    const { output } = await stack.failing("preview");
    const names = [
      "consumerKey",
      "consumerSecret",
      "urls.web",
      "urls.api",
      "urls.ssh",
      "enabled",
      "isDefault",
    ];
    for (const name of [...names, "consumerSecrets"]) expect(output).toContain(name);
    expect(oneLine(output)).toMatch(/Did you mean consumerSecret\? The properties are/);
    expect(output).toContain("contains whitespace");
    expect(output).toContain("as ssh://git@bitbucket.org");
    expect(output).not.toContain("planted-secret");

    // Plain JavaScript can omit the arguments.
    stack.setEnv({ ALGORITHMIA_API: undefined, ALGORITHMIA_API_KEY: undefined });
    stack.declare({ name: "bare" } as Declared);
    const bare = await stack.failing("preview");
    expect(bare.output).toContain("is required: the consumer's key");
    expect(bare.output).toContain("is required: the consumer's secret");
    expect(bare.output).toContain("pulumi config set algorithmia:apiUrl");
    expect(bare.output).toContain("pulumi config set algorithmia:apiKey --secret");
    expect(emulator.requests.length).toBe(0);
  },
);

it("doesn't show an invalid secret in a preview with --json", async () => {
  await using cluster = await newCluster();
  cluster.stack.declare(bitbucket({ consumerSecret: "planted-secret-5e1f " }));
  const { output } = await cluster.stack.failing("preview", "--json");
  expect(output).toContain("contains whitespace");
  expect(output).not.toContain("planted-secret");
});

describe.each(BOTH)("on the host %s", (host) => {
  it("keeps the configuration in the state if setting the default fails, destroys or refreshes it, continues at the next up, and then uses no other cluster", async () => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    stack.declare(bitbucket({ isDefault: true }));
    const failHalfway = async (): Promise<void> => {
      emulator.injectFault({
        method: "POST",
        path: "/v1/admin/scms/*/default",
        action: { kind: "error", status: 400, code: 4042 },
      });
      expect(await failedUp(stack)).toContain('The next "pulumi up" continues from there');
      expect(held(emulator)).toMatchObject([{ default: false }]);
    };
    await failHalfway();
    await stack.destroy();
    expect(held(emulator)).toEqual([]);

    await failHalfway();
    await stack.refresh();
    expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
    expect(held(emulator)).toMatchObject([{ default: true }]);

    // As a variable that was set for another stack in the same shell.
    stack.setEnv({ ALGORITHMIA_API: "http://127.0.0.1:1" });
    expect(await failedUp(stack)).toContain("Unset the variable");
  });
});
