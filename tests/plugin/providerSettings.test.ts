import { checkSettings, connectionSource } from "../../plugin/providerSettings";
import { newYamlCluster } from "./support/plugin";

const urnOf = (name: string, project = "project") =>
  `urn:pulumi:default_stack::${project}::pulumi:providers:algorithmia::${name}`;

it.each([
  ["default", true],
  ["default_0_1_0", true],
  ["default_0_1_0_alpha_1", true],
  ["default_eu", false],
  ["cluster", false],
  ["a-default", false],
])("reads the environment for the provider %s: %s", (name, isRead) => {
  expect(connectionSource(urnOf(name, "default_project"), {}).env).toBe(isRead ? process.env : undefined);
});

it("suggests the name of a setting", () => {
  expect(checkSettings(urnOf("default"), { apiURL: "https://cluster.example.com" })).toEqual([
    { property: '["apiURL"]', reason: "isn't a valid property of the provider. Did you mean apiUrl?" },
  ]);
});

it("reports all invalid settings of an explicit provider without their values", async () => {
  await using at = await newYamlCluster();
  const { stack } = at;
  const args = { apiUrl: "ftp://cluster.example.com", apiKey: "planted key\n", deadline: -1 };
  stack.declare({ name: "cluster", type: "pulumi:providers:algorithmia", args });
  const { output } = await stack.failing("preview");
  expect(output).toMatch(/apiUrl.*must start with https/);
  expect(output).toMatch(/deadline.*from 0.001 to 86400/);
  expect(output).toMatch(/apiKey.*line break/);
  expect(output).not.toMatch(/planted|ftp/);
});
