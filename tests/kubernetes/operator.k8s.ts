import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { load } from "js-yaml";
import { clusters } from "../../examples/fleet/clusters";
import { type StackResource, stackResources } from "../../examples/fleet/stacks";
import { ApiServer } from "./support/apiServer";

const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const STACKS = "/apis/pulumi.com/v1/namespaces/pulumi/stacks";
const SOURCE = {
  namespace: "pulumi",
  projectRepo: "https://git.example.com/fleet",
  branch: "main",
  repoDir: "fleet",
  serviceAccountName: "pulumi",
};

let server: ApiServer;

beforeAll(async () => {
  server = await ApiServer.start();
  await server.succeed("POST", "/api/v1/namespaces", { metadata: { name: "pulumi" } });
  await server.succeed("POST", DEFINITIONS, load(published()));
  await until(async () => (await server.ask("GET", STACKS)).status === 200);
});

afterAll(() => server[Symbol.asyncDispose]());

function published(): string {
  const text = gunzipSync(readFileSync(join(__dirname, "operator/pulumi.com_stacks.yaml.gz"))).toString();
  const readme = readFileSync(join(__dirname, "operator/README.md"), "utf8");
  expect(readme).toContain(createHash("sha256").update(text).digest("hex"));
  return text;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("The API server never served the operator's Stacks");
  }
}

test.each([
  ["in Pulumi Cloud", undefined],
  ["elsewhere", "s3://states"],
])(
  "is accepted by the API server as the Stack of each cluster in the operator's definition, states %s",
  async (_, backend) => {
    const stacks = stackResources(clusters, { ...SOURCE, backend });
    expect(stacks).toHaveLength(clusters.length);
    for (const stack of stacks) expect(await server.objectionTo(STACKS, stack)).toBeUndefined();
  },
);

test.each<[string, (spec: StackResource["spec"]) => object, string]>([
  ["a field that the operator doesn't know", (spec) => ({ ...spec, projectRepository: "" }), "unknown field"],
  [
    "a value of the wrong type",
    (spec) => ({ ...spec, resyncFrequencySeconds: "3600" }),
    "must be of type integer",
  ],
  ["a missing name of the stack", ({ stack: _, ...spec }) => spec, "spec.stack: Required value"],
])("is rejected by the API server with %s", async (_, change, message) => {
  const [stack] = stackResources(clusters, SOURCE);
  const wrong = { ...stack, spec: change(stack?.spec ?? {}) };
  expect(await server.objectionTo(STACKS, wrong)).toContain(message);
});
