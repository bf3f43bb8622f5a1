import { SERIALIZED_PROVIDER } from "../../../sdk/serializedProvider";

test("never changes the serialized provider, which users' states contain", () => {
  expect(SERIALIZED_PROVIDER).toBe(
    'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider',
  );
});
