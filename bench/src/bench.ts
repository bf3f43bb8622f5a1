import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { Context } from "./context";
import { circumstances } from "./machine";
import { writePage } from "./report/page";
import { type Sample, type SectionName, SECTIONS, type Values } from "./sample";
import { measureFar } from "./sections/far";
import { measureFleet } from "./sections/fleet";
import { measureGrowth } from "./sections/growth";
import { measureHosts } from "./sections/host";
import { measureOne } from "./sections/one";
import { Results } from "./statistics";

interface Options {
  readonly quick?: true;
  readonly only: ReadonlySet<SectionName>;
  readonly json: string;
  readonly docs?: true;
}

const MEASURE: Readonly<Record<SectionName, (context: Context) => Promise<void>>> = {
  one: measureOne,
  host: measureHosts,
  fleet: measureFleet,
  far: measureFar,
  growth: measureGrowth,
};

async function main({ quick, only, json, docs }: Options): Promise<void> {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const minutes = (): string => `${((performance.now() - startedAt) / 60_000).toFixed(1)} min`;
  const context = await Context.start(quick === true, only, (sample) => {
    samples.push(sample);
    console.log(`${minutes()}  ${lineOf(sample)}`);
    writeFileSync(json, `${JSON.stringify({ ...about, samples }, undefined, 1)}\n`);
  });
  const about = circumstances(context.languages.path);
  try {
    for (const section of SECTIONS.filter((name) => only.has(name))) {
      await MEASURE[section](context);
      if (docs === true) writePage(new Results(samples), about);
    }
  } finally {
    await context.close();
  }
  console.log(`Completed in ${minutes()}. Samples: ${json}`);
}

function lineOf({ section, subject, measure, n, latencyMs, repetition, values }: Sample): string {
  const distance = latencyMs === 0 ? "" : `, ${latencyMs} ms away`;
  return `${section} ${repetition}: ${subject}: ${measure} of ${n}${distance}: ${textOf(values)}`;
}

function textOf({ stages, ...numbers }: Values): string {
  return Object.entries({ ...numbers, ...stages })
    .map(([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toFixed(2)}`)
    .join(", ");
}

function parseSections(text: string): ReadonlySet<SectionName> {
  const names = text.split(",");
  const unknown = names.find((name) => !(SECTIONS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`Use some of ${SECTIONS.join(",")}.`);
  return new Set(names as SectionName[]);
}

const program = new Command("bench")
  .description("Measures the provider relative to an empty dynamic resource.")
  .option("--quick", "small sizes and one repetition")
  .option("--only <sections>", `some of ${SECTIONS.join(",")}`, parseSections, new Set(SECTIONS))
  .option("--json <file>", "file for all samples, written after each", ".setup/bench.json")
  .option("--docs", "write the page and its picture after each section");
main(program.parse().opts<Options>()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
