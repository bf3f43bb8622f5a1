import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  DYNAMIC,
  DYNAMIC_CHECKED,
  EMPTY,
  EMPTY_ALL_OUTPUTS,
  FORMS,
  type Form,
  PLUGIN,
  PLUGIN_YAML,
} from "../forms";
import { MEASURES } from "../lifecycle";
import type { circumstances } from "../machine";
import { ROOT } from "../root";
import { STAGED } from "../sections/one";
import { type Stage, STAGES } from "../stages";
import { median, type Results } from "../statistics";
import { AIMS, type Aim, farRatio, growthRatio } from "./aims";
import { CAUSES } from "./causes";
import { drawStages } from "./chart";

const PAGE = join(ROOT, "docs/internals/performance.md");
const PICTURE = join(ROOT, "docs/images/performance.svg");

/** Writes the page and its picture. Sections without samples are omitted. */
export function writePage(results: Results, about: ReturnType<typeof circumstances>): void {
  const bars = STAGED.flatMap((form) => barOf(results, form));
  mkdirSync(dirname(PICTURE), { recursive: true });
  if (bars.length > 0) writeFileSync(PICTURE, drawStages(bars));
  writeFileSync(PAGE, pageText(results, about));
}

function barOf(results: Results, { name }: Form) {
  const samples = results.select({ section: "one", subject: name, measure: "stages of create" });
  if (samples.length === 0) return [];
  const stages = STAGES.map((stage) => [
    stage,
    median(samples.map(({ values }) => values.stages?.[stage] ?? 0)) ?? 0,
  ]);
  return [{ name, stages: Object.fromEntries(stages) as Record<Stage, number> }];
}

