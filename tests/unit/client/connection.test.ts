import fc from "fast-check";
import { readConnection } from "../../../client/connection";
import { settings } from "../../../client/settings";
import { makeCertificate } from "../../client/support/certificates";

const minimal = { apiUrl: "https://api.cluster.example", apiKey: "the-key" };

function read(
  config: Record<string, string>,
  env: NodeJS.ProcessEnv = {},
  files: Record<string, string> = {},
) {
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return text;
  };
  return readConnection({ config: (key) => config[key], env, readFile });
}

function failuresOf(...args: Parameters<typeof read>) {
  const result = read(...args);
  if (!("failures" in result)) throw new Error("expected failures");
  return result.failures;
}

test("an address and a key are enough", () => {
  expect(read(minimal)).toEqual({
    connection: {
      apiUrl: "https://cluster.example",
      baseUrl: "https://api.cluster.example",
      addressFrom: "config",
      credential: { scheme: "Simple", token: "the-key" },
      attemptTimeoutMs: 30_000,
      deadlineMs: 120_000,
      maxRetries: 5,
      readyTimeoutMs: 0,
      maxConcurrency: 8,
      allowInsecureHttp: false,
    },
  });
});

test("the environment wins over config, setting by setting", () => {
  const config = { ...minimal, requestTimeout: "1", deadline: "2" };
  const env = { ALGORITHMIA_API_KEY: "other-key", ALGORITHMIA_REQUEST_TIMEOUT: "0.5" };

  expect(read(config, env)).toMatchObject({
    connection: {
      credential: { token: "other-key" },
      attemptTimeoutMs: 500,
      deadlineMs: 2_000,
      addressFrom: "config",
    },
  });
});

test("an empty variable counts as unset", () => {
  expect(read(minimal, { ALGORITHMIA_API: "", ALGORITHMIA_API_KEY: "" })).toMatchObject({
    connection: { addressFrom: "config", credential: { token: "the-key" } },
  });
});

test.each([
  ["both in config", { ...minimal, bearerToken: "the.jwt.x" }, {}, { scheme: "Simple", token: "the-key" }],
  [
    "both in the environment",
    minimal,
    { ALGORITHMIA_API_KEY: "k", ALGORITHMIA_BEARER_TOKEN: "t" },
    { scheme: "Simple", token: "k" },
  ],
  [
    "a token in the environment, a key in config",
    minimal,
    { ALGORITHMIA_BEARER_TOKEN: "t" },
    { scheme: "Bearer", token: "t" },
  ],
  ["a token only", { apiUrl: minimal.apiUrl, bearerToken: "t" }, {}, { scheme: "Bearer", token: "t" }],
])("which credential is used: %s", (_what, config, env, credential) => {
  expect(read(config, env)).toMatchObject({ connection: { credential } });
});

describe("an address out of the environment", () => {
  test("that is another cluster's does not get the config's credential", () => {
    expect(failuresOf(minimal, { ALGORITHMIA_API: "https://other.example" })).toEqual([
      {
        setting: "ALGORITHMIA_API",
        reason:
          "names https://other.example, but the credential comes from the stack's config, where it belongs to https://cluster.example; unset ALGORITHMIA_API, or set ALGORITHMIA_API_KEY to a key of https://other.example",
      },
    ]);
  });

  test("does not get it either where the config's own address can't be read", () => {
    expect(
      failuresOf({ ...minimal, apiUrl: "nonsense" }, { ALGORITHMIA_API: "https://other.example" }),
    ).toHaveLength(1);
  });

  test("that is the same cluster under its other name gets it, and is where requests go", () => {
    expect(read(minimal, { ALGORITHMIA_API: "https://cluster.example/v1" })).toMatchObject({
      connection: { baseUrl: "https://cluster.example", addressFrom: "environment" },
    });
  });

  test("that comes with its own credential may be any cluster's", () => {
    expect(
      read(minimal, { ALGORITHMIA_API: "https://other.example", ALGORITHMIA_API_KEY: "k" }),
    ).toMatchObject({
      connection: { apiUrl: "https://other.example", credential: { token: "k" } },
    });
  });

  test("gets the config's credential where config names no address", () => {
    expect(read({ apiKey: "the-key" }, { ALGORITHMIA_API: "https://other.example" })).toHaveProperty(
      "connection",
    );
  });
});

