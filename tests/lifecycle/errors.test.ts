import { adviceFor } from "../../client/errors/advice";
import { bitbucket, held, newCluster } from "../support/cluster";
import type { Declared, Run, Stack } from "../support/stack";

async function failedUp(stack: Stack): Promise<string> {
  return oneLine(await stack.failing("up"));
}

function oneLine({ output }: Run): string {
  return output.replace(/\s+/g, " ");
}

test.each([
  ["a wrong key", "not-a-key-of-this-cluster", { status: 401, code: 2002 }],
  ["a key without Management Access", "adminWithoutManagement", { status: 403, code: 2001 }],
] as const)("%s: the error has the code and the advice of the one table", async (_what, key, answer) => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.setEnv({ ALGORITHMIA_API_KEY: key === "adminWithoutManagement" ? emulator.keys[key] : key });
  stack.declare(bitbucket());
  const output = await failedUp(stack);
  expect(output).toContain(String(answer.code));
  expect(output).toContain(
    oneLine({ output: adviceFor(answer, { operation: "create", scheme: "Simple" }) } as Run),
  );
  expect(output).not.toContain(" at ");
  expect(held(emulator)).toEqual([]);
});

test("names an unreachable cluster, with what to check", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.setEnv({ ALGORITHMIA_MAX_RETRIES: "0" });
  await emulator.close();
  stack.declare(bitbucket());
  const output = await failedUp(stack);
  expect(output).toContain(emulator.url);
  expect(output).toContain("nothing accepts connections at that address");
});

test("doesn't use another cluster because of a variable left in the shell", async () => {
  await using cluster = await newCluster();
  const { stack } = cluster;
  stack.declare(bitbucket());
  await stack.up();
  stack.setEnv({ ALGORITHMIA_API: "http://127.0.0.1:1" });
  const output = await failedUp(stack);
  expect(output).toContain("Unset the variable");
});

test("reports a missing connection and all invalid inputs at preview, before any request", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.declare(
    bitbucket({
      consumerKey: "key with a blank",
      urls: { web: "bitbucket.org", api: "https://api.bitbucket.org?x", ssh: "ssh://git@bitbucket.org " },
      enabled: "yes",
      isDefault: false,
      consumerSecrets: "x",
    }),
  );
  const { output } = await stack.failing("preview");
  for (const property of [
    "consumerKey",
    "urls.web",
    "urls.api",
    "urls.ssh",
    "enabled",
    "isDefault",
    "consumerSecrets",
  ]) {
    expect(output).toContain(property);
  }
  expect(oneLine({ output } as Run)).toMatch(/Did you mean consumerSecret\? The properties are/);
  expect(output).toContain("as ssh://git@bitbucket.org");
  // What plain JavaScript may do; the engine stops at the first resource whose check fails.
  stack.declare({ name: "bare" } as Declared);
  const bare = await stack.failing("preview");
  expect(bare.output).toContain("is required: the consumer's key");
  expect(bare.output).toContain("is required: the consumer's secret");
  stack.setEnv({ ALGORITHMIA_API: undefined, ALGORITHMIA_API_KEY: undefined });
  stack.declare(bitbucket());
  const unset = await stack.failing("preview");
  expect(unset.output).toContain("pulumi config set algorithmia:apiUrl");
  expect(unset.output).toContain("pulumi config set algorithmia:apiKey --secret");
  expect(emulator.requests.length).toBe(0);
});

test("reports a wrong credential without showing it, though the engine shows what a failure names", async () => {
  await using cluster = await newCluster();
  const { stack } = cluster;
  const wrong = { consumerSecret: "planted-secret-5e1f ", clientSecret: "planted-secret-77ac" };
  stack.declare(bitbucket(wrong));
  for (const flags of [[], ["--json"]]) {
    const { output } = await stack.failing("preview", ...flags);
    expect(output).toContain("contains whitespace");
    expect(output).toContain("Did you mean consumerSecret?");
    expect(output).not.toContain("planted-secret");
  }
});

test("keeps the configuration in the state if a second step fails, and continues at the next up", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  emulator.injectFault({
    method: "POST",
    path: "/v1/admin/scms/*/default",
    action: { kind: "error", status: 400, code: 4042 },
  });
  stack.declare(bitbucket({ isDefault: true }));
  const output = await failedUp(stack);
  expect(output).toContain('The next "pulumi up" continues from there');
  expect(held(emulator)).toMatchObject([{ default: false }]);
  expect(await stack.up()).toMatchObject({ steps: ["update bitbucket"] });
  expect(held(emulator)).toMatchObject([{ default: true }]);
});
