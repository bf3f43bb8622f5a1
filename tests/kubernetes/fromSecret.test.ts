import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { connectionFromSecret, consumerFromSecret } from "../../kubernetes";
import { CONSUMER } from "../support/cluster";
import { failureOf, mocked, seen } from "./support/mocks";

const { Secret } = kubernetes.core.v1;
const METADATA = { namespace: "algorithmia", name: "admin" };

function base64(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
  );
}

describe("an existing Secret", () => {
  const ADDRESS = "https://algorithmia.example.com";

  test("returns the connection, decoded and secret", async () => {
    const data = base64({ apiUrl: ADDRESS, apiKey: "planted-admin-key\n" });
    await mocked({ existing: { "algorithmia/admin": { metadata: METADATA, data } } });
    const { apiUrl, apiKey } = connectionFromSecret(Secret.get("admin", "algorithmia/admin"));
    expect(await seen(apiUrl)).toEqual({ value: ADDRESS, known: true, secret: true });
    expect(await seen(apiKey)).toEqual({ value: "planted-admin-key", known: true, secret: true });
  });

  // Kubernetes gives no stringData, and Pulumi takes what is missing at preview for unknown.
  test("is known at preview, so that a missing key fails the preview", async () => {
    const data = base64({ apiUrl: ADDRESS });
    await mocked({ preview: true, existing: { "algorithmia/admin": { metadata: METADATA, data } } });
    const secret = Secret.get("admin", "algorithmia/admin");
    expect(await seen(connectionFromSecret(secret, { apiUrl: "apiUrl" }).apiUrl)).toMatchObject({
      value: ADDRESS,
    });
    expect(await failureOf(connectionFromSecret(secret))).toMatchObject({
      message: expect.stringContaining('it has no key "apiKey"') as unknown,
    });
  });

  test("is read with only the keys that the program specifies", async () => {
    const data = base64({ url: ADDRESS, "admin.token": "planted-token" });
    await mocked({ existing: { "algorithmia/admin": { metadata: METADATA, data } } });
    const secret = Secret.get("admin", "algorithmia/admin");
    const connection = connectionFromSecret(secret, { apiUrl: "url", bearerToken: "admin.token" });
    expect(Object.keys(connection)).toEqual(["apiUrl", "bearerToken"]);
    expect(await seen(connection.bearerToken)).toMatchObject({ value: "planted-token", secret: true });
  });

  test("is reported with advice if it is empty or doesn't exist", async () => {
    await mocked();
    expect(await failureOf(consumerFromSecret(Secret.get("admin", "algorithmia/admin")))).toMatchObject({
      message: expect.stringMatching(/^The Secret of the resource "admin" .* It has no keys\./) as unknown,
    });
  });
});

describe("a Secret of the same stack", () => {
  test("returns the values of stringData, which overrides data", async () => {
    await mocked();
    const secret = new Secret("consumer", {
      metadata: METADATA,
      data: base64({ consumerKey: "older", consumerSecret: CONSUMER.consumerSecret }),
      stringData: { consumerKey: CONSUMER.consumerKey },
    });
    const { consumerKey, consumerSecret } = consumerFromSecret(secret);
    expect(await seen(consumerKey)).toEqual({ value: CONSUMER.consumerKey, known: true, secret: true });
    expect(await seen(consumerSecret)).toEqual({ value: CONSUMER.consumerSecret, known: true, secret: true });
  });

  test("returns its values at preview too, before its namespace exists", async () => {
    await mocked({ preview: true });
    const { consumerKey } = consumerFromSecret(
      new Secret("consumer", { metadata: METADATA, stringData: CONSUMER }),
    );
    expect(await seen(consumerKey)).toEqual({ value: CONSUMER.consumerKey, known: true, secret: true });
  });

  test("returns unknown values at preview without a failure if its values are unknown", async () => {
    await mocked({ preview: true });
    const nothing = new Secret("nothing", { metadata: METADATA });
    expect(await seen(consumerFromSecret(nothing).consumerKey)).toMatchObject({ known: false, secret: true });
    const half = new Secret("half", { metadata: METADATA, stringData: { consumerKey: "key" } });
    expect(await seen(consumerFromSecret(half).consumerKey)).toMatchObject({ known: false, secret: true });
  });
});

describe("an invalid Secret", () => {
  type Contents = Pick<kubernetes.core.v1.SecretArgs, "data" | "stringData">;

  async function messageFor(
    contents: Contents,
    keys?: Parameters<typeof consumerFromSecret>[1],
  ): Promise<string> {
    await mocked();
    const secret = new Secret("consumer", { metadata: METADATA, ...contents });
    const failure = await failureOf(consumerFromSecret(secret, keys));
    expect(failure).toBeInstanceOf(pulumi.RunError); // Pulumi shows no stack of these
    return (failure as Error).message;
  }

  test("is reported with all missing keys", async () => {
    const message = await messageFor({ data: base64({ key: "planted-1", secret: "planted-2" }) });
    expect(message).toBe(
      'The Secret algorithmia/admin can\'t be used: it has no key "consumerKey"; it has no key "consumerSecret". ' +
        "Its keys are: key, secret. Fix the Secret, or specify the keys to read, as in " +
        '{ consumerKey: "KEY", consumerSecret: "KEY" }.',
    );
  });

  test.each([
    ["plain text under data", { consumerKey: "planted-key!", consumerSecret: "cGxhbnRlZA==" }, "consumerKey"],
    [
      "base64 that is cut off",
      { consumerKey: "cGxhbnRlZA==", consumerSecret: "cGxhbnRlZ" },
      "consumerSecret",
    ],
    ["bytes that are no text", { consumerKey: "/wD/", consumerSecret: "cGxhbnRlZA==" }, "consumerKey"],
  ])("%s", async (_, data, key) => {
    const message = await messageFor({ data });
    expect(message).toContain(`the value of "data" for its key "${key}" isn't text in base64`);
    for (const value of [...Object.values(data), "planted"]) expect(message).not.toContain(value);
  });

  test("is reported with an empty value", async () => {
    const message = await messageFor({ stringData: { consumerKey: "\n", consumerSecret: "planted" } });
    expect(message).toContain('the value of its key "consumerKey" is empty');
    expect(message).not.toContain("planted");
  });

  test("is reported with a key that is a property of every JavaScript object", async () => {
    const keys = { consumerKey: "constructor", consumerSecret: "consumerSecret" };
    const message = await messageFor({ stringData: { consumerSecret: "planted" } }, keys);
    expect(message).toContain('it has no key "constructor"');
  });
});
