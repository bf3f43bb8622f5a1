import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import * as dynamic from "../../sdk";
import * as native from "../../sdk/native";
import { pulumiEnvironment, ROOT, temporaryDirectory } from "../support/environment";
import { CONSUMER } from "../support/cluster";
import type { Deployment } from "../support/stack";
import { useEmulator } from "../support/shared";

type Sdk = typeof dynamic | typeof native;

const emulator = useEmulator();
let directory: string;

beforeAll(() => {
  directory = temporaryDirectory("automation");
});

/** A stack of an inline program, which runs in this test's process. The stack's config has the credential in plaintext. */
async function inlineStack(stackName: string, program: () => void): Promise<Stack> {
  const envVars = {
    ALGORITHMIA_VERIFY_CONSUMER: "off",
    ...pulumiEnvironment(directory),
  };
  const inlineProgram = () => {
    program();
    return Promise.resolve();
  };
  const inline = { stackName, projectName: "inline", program: inlineProgram };
  const plugins = { providers: [{ name: "algorithmia", path: join(ROOT, "plugin") }] };
  const projectSettings = { name: "inline", runtime: "nodejs", main: process.cwd(), plugins } as const;
  const stack = await LocalWorkspace.createStack(inline, { envVars, projectSettings });
  await stack.setAllConfig({
    "algorithmia:apiUrl": { value: emulator.url },
    "algorithmia:apiKey": { value: emulator.apiKey },
  });
  return stack;
}

function declare(name: string, opts?: pulumi.CustomResourceOptions, sdk: Sdk = dynamic): void {
  const args = { ...CONSUMER, consumerKey: `${CONSUMER.consumerKey}-${name}` };
  new sdk.BitbucketCloudScmConfiguration(name, args, opts);
}

/** Runs an up and gives the warnings about plaintext credentials. */
async function warningsOf(stack: Stack): Promise<string[]> {
  const warnings: string[] = [];
  await stack.up({
    onEvent: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "warning") warnings.push(diagnosticEvent.message);
    },
  });
  return warnings.filter((message) => message.includes("config set --secret algorithmia:apiKey"));
}

// Only the dynamic host's SDK warns, because the plugin encrypts the credential.
it("warns once of a plaintext credential for each stack and run of one process", async () => {
  const [first, second] = await Promise.all(
    ["first", "second"].map((name) =>
      inlineStack(name, () => {
        declare(`${name}-one`);
        declare(`${name}-two`);
      }),
    ),
  );
  if (first === undefined || second === undefined) throw new Error("There are no stacks");
  const both = await Promise.all([warningsOf(first), warningsOf(second)]);
  expect(both.map((warnings) => warnings.length)).toEqual([1, 1]);
  expect(await warningsOf(first)).toHaveLength(1);
});

it("encrypts key and secret in the state if transforms replace them with plaintext, on both hosts", async () => {
  const replaced = { consumerKey: "planted-transformed-key", consumerSecret: "planted-transformed-secret" };
  const stack = await inlineStack("transformed", () => {
    declare("by-transformation", {
      transformations: [({ props, opts }) => ({ props: { ...props, ...replaced }, opts })],
    });
    pulumi.runtime.registerResourceTransform(({ props, opts, name }) =>
      name.startsWith("by-transform-")
        ? { props: { ...props, consumerSecret: replaced.consumerSecret }, opts }
        : undefined,
    );
    declare("by-transform-dynamic");
    declare("by-transform-native", undefined, native);
  });
  await stack.up();
  await stack.refresh();
  const { deployment } = (await stack.exportStack()) as unknown as { deployment: Deployment };
  const states = deployment.resources.filter(({ type }) => type.endsWith(":BitbucketCloudScmConfiguration"));
  expect(states).toHaveLength(3);
  // The Automation API exports with secrets shown, but marked.
  const secret: unknown = expect.objectContaining({ plaintext: expect.any(String) as unknown });
  for (const state of states) {
    expect(state.inputs).toMatchObject({ consumerKey: secret, consumerSecret: secret });
    expect(state.outputs).toMatchObject({ consumerKey: secret, consumerSecret: secret });
  }
  const clients = emulator.scms().map(({ clientId }) => clientId);
  expect(clients).toEqual(
    expect.arrayContaining([replaced.consumerKey, `${CONSUMER.consumerKey}-by-transform-native`]),
  );
});
