// Runs operations on the fleet from this machine, or prints resources for the operator. `npm run -s fleet` prints the usage.
import { resolve } from "node:path";
import { clusters } from "./clusters";
import { type Command, parseCommandLine, USAGE } from "./commandLine";
import { runFleet } from "./fleet";
import { operate, type Operation } from "./operate";
import { isComplete, lineOf, summaryOf } from "./report";
import { takeSecrets } from "./secrets";
import { stackResources } from "./stacks";

async function main(args: readonly string[]): Promise<number> {
  let command: Command;
  try {
    command = parseCommandLine(args, clusters);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  return command.operation === "stacks" ? printStacks(command) : run(command, command.operation);
}

async function run({ chosen, parallel, unfinished }: Command, operation: Operation): Promise<number> {
  const stop = new AbortController();
  process.on("SIGINT", () => {
    if (stop.signal.aborted) {
      process.exit(130);
    }
    console.log("Stopping. No further cluster is started. Running operations complete.");
    stop.abort();
  });
  const width = Math.max(...chosen.map(({ name }) => name.length));
  const secrets = takeSecrets(clusters, process.env);
  const settings = { workDir: resolve(__dirname, ".."), operation, unfinished, secrets };
  const started = performance.now();
  const ended = await runFleet(chosen, {
    parallel,
    signal: stop.signal,
    operate: (cluster) => operate(cluster, settings),
    onChange: (change) => console.log(lineOf(change, width)),
  });
  console.log(`\n${summaryOf(ended, chosen.length, (performance.now() - started) / 1000)}`);
  return isComplete(ended, chosen.length) ? 0 : 1;
}

function printStacks({ chosen, values }: Command): number {
  const text = (name: string): string => String(values[name] ?? "");
  if (values["repo"] === undefined) {
    console.error(`--repo is required.\n${USAGE}`);
    return 2;
  }
  const items = stackResources(chosen, {
    namespace: text("namespace"),
    projectRepo: text("repo"),
    branch: text("branch"),
    repoDir: text("dir"),
    serviceAccountName: text("service-account"),
    backend: values["backend"] === undefined ? undefined : text("backend"),
  });
  console.log(JSON.stringify({ apiVersion: "v1", kind: "List", items }, undefined, 2));
  return 0;
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