test("all that is wrong is reported at once, under the name that the user wrote", () => {
  const failures = failuresOf(
    { apiUrl: "cluster.example", apiKey: " k", deadline: "2m", maxRetries: "1.5", allowInsecureHttp: "yes" },
    { ALGORITHMIA_REQUEST_TIMEOUT: "0", ALGORITHMIA_CA_CERTIFICATE: "missing.pem" },
  );

  expect(failures).toEqual([
    { setting: "algorithmia:allowInsecureHttp", reason: "must be true or false" },
    { setting: "algorithmia:apiUrl", reason: "has no scheme; write https://cluster.example" },
    { setting: "algorithmia:apiKey", reason: "has white space around it; remove that" },
    {
      setting: "ALGORITHMIA_CA_CERTIFICATE",
      reason: "is neither a PEM certificate nor a file that can be read (ENOENT: missing.pem)",
    },
    {
      setting: "ALGORITHMIA_REQUEST_TIMEOUT",
      reason: "must be a number of seconds from 0.001 to 86400, without a unit; it is 0",
    },
    {
      setting: "algorithmia:deadline",
      reason: 'must be a number of seconds from 0.001 to 86400, without a unit; it is "2m"',
    },
    {
      setting: "algorithmia:maxRetries",
      reason: "must be a whole number from 0 to 100, without a unit; it is 1.5",
    },
  ]);
});

test("what is not set says how to set it, without a secret as an argument", () => {
  expect(failuresOf({})).toEqual([
    {
      setting: "algorithmia:apiUrl",
      reason:
        'is not set; run "pulumi config set algorithmia:apiUrl https://CLUSTER_DOMAIN" or set ALGORITHMIA_API',
    },
    {
      setting: "algorithmia:apiKey",
      reason: 'is not set; run "pulumi config set algorithmia:apiKey --secret" or set ALGORITHMIA_API_KEY',
    },
  ]);
});

test.each([
  ["", "is empty"],
  ["   ", "is empty"],
  ["key\n", "has a line break in it; paste it again as one line"],
  ["\tkey", "has white space around it; remove that"],
  ["Simple key", 'starts with the word "Simple"; write only what follows it'],
  ["bearer a.b.c", 'starts with the word "bearer"; write only what follows it'],
  ["schlüssel", "has a character in it that an HTTP header can't carry"],
])("a credential that a paste has spoilt: %j", (apiKey, reason) => {
  expect(failuresOf({ ...minimal, apiKey })).toEqual([{ setting: "algorithmia:apiKey", reason }]);
});

test("no failure repeats a credential, wherever it was put", () => {
  const key = fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/);
  fc.assert(
    fc.property(
      key,
      fc.constantFrom(" ", "\n", "é"),
      fc.constantFrom("apiUrl", "apiKey", "bearerToken"),
      (text, spoilt, setting) => {
        expect(JSON.stringify(failuresOf({ [setting]: text + spoilt }))).not.toContain(text);
      },
    ),
  );
});

describe("an own authority", () => {
  const first = makeCertificate({ commonName: "first" }).cert;
  const second = makeCertificate({ commonName: "second" }).cert;

  test("is given as PEM, which may hold several", () => {
    expect(read({ ...minimal, caCertificate: `# ours\n${first}\n${second}` })).toMatchObject({
      connection: { caCertificate: `${first.trim()}\n${second.trim()}\n` },
    });
  });

  test("is given as a file", () => {
    expect(read({ ...minimal, caCertificate: "ca.pem" }, {}, { "ca.pem": first })).toMatchObject({
      connection: { caCertificate: first },
    });
  });

  test.each([
    [
      "a private key",
      makeCertificate({ commonName: "x" }).key,
      'has no PEM certificate ("-----BEGIN CERTIFICATE-----" and so on)',
    ],
    [
      "a damaged certificate",
      first.replace(/\n.{40}/, "\nAAAA"),
      "holds a certificate that can't be read (number 1)",
    ],
  ])("is not %s", (_what, caCertificate, reason) => {
    expect(failuresOf({ ...minimal, caCertificate })).toEqual([
      { setting: "algorithmia:caCertificate", reason },
    ]);
  });

  test("in a file without one names the file", () => {
    expect(
      failuresOf({ ...minimal, caCertificate: "ca.pem" }, {}, { "ca.pem": "hello" })[0]?.reason,
    ).toContain("in the file ca.pem");
  });
});

test("every setting has a variable of its own and says what it means", () => {
  expect(new Set(settings.map(({ env }) => env)).size).toBe(settings.length);
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  for (const { env, meaning } of settings) {
    expect(env).toMatch(/^ALGORITHMIA_[A-Z_]+$/);
    expect(meaning).toMatch(/\.$/);
  }
});
