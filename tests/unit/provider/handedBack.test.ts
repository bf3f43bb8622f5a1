import { check } from "../../../provider/operations/check";
import { newRun, right } from "../../support/checkInputs";
import { URN } from "../../support/inputs";

test.each(["https://cluster.test", "http://cluster.test"])(
  "accepts its own defaults that ignoreChanges returns, for a cluster at %s",
  (apiUrl) => {
    const { run } = newRun({ apiUrl, allowInsecureHttp: "true" });
    const { inputs } = check(run, URN, {}, right);
    expect(inputs).toMatchObject({ callbackUrl: apiUrl, apiUrl });
    expect(check(run, URN, { ...inputs }, { ...right, ...inputs })).toEqual({ inputs, failures: [] });
  },
);

test("rejects a callback URL with unencrypted http that the program sets", () => {
  const { run } = newRun({ apiUrl: "http://cluster.test", allowInsecureHttp: "true" });
  const { inputs } = check(run, URN, {}, right);
  const { failures } = check(run, URN, { ...inputs }, { ...right, callbackUrl: "http://other.test" });
  expect(failures).toEqual([
    { property: '["callbackUrl"]', reason: expect.stringMatching(/uses unencrypted http/) as string },
  ]);
});
