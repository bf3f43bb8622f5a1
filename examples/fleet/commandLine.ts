import { parseArgs } from "node:util";
import type { Cluster } from "./clusters";
import { type Operation, OPERATIONS } from "./operate";

export const USAGE = `usage: npm run -s fleet -- up|preview|refresh|destroy [--only NAME,…] [--parallel N] [--unfinished]
       npm run -s fleet -- stacks --repo URL [--branch main] [--dir examples/fleet] [--namespace default]
                                  [--service-account pulumi] [--backend URL] | kubectl apply -f -`;

export interface Command {
  readonly operation: Operation | "stacks";
  readonly chosen: readonly Cluster[];
  readonly parallel: number;
  readonly unfinished: boolean;
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

/** Parses the command line. Throws an error if it's invalid. */
export function parseCommandLine(args: readonly string[], clusters: readonly Cluster[]): Command {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: "string" },
      parallel: { type: "string", default: "4" },
      unfinished: { type: "boolean", default: false },
      repo: { type: "string" },
      branch: { type: "string", default: "main" },
      dir: { type: "string", default: "examples/fleet" },
      namespace: { type: "string", default: "default" },
      "service-account": { type: "string", default: "pulumi" },
      backend: { type: "string" },
    },
  });
  const [operation = "", ...more] = positionals;
  if (!isOperation(operation) || more.length > 0) {
    throw new Error(
      `"${positionals.join(" ")}" isn't a valid operation. Use one of ${[...OPERATIONS, "stacks"].join(", ")}.`,
    );
  }
  if (!/^[1-9]\d?$/.test(values.parallel)) {
    throw new Error(`--parallel is "${values.parallel}", but must be a number from 1 to 99.`);
  }
  const { unfinished } = values;
  return {
    operation,
    chosen: choose(clusters, values.only),
    parallel: Number(values.parallel),
    unfinished,
    values,
  };
}

function isOperation(text: string): text is Operation | "stacks" {
  return text === "stacks" || (OPERATIONS as readonly string[]).includes(text);
}

function choose(clusters: readonly Cluster[], only: string | undefined): readonly Cluster[] {
  if (only === undefined) {
    return clusters;
  }
  const names = only.split(",");
  const unknown = names.filter((name) => !clusters.some((cluster) => cluster.name === name));
  if (unknown.length > 0) {
    throw new Error(`clusters.ts has no cluster "${unknown.join('", "')}".`);
  }
  return clusters.filter(({ name }) => names.includes(name));
}
