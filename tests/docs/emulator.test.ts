import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { itemsOf } from "./support/markdown";
import { temporaryDirectory } from "../support/environment";
import { unusedPort } from "../support/localServer";

const ROOT = resolve(__dirname, "../..");

let directory: string;
let emulator: ChildProcess | undefined;

beforeEach(() => {
  directory = temporaryDirectory("emulator-page");
});

afterEach(async () => {
  if (emulator?.exitCode === null) {
    const ended = once(emulator, "exit");
    process.kill(-(emulator.pid ?? 0), "SIGTERM");
    await ended;
  }
});

test("shows what the commands print on the emulator's page", async () => {
  const [port, bitbucketPort] = await Promise.all([unusedPort(), unusedPort()]);
  const shown = consoleOf("emulator/README.md")
    .replaceAll("8080", `${port}`)
    .replaceAll("8081", `${bitbucketPort}`)
    .replaceAll("./cluster", directory)
    .replaceAll("cluster/control-token", relative(ROOT, join(directory, "control-token")));
  const [[start = "", ready], [command = "", printed]] = shown
    .split(/^\$ /m)
    .slice(1)
    .map((part) => part.trim().split("\n")) as [string[], string[]];

  const started = spawn("sh", ["-c", start], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  emulator = started;
  const line = await once(createInterface(started.stdout), "line");
  const { controlTokenFile, ...addresses } = JSON.parse(String(line)) as Record<string, string>;
  expect({ ...addresses, controlTokenFile: relative(ROOT, resolve(ROOT, controlTokenFile ?? "")) }).toEqual(
    JSON.parse(ready ?? ""),
  );
  const { stdout } = await promisify(execFile)("sh", ["-c", command], { cwd: ROOT });
  expect(stdout.trim()).toBe(printed);
});

function consoleOf(page: string): string {
  const items = itemsOf(readFileSync(join(ROOT, page), "utf8"));
  const block = items.find((item) => item.kind === "block" && item.language === "console");
  return block?.kind === "block" ? block.text : "";
}
