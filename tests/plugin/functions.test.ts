import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONSUMER, held } from "../support/cluster";
import { ROOT } from "../support/environment";
import { newYamlCluster } from "./support/plugin";

const invoke = (name: string, args: object) => ({
  "fn::invoke": { function: `algorithmia:${name}`, arguments: args },
});

it("calls the functions with unknown and secret arguments, and reports a configuration that doesn't exist", async () => {
  await using at = await newYamlCluster();
  const { emulator, stack } = at;
  emulator.seed({ id: "github", provider: "github", clientId: "github-key" });
  const declare = (variables: object) => {
    const program = {
      name: "test",
      runtime: "yaml",
      plugins: { providers: [{ name: "algorithmia", path: join(ROOT, "plugin") }] },
      resources: { bitbucket: { type: "algorithmia:BitbucketCloudScmConfiguration", properties: CONSUMER } },
      variables,
      outputs: Object.fromEntries(Object.keys(variables).map((name) => [name, `\${${name}}`])),
    };
    writeFileSync(join(stack.directory, "Pulumi.yaml"), JSON.stringify(program));
  };

  declare({
    byId: invoke("getScmConfiguration", { id: "${bitbucket.id}" }),
    byKey: invoke("getScmConfiguration", { provider: "github", consumerKey: { "fn::secret": "github-key" } }),
    all: invoke("getScmConfigurations", {}),
  });
  expect((await stack.preview()).steps).toEqual(["create bitbucket"]);
  await stack.up();
  const id = held(emulator)[0]?.id;
  expect(await stack.outputs()).toMatchObject({
    byId: { id, provider: "bitbucket-cloud", enabled: true, isDefault: false },
    byKey: { id: "github", provider: "github" },
    all: { configurations: [{ id: "internal" }, { id: "github" }] },
  });

  declare({ missing: invoke("getScmConfiguration", { id: "nope" }) });
  const { output } = await stack.failing("preview");
  expect(output).toContain('has no SCM configuration with the id "nope" (error 4009)');
});
