import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { installed, runInstalled } from "./installed";
import { connectionTo, type Env, type Ran } from "./support";
import { temporaryDirectory } from "../support/environment";
import { useEmulator } from "../support/shared";

interface Manifest {
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
}

const emulator = useEmulator();
let directory: string;

beforeAll(() => {
  directory = temporaryDirectory("packed");
});

const run = (args: readonly string[], env: Env): Promise<Ran> => runInstalled(args, env, directory);

test("starts with a shebang line for Node", async () => {
  const bin = join(await installed(), "node_modules/.bin/pulumi-algorithmia");
  expect(readFileSync(bin, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test.each(["doctor", "adopt"])("%s --help prints examples", async (name) => {
  const { status, out } = await run([name, "--help"], {});
  expect(status).toBe(0);
  expect(out).toMatch(new RegExp(`Examples:.*\\$ pulumi-algorithmia ${name}`, "s"));
});

test("doctor checks a cluster and a consumer, and exits with 0, 1 or 2", async () => {
  const right = emulator.bitbucket.addConsumer({ isPrivate: true });
  const poor = emulator.bitbucket.addConsumer({ isPrivate: true, permissions: ["account"] });
  const doctor = (key: string, secret: string, apiKey: string): Promise<Ran> =>
    run(["doctor", "--bitbucket", emulator.bitbucket.url], {
      ...connectionTo(emulator),
      ALGORITHMIA_API_KEY: apiKey,
      ALGORITHMIA_CONSUMER_KEY: key,
      ALGORITHMIA_CONSUMER_SECRET: secret,
    });
  const [well, warned, failed] = await Promise.all([
    doctor(right.key, right.secret, emulator.apiKey),
    doctor(poor.key, poor.secret, emulator.apiKey),
    doctor(right.key, "planted-secret", emulator.keys.adminWithoutManagement),
  ]);
  expect([well.status, warned.status, failed.status]).toEqual([0, 1, 2]);
  expect(warned.out).toMatch(/warning +consumer .*Webhooks/);
  expect(failed.out).toMatch(/FAILURE +management /);
  expect(failed.out).toMatch(/FAILURE +consumer /);
  for (const { out, err } of [well, warned, failed]) {
    expect(err).toBe("");
    for (const secret of [right.secret, poor.secret, "planted-secret", ...Object.values(emulator.keys)]) {
      expect(out).not.toContain(secret);
    }
  }
});

test("adopt writes a program that references this unpublished package by its path", async () => {
  emulator.seed({ id: "by-hand" });
  const { status, out } = await run(["adopt"], connectionTo(emulator));
  expect(status).toBe(0);
  expect(out).toContain("bitbucket = by-hand");
  const program = join(directory, "algorithmia");
  expect(readdirSync(program).sort()).toEqual(["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"]);
  const { dependencies } = JSON.parse(readFileSync(join(program, "package.json"), "utf8")) as Manifest;
  const ours = relative(program, join(await installed(), "node_modules/pulumi-algorithmia"));
  expect(dependencies["pulumi-algorithmia"]).toBe(`file:${ours}`);
});
