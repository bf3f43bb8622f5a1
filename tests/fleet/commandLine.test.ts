import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cluster, clusters } from "../../examples/fleet/clusters";
import { parseCommandLine } from "../../examples/fleet/commandLine";
import { secretsOf } from "../../examples/fleet/secrets";
import { stackResources } from "../../examples/fleet/stacks";

const [BERLIN = {} as Cluster] = clusters;
const SECRETS = { BERLIN_API_KEY: "a", BERLIN_CONSUMER_KEY: "k", BERLIN_CONSUMER_SECRET: "s" };

test("applies an operation to the whole fleet, or to the named clusters", () => {
  expect(parseCommandLine(["up"], clusters)).toMatchObject({
    operation: "up",
    chosen: clusters,
    parallel: 4,
  });
  const { chosen } = parseCommandLine(["destroy", "--only", "tokyo,berlin"], clusters);
  expect(chosen.map(({ name }) => name)).toEqual(["berlin", "tokyo"]);
});

test.each([
  [["--parallel", "8"], "Use one of up, preview, refresh, destroy, stacks"],
  [["up", "berlin"], '"up berlin" isn\'t a valid operation'],
  [["up", "--parallel", "0"], "must be a number from 1 to 99"],
  [["up", "--only", "berlin,bonn"], 'clusters.ts has no cluster "bonn"'],
  [["up", "--forse"], "--forse"],
])("rejects %j", (args, message) => {
  expect(() => parseCommandLine(args, clusters)).toThrow(message);
});

test("reads a cluster's secrets from variables of its name, and names all missing ones", () => {
  expect(secretsOf(BERLIN, SECRETS)).toEqual({
    ALGORITHMIA_API_KEY: "a",
    CONSUMER_KEY: "k",
    CONSUMER_SECRET: "s",
  });
  const secrets = { NEW_YORK_API_KEY: "a", NEW_YORK_CONSUMER_KEY: "k", NEW_YORK_CONSUMER_SECRET: "s" };
  expect(secretsOf({ ...BERLIN, name: "new-york" }, secrets)).toMatchObject({ CONSUMER_SECRET: "s" });
  expect(() => secretsOf(BERLIN, { BERLIN_CONSUMER_KEY: "k", BERLIN_API_KEY: "" })).toThrow(
    "Set BERLIN_API_KEY, BERLIN_CONSUMER_SECRET in the environment.",
  );
});

test("makes a Stack of the operator for each cluster, with secrets by reference only", () => {
  const stacks = stackResources(clusters, {
    namespace: "pulumi",
    projectRepo: "https://git.example.com/fleet",
    branch: "main",
    repoDir: "fleet",
    serviceAccountName: "pulumi",
  });
  expect(stacks.map(({ metadata }) => metadata.name)).toEqual(
    clusters.map(({ name }) => `bitbucket-${name}`),
  );
  expect(stacks[0]?.spec).toMatchObject({
    stack: "berlin",
    projectRepo: "https://git.example.com/fleet",
    envRefs: {
      ALGORITHMIA_API: { type: "Literal", literal: { value: BERLIN.apiUrl } },
      CONSUMER_SECRET: { type: "Secret", secret: { name: "algorithmia-berlin", key: "consumerSecret" } },
    },
  });
});

test("accepts each documented command, which names the variables of berlin", () => {
  const page = readFileSync(join(__dirname, "../../docs/how-to/fleets.md"), "utf8");
  const commands = [...page.matchAll(/^npm run -s fleet -- ([^#|\n]+)/gm)].map(([, args = ""]) => args);
  expect(commands).toHaveLength(5);
  for (const command of commands)
    expect(parseCommandLine(command.trim().split(/ +/), clusters)).toBeDefined();
  for (const variable of Object.keys(SECRETS)) expect(page).toContain(`${variable}=`);
});
