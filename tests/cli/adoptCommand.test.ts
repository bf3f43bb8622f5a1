import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, connectionTo, type Ran } from "./support";
import { temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();
let directory: string;

beforeEach(() => {
  directory = temporaryDirectory("cli");
});

const adopt = (...args: string[]): Promise<Ran> =>
  command(["adopt", "--cwd", directory, ...args], connectionTo(emulator));
const written = (name: string, where = directory): string => readFileSync(join(where, name), "utf8");

test("writes the program and prints the next commands, without text from the server", async () => {
  emulator.seed({ id: "by-hand", name: "$(touch evil)`;'\"", clientId: "planted-client-id" });
  const program = join(directory, "new program");
  const { status, out } = await adopt(program);
  expect(status).toBe(0);
  expect(readdirSync(program).sort()).toEqual(["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"]);
  expect(written("Pulumi.yaml", program)).toMatch(/^name: new-program\n/);
  expect(out).toContain("pulumi config set --secret consumerSecret");
  expect(out).toContain(`cd '${program}'\n  npm install\n`);
  expect(out).not.toContain("evil");
  expect(written("index.ts", program)).not.toContain("planted-client-id");
  expect(emulator.requests.all().map(({ method }) => method)).toEqual(["GET"]);
});

test("requests a configuration on its own if the list omits its URLs", async () => {
  emulator.setQuirks({ listOmits: ["urls"] });
  emulator.seed({ id: "by-hand", urls: emulator.bitbucket.urls });
  await adopt(directory);
  expect(written("index.ts")).toContain(`web: "${emulator.bitbucket.url}"`);
});

test("overwrites files only with --force", async () => {
  emulator.seed({ id: "by-hand" });
  writeFileSync(join(directory, "package.json"), "mine");
  expect(await adopt(directory)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/already has package\.json.*--force/s) as string,
  });
  expect(readdirSync(directory)).toEqual(["package.json"]);
  expect((await adopt(directory, "--force")).status).toBe(0);
  expect(written("package.json")).not.toBe("mine");
});

test("rejects a file as the directory, and links as files, also with --force", async () => {
  emulator.seed({ id: "by-hand" });
  const file = join(directory, "file");
  writeFileSync(file, "mine");
  expect(await adopt(file)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/isn't a directory/) as string,
  });
  symlinkSync(join(directory, "elsewhere"), join(directory, "index.ts"));
  symlinkSync(join(directory, "nowhere"), join(directory, "dangling"));
  for (const args of [[directory], [directory, "--force"], [join(directory, "dangling")]]) {
    const { status, err } = await adopt(...args);
    expect([status, err]).toEqual([2, expect.not.stringMatching(/\n\s+at /)]);
  }
  expect(readdirSync(directory).toSorted()).toEqual(["dangling", "file", "index.ts"]);
});

test("prints text from the server without control characters and secrets, and truncates it", async () => {
  emulator.seed({ id: `x\u001b[2J\n  error: forged ${emulator.apiKey} ${"y".repeat(50_000)}` });
  const { status, out } = await adopt(join(directory, "program"));
  expect(status).toBe(0);
  expect(out).not.toMatch(/\u001b|^\s*error: forged/mu);
  expect(out).not.toContain(emulator.apiKey);
  expect(out.length).toBeLessThan(20_000);
});

test("writes nothing if no configuration can be adopted", async () => {
  const { status, err } = await adopt(join(directory, "program"));
  expect([status, readdirSync(directory)]).toEqual([2, []]);
  expect(err).toContain("no Bitbucket Cloud configuration");
});

test.each([
  ["no connection", { ALGORITHMIA_API: "" }, /algorithmia:apiUrl isn't set/],
  ["an invalid key", { ALGORITHMIA_API_KEY: "planted-key" }, /2002/],
])("%s: reports the error and writes nothing", async (_what, change, said) => {
  const env = connectionTo(emulator, change);
  const { status, err } = await command(["adopt", "--cwd", directory, join(directory, "program")], env);
  expect([status, readdirSync(directory)]).toEqual([2, []]);
  expect(err).toMatch(said);
  expect(err).not.toContain("planted-key");
});

test.each(["1st", "a b", "name: evil", "-x"])("rejects the project name %j", async (project) => {
  emulator.seed();
  const { status } = await adopt(`--project=${project}`, join(directory, "program"));
  expect([status, readdirSync(directory)]).toEqual([2, []]);
});
