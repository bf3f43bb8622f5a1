import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context";
import type { Figure, Section } from "../figure";
import { BenchStack, type Env, type StackOptions } from "../pulumi";
import { ratios, spreadOf } from "../statistics";

interface Setting {
  readonly name: string;
  readonly main: string;
  readonly runtime?: StackOptions["runtime"];
  readonly env?: Env;
  readonly flags?: readonly string[];
}

const ofPrograms = (compileCache: string): readonly Setting[] => [
  { name: "ts-node with type check (Pulumi's default)", main: "single.ts", runtime: { typescript: true } },
  {
    name: "ts-node without type check (PULUMI_NODEJS_TRANSPILE_ONLY=true)",
    main: "single.ts",
    runtime: { typescript: true },
    env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
  },
  { name: "Node strips the types (typescript: false)", main: "single.ts", runtime: { typescript: false } },
  { name: "compiled program (typescript: false)", main: "single.js", runtime: { typescript: false } },
  {
    name: "compiled program, and NODE_COMPILE_CACHE in a private directory",
    main: "single.js",
    runtime: { typescript: false },
    env: { NODE_COMPILE_CACHE: compileCache },
  },
];

const ofEngine: readonly Setting[] = [
  { name: "default settings", main: "ours.js" },
  { name: "--parallel 32", main: "ours.js", flags: ["--parallel", "32"] },
  {
    name: "PULUMI_SELF_MANAGED_STATE_GZIP=true",
    main: "ours.js",
    env: { PULUMI_SELF_MANAGED_STATE_GZIP: "true" },
  },
  {
    name: "PULUMI_DISABLE_CHECKPOINT_BACKUPS=true",
    main: "ours.js",
    env: { PULUMI_DISABLE_CHECKPOINT_BACKUPS: "true" },
  },
  {
    name: "PULUMI_SKIP_CHECKPOINTS=true",
    main: "ours.js",
    env: { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" },
  },
];

/** Measures each setting relative to the first of its group. */
export async function settings(context: Context, n: number): Promise<Section[]> {
  const compileCache = mkdtempSync(join(tmpdir(), "pulumi-algorithmia-cache-"));
  const programs = ofPrograms(compileCache);
  const running = await compared(context, programs, 1);
  rmSync(compileCache, { recursive: true });
  return [
    {
      title: "How the program runs (one configuration, create)",
      floor: programs[0]?.name ?? "",
      figures: running,
    },
    {
      title: `Engine and file backend (create of ${n})`,
      floor: "the engine and the file backend with default settings",
      figures: await compared(context, ofEngine, n),
    },
  ];
}

async function compared(context: Context, all: readonly Setting[], n: number): Promise<Figure[]> {
  const { emulator, env, progress } = context;
  const times = all.map((): number[] => []);
  for (let repetition = 1; repetition <= context.repetitions(n); repetition += 1) {
    for (const [index, { name, main, runtime, env: more = {}, flags = [] }] of all.entries()) {
      progress(`${name}, ${repetition} of ${context.repetitions(n)}`);
      const stack = await BenchStack.create(main, {
        env: { ...env, BENCH_N: String(n), ...more },
        ...(runtime !== undefined && { runtime }),
      });
      times[index]?.push(await stack.time("up", {}, flags));
      stack.remove();
      emulator.reset();
    }
  }
  const floors = times[0] ?? [];
  return all.map(({ name }, index) => ({
    measure: name,
    unit: "s",
    value: spreadOf(times[index] ?? []),
    floor: spreadOf(floors),
    ratio: ratios(times[index] ?? [], floors),
  }));
}
