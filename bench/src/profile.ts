import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "pulumi-algorithmia-emulator";
import { ROOT } from "./root";

/*
 * Where the provider's own time goes: its calls for N configurations in one process, as Pulumi's host makes them but
 * without gRPC, under Node's profiler. Prints the share of each package.
 */

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { functionName: string; url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

async function main(n: number): Promise<void> {
  const emulator = await startEmulator();
  const folder = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-profile-"));
  const env = {
    PATH: process.env["PATH"],
    ALGORITHMIA_API: emulator.url,
    ALGORITHMIA_API_KEY: emulator.apiKey,
    ALGORITHMIA_VERIFY_CONSUMER: "off",
    BENCH_N: String(n),
  };
  const args = ["--cpu-prof", "--cpu-prof-dir", folder, join(ROOT, "bench/programs/calls.js")];
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
  await once(child, "exit");
  await emulator.close();
  const file = readdirSync(folder)[0] ?? "";
  const profile = JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile;
  rmSync(folder, { recursive: true });
  console.log(sharesOf(profile));
}

function sharesOf({ nodes, samples, timeDeltas }: Profile): string {
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, sample] of samples.entries()) {
    const owner = owners.get(sample) ?? "?";
    times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  }
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .map(([owner, ms]) => `${ms.toFixed(0).padStart(7)} ms  ${owner}`)
    .join("\n");
}

function ownerOf({ functionName, url }: { functionName: string; url: string }): string {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (name !== undefined) return name;
  if (url.includes("/dist/")) return `ours: ${url.slice(url.indexOf("/dist/") + 6)}`;
  return url.startsWith("node:") ? url : functionName;
}

void main(Number(process.argv[2] ?? "1000"));
