import { execFileSync } from "node:child_process";
import { Host } from "../../../tests/support/host";
import type { Context } from "../context";
import type { Figure, Section } from "../figure";
import { BenchStack } from "../pulumi";
import { PARALLELISM } from "../parallelism";
import { ratios, spreadOf } from "../statistics";

interface Subject {
  /** The provider's text in a state. */
  readonly line: string;
}

interface Observed {
  readonly firstAnswerMs: number;
  readonly atRestMB: number;
  readonly afterMB: number;
}

/** Measures the time to the first response and the memory of Pulumi's host process. */
export async function host(context: Context, n: number): Promise<Section[]> {
  const subjects = { ours: await subjectOf("ours", context), empty: await subjectOf("empty", context) };
  const observed = { ours: [] as Observed[], empty: [] as Observed[] };
  for (let repetition = 1; repetition <= context.repetitions(1); repetition += 1) {
    for (const name of ["ours", "empty"] as const) {
      context.progress(`host with ${name}, ${repetition} of ${context.repetitions(1)}`);
      observed[name].push(await observe(context, subjects[name], n));
    }
  }
  const figure = (measure: string, key: keyof Observed, unit: "ms" | "MB", more: number): Figure => {
    const [values, floors] = [observed.ours, observed.empty].map((all) => all.map((one) => one[key]));
    return {
      measure,
      unit,
      value: spreadOf(values ?? []),
      floor: spreadOf(floors ?? []),
      ratio: ratios(values ?? [], floors ?? []),
      aim: { more },
    };
  };
  const [line, emptyLine] = [[subjects.ours.line.length], [subjects.empty.line.length]];
  return [
    {
      title: "Host process",
      floor: "the same host with an empty provider",
      figures: [
        figure("time to the first response", "firstAnswerMs", "ms", 60),
        figure("memory after the first response", "atRestMB", "MB", 35),
        figure(`memory after ${n} creates and reads`, "afterMB", "MB", 35),
        {
          measure: "length of __provider",
          unit: "characters",
          value: spreadOf(line),
          floor: spreadOf(emptyLine),
          ratio: ratios(line, emptyLine),
          aim: { ratio: 1 },
        },
      ],
    },
  ];
}

async function subjectOf(program: "ours" | "empty", { env, emulator }: Context): Promise<Subject> {
  const stack = await BenchStack.create(`${program}.js`, { env: { ...env, BENCH_N: "1" } });
  await stack.time("up");
  const { checkpoint } = JSON.parse(stack.state()) as {
    checkpoint: { latest: { resources: { inputs?: Record<string, string> }[] } };
  };
  stack.remove();
  emulator.reset();
  const inputs =
    checkpoint.latest.resources.find((resource) => resource.inputs?.["__provider"])?.inputs ?? {};
  return { line: inputs["__provider"] ?? "" };
}

async function observe({ env, emulator }: Context, { line }: Subject, n: number): Promise<Observed> {
  const startedAt = performance.now();
  await using host = await Host.start({ ...env }, { serializedProvider: line });
  await host.configure();
  const inputs = (index: number) => ({
    consumerKey: `consumer-key-${index}`,
    consumerSecret: `consumer-secret-${index}`,
    name: `Team ${index}`,
  });
  await host.check(host.urn(String(n)), {}, inputs(n));
  const firstAnswerMs = performance.now() - startedAt;
  const atRestMB = megabytesOf(host.pid);
  const todo = Array.from({ length: n }, (_, index) => index);
  const worker = async (): Promise<void> => {
    for (let index = todo.pop(); index !== undefined; index = todo.pop()) {
      const urn = host.urn(String(index));
      const checked = await host.check(urn, {}, inputs(index));
      const { id, outputs } = await host.create(urn, checked.inputs);
      await host.read({ urn, id, inputs: checked.inputs, outputs });
    }
  };
  await Promise.all(Array.from({ length: PARALLELISM }, worker));
  const afterMB = megabytesOf(host.pid);
  emulator.reset();
  return { firstAnswerMs, atRestMB, afterMB };
}

function megabytesOf(pid: number | undefined): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Math.round(Number(kilobytes) / 1024);
}
