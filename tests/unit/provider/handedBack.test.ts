import { check } from "../../../provider/operations/check";
import { configure } from "../../../provider/run/connection";
import { right } from "../../support/checked";

function clusterAt(apiUrl: string): void {
  const settings = { explicit: "true", apiUrl, apiKey: "admin-key", allowInsecureHttp: "true" };
  const config = new Map(Object.entries(settings).map(([key, value]) => [`algorithmia:${key}`, value]));
  configure({ config: config as never });
}

test.each(["https://cluster.test", "http://cluster.test"])(
  "with ignoreChanges a cluster at %s gets back each input that check made itself",
  async (apiUrl) => {
    clusterAt(apiUrl);
    const { inputs } = await check({}, right);
    expect(inputs).toMatchObject({ callbackUrl: apiUrl, apiUrl });
    expect(await check({ ...inputs }, { ...right, ...inputs })).toEqual({ inputs, failures: [] });
  },
);

test("a callback URL over plain http that the program passes itself is told", async () => {
  clusterAt("http://cluster.test");
  const { inputs } = await check({}, right);
  const { failures } = await check({ ...inputs }, { ...right, callbackUrl: "http://other.test" });
  expect(failures).toEqual([
    { property: '["callbackUrl"]', reason: expect.stringMatching(/is plain http/) as string },
  ]);
});
