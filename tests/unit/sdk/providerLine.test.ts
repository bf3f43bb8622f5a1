import { PROVIDER_LINE } from "../../../sdk/providerLine";

test("the line never changes: it is stored in users' states", () => {
  expect(PROVIDER_LINE).toBe(
    'exports.handler=()=>require(require.resolve("pulumi-algorithmia/provider",{paths:[process.cwd(),process.argv[1]]})).provider',
  );
});
