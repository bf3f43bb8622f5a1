import { readFileSync, rmSync, watch } from "node:fs";
import { join } from "node:path";
import { processTree } from "./processes";
import { ROOT } from "./root";
import type { BenchStack } from "./stack";

/** Where the time of an operation goes. */
export const STAGES = [
  "CLI start",
  "language host",
  "program",
  "provider start",
  "provider code",
  "requests",
  "engine",
  "backend",
] as const;

export type Stage = (typeof STAGES)[number];

/** The calls for a resource. The others are for the provider: its schema, its configuration. */
const OPERATIONS = /\/(Check|Diff|Create|Read|Update|Delete)$/;

/** A line that `probe.cjs` wrote. Times are milliseconds since the epoch. */
interface Note {
  readonly pid: number;
  readonly kind: "process" | "served" | "answered" | "called" | "requested" | "received";
  readonly name: string;
  readonly at: number;
}

interface Span {
  readonly stage: Stage;
  readonly from: number;
  readonly to: number;
}

/** Runs the `up` of one new configuration with probes in its processes, and returns seconds by stage. */
export async function measureStages(stack: BenchStack): Promise<Record<Stage, number>> {
  const trace = join(stack.directory, "trace.jsonl");
  rmSync(trace, { force: true });
  let from = 0;
  let lastWrite = 0;
  let languageHost: number | undefined;
  const watcher = watch(stack.backend, { recursive: true }, () => (lastWrite = now()));
  let timer: NodeJS.Timeout | undefined;
  const env = { BENCH_TRACE: trace, NODE_OPTIONS: `--require ${join(ROOT, "bench/programs/probe.cjs")}` };
  try {
    await stack.operate("up", 1, {
      env,
      onStart(pid) {
        from = now();
        timer = setInterval(() => {
          languageHost ??= startOf("pulumi-language", pid, from);
          if (languageHost !== undefined) clearInterval(timer);
        }, 10);
      },
    });
  } finally {
    clearInterval(timer);
    watcher.close();
  }
  const to = now();
  const notes = readFileSync(trace, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Note);
  return durations(spansOf(notes, from, languageHost ?? from, lastWrite), from, to);
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** When a descendant of this name started. The kernel counts hundredths of a second. */
function startOf(name: string, root: number, rootStartedAt: number): number | undefined {
  const processes = processTree(root);
  const found = processes.find((process) => process.name.startsWith(name.slice(0, 15)));
  if (found === undefined) return undefined;
  return rootStartedAt + (found.startedAt - (processes[0]?.startedAt ?? 0)) * 10;
}

/** Spans in order of precedence: where spans overlap, the first one counts. */
function spansOf(notes: readonly Note[], from: number, languageHost: number, lastWrite: number): Span[] {
  const served = notes.filter(({ kind, name }) => kind === "served" && name.includes("ResourceProvider"));
  // The YAML language host starts the plugin too, for the schema.
  const providerPids = new Set(served.map(({ pid }) => pid));
  const provider = notes.filter(({ pid }) => providerPids.has(pid));
  const program = notes.find(({ pid, kind }) => !providerPids.has(pid) && kind !== "process");
  const starts = notes.filter(({ kind }) => kind === "process");
  const providerStarts = starts.filter(({ pid }) => providerPids.has(pid));
  const startOfProgram = starts.find(({ pid }) => pid === program?.pid)?.at;
  // The last one is of the configuration. The stack's is before the program is loaded.
  const registered = notes.findLast(({ kind, pid, name }) => {
    return kind === "called" && pid === program?.pid && name.endsWith("/RegisterResource");
  })?.at;
  const lastAnswer = Math.max(...provider.filter(({ kind }) => kind === "answered").map(({ at }) => at));
  return [
    ...pairs(provider, "requested", "received").map((span) => ({ stage: "requests" as const, ...span })),
    ...pairs(provider, "served", "answered").map((span) => ({
      stage: OPERATIONS.test(span.name) ? ("provider code" as const) : ("provider start" as const),
      ...span,
    })),
    ...providerStarts.map(({ pid, at }) => ({
      stage: "provider start" as const,
      from: at,
      to: served.find((note) => note.pid === pid)?.at ?? at,
    })),
    ...(startOfProgram === undefined
      ? []
      : [{ stage: "program" as const, from: startOfProgram, to: registered ?? startOfProgram }]),
    { stage: "CLI start", from, to: languageHost },
    { stage: "language host", from: languageHost, to: startOfProgram ?? providerStarts[0]?.at ?? from },
    { stage: "backend", from: lastAnswer, to: lastWrite },
  ];
}

function pairs(
  notes: readonly Note[],
  start: Note["kind"],
  end: Note["kind"],
): { name: string; from: number; to: number }[] {
  const ends = notes.filter(({ kind }) => kind === end);
  return notes
    .filter(({ kind }) => kind === start)
    .flatMap(({ name, at }) => {
      const index = ends.findIndex((other) => other.name === name && other.at >= at);
      const [found] = index < 0 ? [] : ends.splice(index, 1);
      return found === undefined ? [] : [{ name, from: at, to: found.at }];
    });
}

/** Assigns each moment to the first span that contains it, or to the engine. */
function durations(spans: readonly Span[], from: number, to: number): Record<Stage, number> {
  const totals = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<Stage, number>;
  const edges = [from, to, ...spans.flatMap((span) => [span.from, span.to])]
    .filter((edge) => edge >= from && edge <= to)
    .toSorted((a, b) => a - b);
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1] ?? to;
    const span = spans.find((each) => each.from <= edge && each.to >= next);
    totals[span?.stage ?? "engine"] += (next - edge) / 1000;
  }
  return totals;
}