function pageText(results: Results, { machine, versions }: ReturnType<typeof circumstances>): string {
  const parts = [
    `# Performance

\`make bench\` writes this page, and \`npm run profile\` profiles the provider. ${results.samples.length === 0 ? "It has no measurements yet." : `One run: ${machine}; ${versions}. Figures are medians. Ratios compare measurements that were made next to each other. "Empty" is a dynamic resource without check, diff and requests.`}`,
    ...picture(results),
    ...settings(results),
    ...oneConfiguration(results),
    ...fleet(results),
    ...far(results),
    ...growth(results),
    ...aims(results),
    `## Requests

Tests verify these figures. A preview and an \`up\` without changes send no request. A create sends 1, an update 1, a refresh 1
for all configurations, a destroy 3 for an enabled configuration and 1 for a disabled one. \`isDefault\` adds 1. At most
8 requests run at once (\`algorithmia:maxConcurrency\`).`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function picture(results: Results): string[] {
  if (STAGED.every((form) => barOf(results, form).length === 0)) return [];
  return [
    `![Stages of an up that creates one configuration](${relative(dirname(PAGE), PICTURE)})`,
    `"Provider start" includes the calls for the schema and the configuration. "Provider code" answers the calls for the
resource, without the requests to the cluster.`,
  ];
}

function settings(results: Results): string[] {
  const create = (subject: string) => ({ section: "one", n: 1, measure: "create", subject }) as const;
  const checked = create(DYNAMIC_CHECKED.name);
  const rows = [
    ["`PULUMI_NODEJS_TRANSPILE_ONLY=true`", "dynamic, transpile-only", "check types elsewhere"],
    ["compiled program, `typescript: false`", DYNAMIC.name, "a build"],
    [
      "compiled, `NODE_COMPILE_CACHE`",
      "dynamic, compile cache",
      "a directory that only its user can write to",
    ],
    ["plugin, compiled program", PLUGIN.name, "an entry in `Pulumi.yaml`"],
    ["plugin, YAML program", PLUGIN_YAML.name, "a program in YAML"],
  ].flatMap(([setting = "", subject = "", price = ""]) => {
    const ratio = results.ratio(create(subject), checked, "seconds");
    return ratio === undefined ? [] : [[setting, ratio.toFixed(2), price]];
  });
  if (rows.length === 0) return [];
  return [
    `## What you can set

Create of one configuration, relative to a TypeScript program with Pulumi's default type check and the dynamic provider:

${table(["setting", "ratio", "price"], rows)}

Pulumi also skips the type check if the temporary directory (\`TMPDIR\`) still has the compiled program from an earlier run. In
CI, it usually doesn't.`,
  ];
}

function oneConfiguration(results: Results): string[] {
  const of = (subject: string, measure: string, n = 1) => ({ section: "one", n, subject, measure }) as const;
  const rows = [...FORMS.map(({ name }) => name), "script"].flatMap((subject) => {
    const cells = MEASURES.map(
      (measure) => results.median(of(subject, measure), "seconds")?.toFixed(2) ?? "",
    );
    const cpu = results.median(of(subject, "no-op"), "cpuSeconds")?.toFixed(2) ?? "";
    return cells.every((cell) => cell === "") ? [] : [[subject, ...cells, cpu]];
  });
  if (rows.length === 0) return [];
  const forms = [PLUGIN_YAML, PLUGIN, DYNAMIC, EMPTY];
  const more = forms.map(({ name }) => {
    const [three, one] = [3, 1].map((n) => results.median(of(name, "create", n), "seconds"));
    const bytes = results.median(of(name, "create", 3), "stateBytes") ?? 0;
    return [name, three === undefined || one === undefined ? "" : (three - one).toFixed(2), String(bytes)];
  });
  return [
    `## One configuration

Seconds of each operation, and processor seconds of a no-op. Refresh and destroy run no program. A script has no state.

${table(["", ...MEASURES, "processor"], rows)}

Three configurations instead of one:

${table(["", "create takes longer by (s)", "bytes of state for each"], more)}`,
  ];
}

function fleet(results: Results): string[] {
  const subjects = [...new Set(results.select({ section: "fleet" }).map(({ subject }) => subject))];
  if (subjects.length === 0) return [];
  const rows = subjects.map((subject) => [
    subject,
    ...["create", "no-op", "refresh"].map((measure) => {
      const selection = { section: "fleet", subject, measure } as const;
      const [cpu, megabytes] = [
        results.median(selection, "cpuSeconds"),
        results.median(selection, "megabytes"),
      ];
      return `${cpu?.toFixed(2) ?? ""} s, ${megabytes?.toFixed(0) ?? ""} MB`;
    }),
  ]);
  const n = results.select({ section: "fleet" })[0]?.n ?? 0;
  return [
    `## A fleet

The driver of \`examples/fleet\` with ${n} clusters, four at once: processor seconds for each cluster, and memory for each of the
four.

${table(["program", "create", "no-op", "refresh"], rows)}`,
  ];
}

function far(results: Results): string[] {
  const rows = [1, 3, 100].flatMap((n) =>
    [50, 200].flatMap((latencyMs) => {
      const cells = ["create", "update", "refresh", "destroy"].map((measure) =>
        cellOf([PLUGIN, DYNAMIC].map((form) => farRatio(results, form, measure, n, latencyMs))),
      );
      return cells.some((cell) => cell !== "") ? [[`${n}, ${latencyMs} ms`, ...cells]] : [];
    }),
  );
  if (rows.length === 0) return [];
  return [
    `## Far away

Ratio of the plugin and the dynamic provider to the empty resource plus the least number of requests × latency:

${table(["", "create", "update", "refresh", "destroy"], rows)}`,
  ];
}

function growth(results: Results): string[] {
  const measures = ["create", "no-op", "update", "refresh", "destroy"];
  const rows = [10, 100, 300].flatMap((n) => {
    const cells = measures.map((measure) =>
      cellOf([PLUGIN, DYNAMIC, EMPTY_ALL_OUTPUTS].map((form) => growthRatio(results, form, measure, n))),
    );
    return cells.some((cell) => cell !== "") ? [[String(n), ...cells]] : [];
  });
  if (rows.length === 0) return [];
  return [
    `## Many configurations

Ratio of the plugin, the dynamic provider, and an empty resource with as many outputs (12) to the empty resource (4 outputs).
Pulumi's SDK creates four promises for each output, and collects a stack trace for each promise:

${table(["", ...measures], rows)}`,
  ];
}

function aims(results: Results): string[] {
  const measured = AIMS.flatMap((aim) => {
    const value = aim.measure(results);
    return value === undefined ? [] : [{ aim, value }];
  });
  if (measured.length === 0) return [];
  const missed = measured.filter(({ aim, value }) => value > aim.limit);
  const rows = missed.map(({ aim, value }) => [
    aim.what,
    format(aim, aim.limit),
    format(aim, value),
    CAUSES[aim.what] ?? "",
  ]);
  const met = `${measured.length - missed.length} of ${measured.length} aims are met.`;
  return [
    missed.length === 0
      ? `## Aims\n\n${met}`
      : `## Aims\n\n${met} Missed:\n\n${table(["aim", "at most", "measured", "cause"], rows)}`,
  ];
}

function format({ unit }: Aim, value: number): string {
  return `${value.toFixed(unit === " ms" || unit === " MB" ? 0 : 2)}${unit}`;
}

function cellOf(ratios: readonly (number | undefined)[]): string {
  const texts = ratios.flatMap((ratio) => ratio?.toFixed(2) ?? []);
  return texts.join(", ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
