import { bitbucket, newCluster } from "../support/cluster";

const TYPE = "pulumi:providers:pulumi-nodejs";

test("the default provider's entry of the state copies the stack's config: encrypted if secret, else in plain", async () => {
  await using cluster = await newCluster();
  const { emulator, stack } = cluster;
  stack.setEnv({ ALGORITHMIA_API_KEY: undefined, ALGORITHMIA_API: undefined });
  await stack.succeed("config", "set", "algorithmia:apiUrl", emulator.url);
  await stack.succeed("config", "set", "--plaintext", "algorithmia:apiKey", emulator.apiKey);
  stack.declare(bitbucket());
  const { diagnostics } = await stack.up();
  expect(diagnostics.map(({ message }) => message).join("\n")).toContain(
    'Set it again with "pulumi config set --secret algorithmia:apiKey"',
  );
  const inputs = () => stack.state().resources.find(({ type }) => type === TYPE)?.inputs;
  expect(inputs()).toMatchObject({ "algorithmia:apiKey": emulator.apiKey });

  await stack.succeed("config", "set", "--secret", "algorithmia:apiKey", emulator.apiKey);
  await stack.up();
  expect(inputs()).toMatchObject({
    "algorithmia:apiKey": { ciphertext: expect.any(String) as string },
    "algorithmia:apiUrl": emulator.url,
  });
});
