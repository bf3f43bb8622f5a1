import { BitbucketCloudScmConfiguration, Provider } from "../../../sdk";

test.each([
  [BitbucketCloudScmConfiguration, "pulumi-nodejs:dynamic/algorithmia:BitbucketCloudScmConfiguration"],
  [Provider, "pulumi:providers:pulumi-nodejs"],
])("recognizes instances of %p by their Pulumi type only", (resourceClass, type) => {
  expect(resourceClass.__pulumiType).toBe(type);
  expect(resourceClass.isInstance({ __pulumiType: type })).toBe(true);
  expect(resourceClass.isInstance({ __pulumiType: "kubernetes:core/v1:Secret" })).toBe(false);
  for (const other of [undefined, null, {}, type]) expect(resourceClass.isInstance(other)).toBe(false);
});
