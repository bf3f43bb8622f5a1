import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../emulator/src";
import { pack } from "../package/support/packed";
import { connectionTo, type Env, type Ran } from "./support";

const ROOT = resolve(__dirname, "../..");

interface Manifest {
  readonly bin: Record<string, string>;
  readonly dependencies: Record<string, string>;
}

let emulator: Emulator;
let project: string;
let bin: string;

// As a package manager lays it out: the package beside its dependencies, and nothing of ours besides.
beforeAll(async () => {
  emulator = await startEmulator();
  project = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-packed-"));
  const installed = join(project, "node_modules/pulumi-algorithmia");
  mkdirSync(installed, { recursive: true });
  const tarball = await pack("pulumi-algorithmia");
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;
  for (const name of Object.keys(manifest.dependencies)) {
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  }
  bin = join(installed, manifest.bin["pulumi-algorithmia"] ?? "");
});

afterAll(async () => {
  rmSync(project, { recursive: true, force: true });
  await emulator.close();
});

function run(args: readonly string[], env: Env): Promise<Ran> {
  return new Promise((done) => {
    const options = { cwd: project, env: { PATH: process.env["PATH"], ...env } };
    const child = execFile(process.execPath, [bin, ...args], options, (_error, out, err) =>
      done({ status: child.exitCode ?? -1, out, err }),
    );
  });
}

test("it starts with a line by which a shell finds Node", () => {
  expect(readFileSync(bin, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test.each(["doctor", "adopt"])("%s --help has examples", async (name) => {
  const { status, out } = await run([name, "--help"], {});
  expect(status).toBe(0);
  expect(out).toMatch(new RegExp(`Examples:.*\\$ pulumi-algorithmia ${name}`, "s"));
});

test("doctor looks at a cluster and at the consumer: 0, 1 and 2 as it is", async () => {
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

test("adopt writes a program that names this package by its path, since no registry has it", async () => {
  emulator.seed({ id: "by-hand" });
  const { status, out } = await run(["adopt"], connectionTo(emulator));
  expect(status).toBe(0);
  expect(out).toContain("bitbucket = by-hand");
  const program = join(project, "algorithmia");
  expect(readdirSync(program).sort()).toEqual(["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"]);
  const { dependencies } = JSON.parse(readFileSync(join(program, "package.json"), "utf8")) as Manifest;
  expect(dependencies["pulumi-algorithmia"]).toBe("file:../node_modules/pulumi-algorithmia");
});
