import type { Emulator } from "../../../emulator/src";
import { connectionTo, held } from "../../support/cluster";
import { type Combination, InstalledProgram, type Operation } from "./installedProgram";
import { NODE_VERSIONS } from "./nodeVersions";
import type { Project } from "./project";

let count = 0;

/** Runs `up`, `refresh` and `destroy` of a combination, and verifies their effects on the cluster. */
export async function expectLifecycle(
  emulator: Emulator,
  project: Project,
  combination: Combination,
): Promise<void> {
  const consumerKey = `consumer-${++count}`;
  const program = await InstalledProgram.write(project, combination, consumerKey, connectionTo(emulator));
  try {
    const up = await succeed(program, "up");
    if (combination.language !== "yaml") expect(up).toContain(`on Node v${NODE_VERSIONS[combination.node]}`);
    expect(held(emulator)).toMatchObject([{ clientId: consumerKey }]);

    emulator.requests.clear();
    await succeed(program, "refresh");
    expect([...emulator.requests]).toMatchObject([{ method: "GET", path: "/v1/scms", status: 200 }]);

    await succeed(program, "destroy");
    expect(held(emulator)).toEqual([]);
  } finally {
    program.remove();
    for (const { id } of held(emulator)) emulator.remove(id);
  }
}

async function succeed(program: InstalledProgram, operation: Operation): Promise<string> {
  const { code, output } = await program.run(operation);
  if (code !== 0) throw new Error(`${operation} ended with ${code}:\n${output}`);
  // Loading the package must not make Node warn. ts-node calls a deprecated function itself (DEP0180).
  expect(output).not.toMatch(/Warning:(?! fs\.Stats constructor)/);
  return output;
}
