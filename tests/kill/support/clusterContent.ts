import { type Emulator, type Scm } from "../../../emulator/src";
import { held } from "../../support/cluster";
import type { Operation } from "./operations";

/** What the cluster holds, as far as a program can say it. */
interface ClusterContent {
  readonly configurations: readonly { readonly id: string | undefined; readonly [key: string]: unknown }[];
  /** Each that carries the mark of the default. */
  readonly defaults: readonly string[];
}

/** What the cluster must hold at the end, with the id that the state has. */
export function expectedContent({ command, program }: Operation, id: string | undefined): ClusterContent {
  if (command === "destroy") {
    return { configurations: [], defaults: ["internal"] };
  }
  const { consumerKey, consumerSecret, enabled = true, isDefault } = program;
  return {
    configurations: [{ id, clientId: consumerKey, secret: consumerSecret, enabled }],
    defaults: [isDefault === true ? (id ?? "") : "internal"],
  };
}

/** What it does hold. */
export function contentOf(emulator: Emulator): ClusterContent {
  const all: readonly Scm[] = emulator.scms();
  return {
    configurations: held(emulator).map(({ id, clientId, enabled }) => ({
      id,
      clientId,
      secret: emulator.secretOf(id),
      enabled,
    })),
    defaults: all.filter((scm) => scm.default).map(({ id }) => id),
  };
}
