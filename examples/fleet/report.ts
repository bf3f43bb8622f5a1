import type { Change } from "./fleet";

/** Formats a change of a cluster's state as a line. */
export function lineOf({ cluster, outcome, seconds }: Change, width: number): string {
  return `${cluster.name.padEnd(width)}  ${textOf(outcome, seconds)}`;
}

function textOf(outcome: Change["outcome"], seconds: number): string {
  switch (outcome?.state) {
    case undefined:
      return "started";
    case "skipped":
      return "skipped: its last run succeeded";
    case "failed":
      return `FAILED after ${seconds.toFixed(1)} s: ${outcome.reason.split("\n", 1)[0] ?? ""}`;
    case "done":
      return `done in ${seconds.toFixed(1)} s: ${stepsOf(outcome.steps)}`;
  }
}

function stepsOf(steps: Readonly<Record<string, number>>): string {
  const texts = Object.entries(steps).map(([kind, count]) => `${kind} ${count}`);
  return texts.length === 0 ? "no change" : texts.join(", ");
}

/** Summarizes a run: the number of clusters by result, and each failure with its message. */
export function summaryOf(ended: readonly Change[], total: number, seconds: number): string {
  const of = (state: string): readonly Change[] => ended.filter(({ outcome }) => outcome?.state === state);
  const counts = [
    `${of("done").length} done`,
    `${of("failed").length} failed`,
    `${of("skipped").length} skipped`,
    `${total - ended.length} not started`,
  ];
  const failures = of("failed").flatMap(({ cluster, outcome }) =>
    outcome?.state === "failed" ? [`${cluster.name}:\n${indented(outcome.reason)}`] : [],
  );
  return [
    `${total} clusters in ${seconds.toFixed(1)} s: ${counts.join(", ")}`,
    ...failures,
    ...(isComplete(ended, total)
      ? []
      : ["To run the operation on the remaining clusters, add --unfinished."]),
  ].join("\n\n");
}

/** Whether the operation succeeded or was skipped on all clusters. */
export function isComplete(ended: readonly Change[], total: number): boolean {
  return ended.length === total && ended.every(({ outcome }) => outcome?.state !== "failed");
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
