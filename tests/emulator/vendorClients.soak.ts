import { succeed } from "../package/support/command";
import { temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";
import { call, createBody } from "./support";

const emulator = useEmulator();

let directory: string;

beforeAll(() => {
  directory = temporaryDirectory("vendor-clients");
});

describe("the vendor's Python client", () => {
  beforeAll(async () => {
    const args = ["-m", "pip", "install", "--quiet", "--target", directory, "algorithmia==2.0.5"];
    await succeed("python3", args, { cwd: directory });
  });

  /** Runs lines of Python that print JSON. */
  async function python(...lines: readonly string[]): Promise<unknown> {
    const start = ["import json, sys, Algorithmia", "client = Algorithmia.client(sys.argv[1], sys.argv[2])"];
    const { apiKey, url } = emulator;
    const args = ["-c", [...start, ...lines].join("\n"), apiKey, url];
    const env = { PYTHONPATH: directory, NO_PROXY: "127.0.0.1" };
    return JSON.parse(await succeed("python3", args, { cwd: directory, env }));
  }

  test("lists the SCM configurations with the API key alone in Authorization", async () => {
    await call(emulator, "POST", "/v1/admin/scms", { body: createBody() });
    const listed = await call(emulator, "GET", "/v1/scms");
    expect(await python("print(json.dumps(client.scms()))")).toEqual(listed.json);
    expect(JSON.stringify(listed.json)).toContain("bitbucket-cloud");
  });

  // Its generated management API is that of OpenAPI 1.3.0, which has only the providers internal and github.
  test("creates, reads, updates and deletes an SCM configuration through its management API", async () => {
    const result = await python(
      "from algorithmia_api_client import Scm, ScmOAuthConfiguration, ScmUrls",
      'urls = ScmUrls(web="https://github.com", api="https://api.github.com", ssh="ssh://git@github.com")',
      'oauth = ScmOAuthConfiguration(client_id="key", client_secret="secret")',
      "api = client.manageApi",
      'created = api.create_scm(Scm(id="gh", provider="github", oauth=oauth, urls=urls))',
      'api.set_default_scm("gh")',
      'default = api.get_scm("gh")',
      'api.set_default_scm("internal")',
      'disabled = api.update_scm("gh", {"enabled": False})',
      "listed = api.list_scms()",
      'api.delete_scm("gh")',
      "shown = lambda scm: [scm.id, scm.provider, scm.enabled, scm.default]",
      "print(json.dumps([shown(created), shown(default), shown(disabled), [shown(s) for s in listed.results]]))",
    );
    expect(result).toEqual([
      ["gh", "github", true, false],
      ["gh", "github", true, true],
      ["gh", "github", false, false],
      [
        ["internal", "internal", true, true],
        ["gh", "github", false, false],
      ],
    ]);
    expect(emulator.scms()).toHaveLength(1);
    const { requests } = emulator;
    expect(requests.all().map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /v1/admin/scms",
      "POST /v1/admin/scms/gh/default",
      "GET /v1/scms/gh",
      "POST /v1/admin/scms/internal/default",
      "PATCH /v1/admin/scms/gh",
      "GET /v1/scms",
      "DELETE /v1/admin/scms/gh",
    ]);
  });
});

// The Node client (npm, algorithmia 0.3.10) has no SCM operations; `req` is what its other operations call.
test("lists the SCM configurations through the request method of the vendor's Node client", async () => {
  const flags = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  await succeed("npm", ["install", ...flags, "--prefix", directory, "algorithmia@0.3.10"], {
    cwd: directory,
  });
  const script = `
    const client = require("algorithmia").client(process.argv[1], process.argv[2]);
    client.req("/v1/scms", "GET", "", { Accept: "application/json" }, (body, status) =>
      console.log(JSON.stringify({ status, body })));
  `;
  const { apiKey, url } = emulator;
  const output = await succeed(process.execPath, ["-e", script, apiKey, url], { cwd: directory });
  const { json } = await call(emulator, "GET", "/v1/scms");
  expect(JSON.parse(output)).toEqual({ status: 200, body: json });
});
