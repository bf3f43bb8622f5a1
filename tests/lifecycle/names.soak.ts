import { held, newCluster } from "../support/cluster";
import { expectSettled } from "../support/expectations";

const TWO_TYPES = `
const pulumi = require("@pulumi/pulumi");
const { BitbucketCloudScmConfiguration } = require("pulumi-algorithmia");
for (const [type, args] of Object.entries(JSON.parse(require("node:fs").readFileSync("program.json", "utf8"))[0].args)) {
  const parent = new pulumi.ComponentResource("test:index:" + type, type);
  new BitbucketCloudScmConfiguration("bitbucket", args, { parent });
}
`;

it("changes only one of two resources with the same name in components of two types", async () => {
  await using cluster = await newCluster({}, { program: TWO_TYPES });
  const { emulator, stack } = cluster;
  const declare = (blueSecret: string) =>
    stack.declare({
      name: "",
      args: {
        Blue: { consumerKey: "key-blue", consumerSecret: blueSecret },
        Green: { consumerKey: "key-green", consumerSecret: "secret-green" },
      },
    });
  declare("secret-blue");
  await stack.up();
  const green = held(emulator).find(({ clientId }) => clientId === "key-green");
  expect(held(emulator)).toHaveLength(2);

  declare("secret-blue-2");
  await stack.up();
  const [blue, ...others] = held(emulator).filter(({ clientId }) => clientId === "key-blue");
  expect(others).toEqual([]);
  expect(emulator.secretOf(blue?.id ?? "")).toBe("secret-blue-2");
  expect(held(emulator)).toContainEqual(green);
  await expectSettled(stack);
});
