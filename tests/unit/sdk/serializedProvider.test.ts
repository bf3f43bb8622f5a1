import { SERIALIZED_PROVIDER } from "../../../sdk/serializedProvider";

test("the line never changes: it is stored in users' states", () => {
  expect(SERIALIZED_PROVIDER).toBe(
    'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider',
  );
});
