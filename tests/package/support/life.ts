import type { Emulator } from "../../../emulator/src";
import { connectionTo, held } from "../../support/cluster";
import { Arranged, type Combination } from "./combination";
import { NODES } from "./nodes";
import type { Project } from "./project";

let made = 0;

/** What must hold of one combination: `up` makes a configuration, `refresh` asks after it, `destroy` removes it. */
export async function expectWholeLife(
  emulator: Emulator,
  project: Project,
  combination: Combination,
): Promise<void> {
  const consumerKey = `consumer-${++made}`;
  const arranged = await Arranged.in(project, combination, consumerKey, connectionTo(emulator));
  try {
    const up = await succeeding(arranged, "up");
    expect(up).toContain(`on Node v${NODES[combination.node]}`);
    expect(held(emulator)).toMatchObject([{ clientId: consumerKey }]);

    emulator.requests.clear();
    await succeeding(arranged, "refresh");
    expect([...emulator.requests]).toMatchObject([{ method: "GET", path: "/v1/scms", status: 200 }]);

    await succeeding(arranged, "destroy");
    expect(held(emulator)).toEqual([]);
  } finally {
    arranged.remove();
    for (const { id } of held(emulator)) emulator.remove(id);
  }
}

async function succeeding(arranged: Arranged, operation: "up" | "refresh" | "destroy"): Promise<string> {
  const { code, output } = await arranged.operate(operation);
  if (code !== 0) throw new Error(`${operation} ended with ${code}:\n${output}`);
  // Loading the package must not make Node warn. ts-node's own call of a deprecated function does (DEP0180).
  expect(output).not.toMatch(/Warning:(?! fs\.Stats constructor)/);
  return output;
}
