import { createRequire } from "node:module";
import { join } from "node:path";
import type { Context } from "../context";
import { DYNAMIC, EMPTY, type Form } from "../forms";
import { PARALLELISM } from "../machine";
import { residentMegabytes } from "../processes";
import { ProviderProcess } from "../providerProcess";
import { ROOT } from "../root";
import { BenchStack } from "../stack";

interface Subject {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** Inputs that the resource's class adds. */
  readonly hidden: Readonly<Record<string, string>>;
}

/** Measures provider processes without an engine: start, first response, memory. */
export async function measureHosts(context: Context): Promise<void> {
  const n = context.quick ? 50 : 1000;
  const subjects = await subjectsOf(context);
  for (let repetition = 1; repetition <= context.times(7); repetition += 1) {
    for (const subject of subjects) await measureStart(context, subject, repetition);
  }
  for (let repetition = 1; repetition <= context.times(3); repetition += 1) {
    for (const subject of subjects) await measureMemory(context, subject, n, repetition);
  }
}

async function subjectsOf(context: Context): Promise<readonly Subject[]> {
  const { node } = await nodeOf(context);
  const script = createRequire(join(ROOT, "package.json")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const host = { file: node, args: [script, "127.0.0.1:1"] };
  return [
    { name: "plugin", file: join(ROOT, "plugin/pulumi-resource-algorithmia"), args: [], hidden: {} },
    { name: "empty plugin", file: node, args: [join(ROOT, "bench/programs/emptyPlugin.js")], hidden: {} },
    { name: "dynamic", ...host, hidden: await hiddenInputs(context, DYNAMIC) },
    { name: "empty dynamic", ...host, hidden: await hiddenInputs(context, EMPTY) },
  ];
}

// The Node of the toolchain, as a path: a search of PATH would count.
async function nodeOf({ env, directory }: Context): Promise<{ node: string }> {
  const { measureCommand } = await import("../command");
  const { output } = await measureCommand("node", ["-p", "process.execPath"], { cwd: directory, env });
  return { node: output.trim() };
}

/** The hidden inputs of a resource, from a state. */
async function hiddenInputs(context: Context, form: Form): Promise<Subject["hidden"]> {
  const stack = await BenchStack.create(context, form);
  if (stack === undefined) return {};
  await stack.operate("up", 1);
  const inputs = stack.inputs();
  stack.remove();
  context.emulator.reset();
  return Object.fromEntries(
    Object.entries(inputs).filter((entry): entry is [string, string] => entry[0].startsWith("__")),
  );
}

const URN = "urn:pulumi:bench::bench::algorithmia:index:BitbucketCloudScmConfiguration::bitbucket-";

function inputsOf({ hidden }: Subject, index: number): object {
  return {
    ...hidden,
    ...(hidden["__urn"] !== undefined && { __urn: `${hidden["__urn"]}-${index}` }),
    consumerKey: `consumer-key-${index}`,
    consumerSecret: `consumer-secret-${index}`,
    name: `Team ${index}`,
  };
}

async function started({ env, directory }: Context, { file, args }: Subject): Promise<ProviderProcess> {
  return ProviderProcess.start(file, args, file.endsWith("algorithmia") ? directory : ROOT, {
    ...env,
    PULUMI_PROJECT: "bench",
  });
}

async function measureStart(context: Context, subject: Subject, repetition: number): Promise<void> {
  const common = { section: "host", subject: subject.name, n: 1, latencyMs: 0, repetition } as const;
  await using provider = await started(context, subject);
  const startedAt = performance.now();
  await provider.configure();
  const atRest = residentMegabytes(provider.pid);
  const inputs = await provider.check(`${URN}0`, inputsOf(subject, 0));
  const firstSeconds = (performance.now() - startedAt) / 1000;
  await provider.create(`${URN}0`, inputs);
  context.emulator.reset();
  context.record({
    ...common,
    measure: "start",
    values: { seconds: provider.startMs / 1000, megabytes: atRest },
  });
  context.record({ ...common, measure: "first response", values: { seconds: firstSeconds } });
}

async function measureMemory(
  context: Context,
  subject: Subject,
  n: number,
  repetition: number,
): Promise<void> {
  await using provider = await started(context, subject);
  await provider.configure();
  const waiting = Array.from({ length: n }, (_, index) => index);
  const worker = async (): Promise<void> => {
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const urn = `${URN}${index}`;
      const inputs = await provider.check(urn, inputsOf(subject, index));
      await provider.create(urn, inputs);
    }
  };
  await Promise.all(Array.from({ length: PARALLELISM }, worker));
  const megabytes = residentMegabytes(provider.pid);
  context.emulator.reset();
  const common = { section: "host", subject: subject.name, n, latencyMs: 0, repetition } as const;
  context.record({ ...common, measure: "memory after creates", values: { megabytes } });
}
