import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { Command } from "commander";
import { newContext } from "./context";
import type { Section } from "./figure";
import { distance } from "./measures/distance";
import { host } from "./measures/host";
import { lifecycle } from "./measures/lifecycle";
import { peers } from "./measures/peers";
import { settings } from "./measures/settings";
import { chart } from "./report/chart";
import { markdownReport } from "./report/markdown";
import { terminalReport } from "./report/terminal";
import { ROOT } from "./root";

interface Options {
  readonly quick?: true;
  readonly sizes: string;
  readonly json?: string;
  readonly docs?: true;
}

/** Of what takes long, fewer repetitions: the longer a run, the less a short disturbance weighs in it. */
const FULL = (n: number): number => (n >= 1000 ? 1 : n >= 300 ? 2 : 3);

async function main({ quick, sizes, json, docs }: Options): Promise<void> {
  const context = await newContext(quick === true ? () => 1 : FULL, show);
  const sections: Section[] = [];
  const add = (more: Section[]): void => {
    show("");
    process.stdout.write(terminalReport(more));
    sections.push(...more);
    // After each, so that a run that breaks off leaves what it has.
    if (json !== undefined)
      writeFileSync(json, `${JSON.stringify({ circumstances: circumstances(), sections }, undefined, 2)}\n`);
  };
  try {
    add(await host(context, quick === true ? 100 : 1000));
    add(await lifecycle(context, quick === true ? [10, 30] : sizes.split(",").map(Number)));
    if (quick !== true) {
      add(await distance(context, 100, [50, 200]));
      add(await peers(context, 100));
      add(await settings(context, 100));
    }
  } finally {
    await context.emulator.close();
  }
  if (docs === true) writeDocs(sections);
}

function writeDocs(sections: readonly Section[]): void {
  mkdirSync(join(ROOT, "docs/images"), { recursive: true });
  const operations = sections.find(({ title }) => title === "Operations")?.figures ?? [];
  writeFileSync(join(ROOT, "docs/images/benchmarks.svg"), chart(operations));
  const path = join(ROOT, "docs/internals/benchmarks.md");
  writeFileSync(path, markdownReport(readFileSync(path, "utf8"), sections, circumstances()));
}

function circumstances() {
  const pulumi = execFileSync(join(ROOT, "toolchain/exec"), ["pulumi", "version"], {
    encoding: "utf8",
  }).trim();
  return {
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model ?? "an unknown kind"}, ${Math.round(totalmem() / 1024 ** 3)} GB`,
    versions: `Pulumi ${pulumi}, Node ${process.version}, file backend`,
    repetitions: "3 repetitions, 2 of 300 configurations, 1 of 1000",
  };
}

function show(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

const program = new Command("bench")
  .option("--quick", "small sizes, one repetition, no report")
  .option("--sizes <list>", "how many configurations to measure the operations on", "1,10,100,300,1000")
  .option("--json <file>", "write all figures as JSON")
  .option("--docs", "write docs/internals/benchmarks.md and its chart");
main(program.parse().opts<Options>()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
