import { startEmulator } from "../../emulator/src";
import { configOf, connectionTo, diagnosis } from "./support";

const somewhere = { ALGORITHMIA_API: "https://127.0.0.1:1", ALGORITHMIA_API_KEY: "simplanted" };

describe("stack", () => {
  test("reads only the environment outside a project", async () => {
    expect((await diagnosis(somewhere)).stack.status).toBe("ok");
  });

  test("an unreadable config is a failure, and later checks use the environment", async () => {
    const lines = await diagnosis(somewhere, {
      pulumi: "echo 'error: no stack selected' >&2; exit 255",
    });
    expect(lines.stack).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("no stack selected") as string,
      advice: expect.stringContaining("--stack") as string,
    });
    expect(lines.address.status).toBe("ok");
  });

  test("a setting that an unreadable config may contain is unknown, not missing", async () => {
    const lines = await diagnosis({}, { pulumi: "echo 'error: incorrect passphrase' >&2; exit 255" });
    for (const line of [lines.address, lines.credential]) {
      expect(line).toMatchObject({
        status: "skipped",
        detail: expect.stringContaining("can't be read") as string,
      });
    }
    expect(JSON.stringify(lines)).not.toContain("is not set");
  });

  test("doesn't show the password in a backend's URL", async () => {
    const said = "error: open postgres://jo:planted-pw@db.example/state: refused";
    const { stack } = await diagnosis(somewhere, { pulumi: `echo '${said}' >&2; exit 255` });
    expect(stack.detail).toContain("postgres://…@db.example/state");
    expect(stack.detail).not.toContain("planted-pw");
  });

  test.each([
    "algorithmia:apiKey",
    "algorithmia:bearerToken",
    "test:consumerSecret",
    "test:bitbucket2ConsumerKey",
  ])("%s in plaintext is a warning that doesn't show the value", async (key) => {
    const lines = await diagnosis(
      { ...somewhere, ALGORITHMIA_VERIFY_CONSUMER: "off" },
      { pulumi: configOf({ [key]: "planted-value" }) },
    );
    expect(lines.stack).toMatchObject({
      status: "warning",
      advice: expect.stringContaining(`--secret ${key}`) as string,
    });
    expect(JSON.stringify(lines)).not.toContain("planted-value");
  });

  test("reads the connection from the config alone", async () => {
    await using emulator = await disposable();
    const pulumi = configOf({ "algorithmia:apiUrl": emulator.url, "!algorithmia:apiKey": emulator.apiKey });
    const lines = await diagnosis({}, { pulumi });
    expect(lines.stack.status).toBe("ok");
    expect(lines.address.detail).toContain("from the stack's config");
    expect(lines.credential.detail).toContain("from the stack's config");
    expect(lines.management.status).toBe("ok");
  });
});

describe("address", () => {
  test.each([
    ["no address", "", /algorithmia:apiUrl isn't set/],
    ["an address that isn't a URL", "https://", /ALGORITHMIA_API isn't a URL/],
    ["no scheme", "cluster.example", /ALGORITHMIA_API has no scheme/],
    ["credentials in it", "https://me:planted-value@cluster.example", /user or password/],
    ["plain http", "http://cluster.example", /unencrypted HTTP/],
    ["a path", "https://cluster.example/admin", /has a path/],
  ])("%s is a failure, and no connection is opened", async (_what, address, said) => {
    const lines = await diagnosis({ ...somewhere, ALGORITHMIA_API: address });
    expect(lines.address).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
      advice: expect.stringContaining("run the command again") as string,
    });
    const { proxy, dns, tcp, tls, certificate, authentication, list, management, configurations, callback } =
      lines;
    for (const line of [
      proxy,
      dns,
      tcp,
      tls,
      certificate,
      authentication,
      list,
      management,
      configurations,
      callback,
    ]) {
      expect(line.status).toBe("skipped");
    }
    expect(JSON.stringify(lines)).not.toContain("planted-value");
  });

  test("a variable that sends the stack's credential to another cluster is a failure", async () => {
    const pulumi = configOf({ "algorithmia:apiUrl": "https://own.example", "!algorithmia:apiKey": "simOwn" });
    const lines = await diagnosis({ ALGORITHMIA_API: "https://other.example" }, { pulumi });
    expect(lines.address).toMatchObject({
      status: "failure",
      detail: expect.stringContaining("is for https://own.example") as string,
    });
  });

  test("the callback URL is the cluster's address", async () => {
    const lines = await diagnosis({ ...somewhere, ALGORITHMIA_API: "https://API.cluster.invalid/v1" });
    expect(lines.callback.detail).toContain("enter https://cluster.invalid as");
  });
});

test.each([
  ["ALGORITHMIA_REQUEST_TIMEOUT", "30s", /number of seconds/],
  ["ALGORITHMIA_MAX_RETRIES", "1.5", /whole number/],
  ["ALGORITHMIA_ALLOW_INSECURE_HTTP", "yes", /true or false/],
  ["ALGORITHMIA_CA_CERTIFICATE", "/no/such/file.pem", /readable file/],
])("settings: an invalid %s is a failure that names the variable", async (variable, value, said) => {
  const lines = await diagnosis({ ...somewhere, [variable]: value });
  expect(lines.settings).toMatchObject({
    status: "failure",
    detail: expect.stringMatching(said) as string,
    advice: expect.stringContaining(variable) as string,
  });
  expect(lines.dns.status).toBe("skipped");
});

describe("credential", () => {
  test.each([
    ["no address", "", /algorithmia:apiKey isn't set/],
    ["white space around it", "planted ", /whitespace/],
    ["a scheme in front", "Simple planted", /Simple/],
  ])("%s is a failure, and the network checks still run", async (_what, key, said) => {
    await using emulator = await disposable();
    const lines = await diagnosis(connectionTo(emulator, { ALGORITHMIA_API_KEY: key }));
    expect(lines.credential).toMatchObject({
      status: "failure",
      detail: expect.stringMatching(said) as string,
    });
    expect(lines.tcp.status).toBe("ok");
    expect(lines.authentication.status).toBe("skipped");
    expect(emulator.requests.all()).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain("planted");
  });

  test("accepts a token instead of a key", async () => {
    await using emulator = await disposable();
    const { ALGORITHMIA_API_KEY: _key, ...rest } = connectionTo(emulator);
    const lines = await diagnosis({ ...rest, ALGORITHMIA_BEARER_TOKEN: emulator.mintJwt() });
    expect(lines.credential.detail).toBe("token, from ALGORITHMIA_BEARER_TOKEN");
    expect(lines.management.status).toBe("ok");
  });
});

async function disposable() {
  const emulator = await startEmulator();
  return Object.assign(emulator, { [Symbol.asyncDispose]: () => emulator.close() });
}
