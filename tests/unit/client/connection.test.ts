import { X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readConnection } from "../../../client/connection/connection";
import { settings } from "../../../client/connection/settings";
import { makeCertificate } from "../../support/certificates";

const minimal = { apiUrl: "https://api.cluster.example", apiKey: "the-key" };

function read(
  config: Record<string, string>,
  env: NodeJS.ProcessEnv | undefined = {},
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

test("requires only an address and a key", () => {
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

test("lets the environment override config, setting by setting", () => {
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

test("treats an empty variable as unset", () => {
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
])("chooses the credential with %s", (_what, config, env, credential) => {
  expect(read(config, env)).toMatchObject({ connection: { credential } });
});

describe("an address from the environment", () => {
  test("isn't used with the config's credential if it is another cluster's", () => {
    expect(failuresOf(minimal, { ALGORITHMIA_API: "https://other.example" })).toEqual([
      {
        setting: "ALGORITHMIA_API",
        reason:
          "is https://other.example, but the credential in the stack's config is for https://cluster.example; unset ALGORITHMIA_API, or set ALGORITHMIA_API_KEY to a key of https://other.example",
      },
    ]);
  });

  test("isn't used with the config's credential if the config's address is invalid", () => {
    expect(
      failuresOf({ ...minimal, apiUrl: "nonsense" }, { ALGORITHMIA_API: "https://other.example" }),
    ).toHaveLength(1);
  });

  test("is used with the config's credential if it is the same cluster's other name", () => {
    expect(read(minimal, { ALGORITHMIA_API: "https://cluster.example/v1" })).toMatchObject({
      connection: { baseUrl: "https://cluster.example", addressFrom: "environment" },
    });
  });

  test("is accepted for any cluster with a credential from the environment", () => {
    expect(
      read(minimal, { ALGORITHMIA_API: "https://other.example", ALGORITHMIA_API_KEY: "k" }),
    ).toMatchObject({
      connection: { apiUrl: "https://other.example", credential: { token: "k" } },
    });
  });

  test("is used with the config's credential if config sets no address", () => {
    expect(read({ apiKey: "the-key" }, { ALGORITHMIA_API: "https://other.example" })).toHaveProperty(
      "connection",
    );
  });
});

test("reports all failures at once, under the names that the user set", () => {
  const failures = failuresOf(
    { apiUrl: "cluster.example", apiKey: " k", deadline: "2m", maxRetries: "1.5", allowInsecureHttp: "yes" },
    { ALGORITHMIA_REQUEST_TIMEOUT: "0", ALGORITHMIA_CA_CERTIFICATE: "missing.pem" },
  );

  expect(failures).toEqual([
    { setting: "algorithmia:allowInsecureHttp", reason: "must be true or false" },
    { setting: "algorithmia:apiUrl", reason: "has no scheme; use https://CLUSTER_DOMAIN" },
    { setting: "algorithmia:apiKey", reason: "has leading or trailing whitespace; remove it" },
    {
      setting: "ALGORITHMIA_CA_CERTIFICATE",
      reason: "is neither a PEM certificate nor the path of a readable file (ENOENT)",
    },
    {
      setting: "ALGORITHMIA_REQUEST_TIMEOUT",
      reason: "must be a number of seconds from 0.001 to 86400, without a unit",
    },
    {
      setting: "algorithmia:deadline",
      reason: "must be a number of seconds from 0.001 to 86400, without a unit",
    },
    {
      setting: "algorithmia:maxRetries",
      reason: "must be a whole number from 0 to 100, without a unit",
    },
  ]);
});

test("reports how to set a missing setting, without a secret as an argument", () => {
  expect(failuresOf({})).toEqual([
    {
      setting: "algorithmia:apiUrl",
      reason:
        'isn\'t set; run "pulumi config set algorithmia:apiUrl https://CLUSTER_DOMAIN" or set ALGORITHMIA_API',
    },
    {
      setting: "algorithmia:apiKey",
      reason: 'isn\'t set; run "pulumi config set algorithmia:apiKey --secret" or set ALGORITHMIA_API_KEY',
    },
  ]);
});

test("names only arguments in the failures of an explicit Provider", () => {
  const read = (config: Record<string, string>) =>
    readConnection({ config: (key) => config[key], env: undefined });

  expect(read({ deadline: "2m" })).toEqual({
    failures: [
      {
        setting: "apiUrl of the Provider",
        reason:
          "isn't set; pass apiUrl to the Provider, which reads neither the stack's config nor the environment",
      },
      {
        setting: "apiKey of the Provider",
        reason:
          "isn't set; pass apiKey (or bearerToken) to the Provider, which reads neither the stack's config nor the environment",
      },
      {
        setting: "deadline of the Provider",
        reason: "must be a number of seconds from 0.001 to 86400, without a unit",
      },
    ],
  });
  expect(read({ apiUrl: "http://cluster.example", apiKey: "Simple k" })).not.toMatchObject({
    failures: expect.arrayContaining([
      {
        setting: expect.anything() as string,
        reason: expect.stringMatching(/algorithmia:|ALGORITHMIA_/) as string,
      },
    ]) as unknown,
  });
});

test.each([
  ["", "is empty"],
  ["   ", "is empty"],
  ["key\n", "contains a line break; paste it again as one line"],
  ["\tkey", "has leading or trailing whitespace; remove it"],
  ["Simple key", 'starts with the word "Simple"; set only the text after it'],
  ["bearer a.b.c", 'starts with the word "bearer"; set only the text after it'],
  ["schlüssel", "contains a character that isn't valid in an HTTP header"],
])("rejects a credential that copy and paste damaged: %j", (apiKey, reason) => {
  expect(failuresOf({ ...minimal, apiKey })).toEqual([{ setting: "algorithmia:apiKey", reason }]);
});

test("shows no credential in a failure, whichever setting contains it", () => {
  const key = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9+/]{12,40}$/),
    fc.stringMatching(/^[0-9]{12,40}$/),
    fc.stringMatching(/^[a-z]{4,12}\.[a-z0-9]{4,12}\.[a-z]{4,12}$/),
    fc.stringMatching(/^[A-Za-z0-9/]{12}\.pem$/),
  );
  const spoilt = fc.constantFrom("", " ", "\n", "é");
  const setting = fc.constantFrom(...settings.map(({ key: name }) => name));
  fc.assert(
    fc.property(key, spoilt, setting, (text, more, name) => {
      const result = read({ [name]: text + more });
      // An address or a credential may be valid. The rest of the connection is then invalid.
      if ("failures" in result) expect(JSON.stringify(result.failures)).not.toContain(text);
    }),
  );
});

describe("a private CA", () => {
  const first = new X509Certificate(makeCertificate({ commonName: "first" }).cert);
  const second = new X509Certificate(makeCertificate({ commonName: "second" }).cert);
  const [pem, other] = [first.toString(), second.toString()];
  const folded = pem.replace(/(-----)\n|\n(?=-----END)/g, "$1 ").trim();

  test.each([
    ["as PEM", pem, pem],
    ["as PEM that holds several, with remarks", `# ours\n${pem}\n${other}`, pem + other],
    ["with CRLF", pem.replaceAll("\n", "\r\n"), pem],
    ["with line breaks written out", pem.replaceAll("\n", "\\n"), pem],
    ["with CRLF written out", (pem + other).replaceAll("\n", "\\r\\n"), pem + other],
    ["on one line, with spaces", pem.trim().replaceAll("\n", " "), pem],
    ["on one line, without spaces", (pem + other).replaceAll("\n", ""), pem + other],
    ["with each block's base64 in one line", folded, pem],
    ["indented, as in YAML", pem.replaceAll("\n", "\n    "), pem],
    ["as a path", "ca.pem", pem],
    ["as a path in the home directory", "~/ca.pem", pem],
    ["as a file:// address", "file:///etc/our%20ca.pem", pem],
  ])("is accepted %s", (_what, caCertificate, expected) => {
    const files = { "ca.pem": pem, [join(homedir(), "ca.pem")]: pem, "/etc/our ca.pem": pem };

    expect(read({ ...minimal, caCertificate }, {}, files)).toMatchObject({
      connection: { caCertificate: expected },
    });
  });

  test.each([
    [
      "a private key",
      makeCertificate({ commonName: "x" }).key,
      'contains no PEM certificate ("-----BEGIN CERTIFICATE-----" and so on)',
    ],
    ["a damaged certificate", pem.replace(/\n.{40}/, "\nAAAA"), "contains an invalid certificate (number 1)"],
    [
      "a file without one",
      "text",
      'contains no PEM certificate in the file ("-----BEGIN CERTIFICATE-----" and so on)',
    ],
    [
      "a file in binary form",
      "der",
      'contains a certificate in binary form (DER) in the file; convert it with "openssl x509 -inform der -in FILE -out FILE.pem"',
    ],
    [
      "a path that doesn't exist",
      "none.pem",
      "is neither a PEM certificate nor the path of a readable file (ENOENT)",
    ],
    [
      "a file:// address of another host",
      "file://host/ca.pem",
      "is neither a PEM certificate nor the path of a readable file (ERR_INVALID_FILE_URL_HOST)",
    ],
  ])("is not %s", (_what, caCertificate, reason) => {
    const files = { text: "hello", der: first.raw.toString("latin1") };

    expect(failuresOf({ ...minimal, caCertificate }, {}, files)).toEqual([
      { setting: "algorithmia:caCertificate", reason },
    ]);
  });

  test("is read from a real file, binary or not", () => {
    const folder = mkdtempSync(join(tmpdir(), "ca-"));
    try {
      const readReal = (content: string | Buffer) => {
        const caCertificate = join(folder, "ca");
        writeFileSync(caCertificate, content);
        const config: Record<string, string> = { ...minimal, caCertificate };
        return readConnection({ config: (key) => config[key], env: {} });
      };
      expect(readReal(`# Überschrift\n${pem}`)).toMatchObject({ connection: { caCertificate: pem } });
      expect(readReal(first.raw)).toMatchObject({
        failures: [{ reason: expect.stringContaining("binary form (DER)") as string }],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test("gives every setting its own variable and a description", () => {
  expect(new Set(settings.map(({ env }) => env)).size).toBe(settings.length);
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  for (const { env, description: meaning } of settings) {
    expect(env).toMatch(/^ALGORITHMIA_[A-Z_]+$/);
    expect(meaning).toMatch(/\.$/);
  }
});
