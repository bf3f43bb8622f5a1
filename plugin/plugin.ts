import type { ConnectionSource } from "../client/connection/connection";
import type { Existing, Inputs, PreviewInputs } from "../provider/inputs/model";
import { type Properties, visible } from "../provider/inputs/properties";
import { createEngineLog } from "../provider/run/engineLog";
import { ProviderRun } from "../provider/run/providerRun";
import type { Log } from "../provider/run/reporter";
import { detailedChanges } from "./detailedDiff";
import { connectToEngine } from "./engineConnection";
import { connectionSource } from "./providerSettings";

/** A resource's inputs and outputs in the state. */
export interface Kept {
  readonly inputs: Properties;
  readonly state: Properties;
}

/**
 * Adapts the provider to the engine's protocol for native plugins. One process serves one provider resource; each
 * configuration starts a new run.
 */
export class Plugin {
  #engineAddress: string | undefined;
  #log: Log = createEngineLog(() => undefined);
  #run = this.#newRun({ config: () => undefined, env: process.env });

  /** Sends messages to the engine at this address from now on. Several engines can attach to a process in turn. */
  connect(engineAddress: string): void {
    this.#engineAddress = engineAddress;
    this.#log = createEngineLog(() => connectToEngine(engineAddress));
  }

  #newRun(source: ConnectionSource): ProviderRun {
    return new ProviderRun(source, (message) => this.#log(message), this.#engineAddress);
  }

  configure(urn: string | undefined, args: Properties): void {
    this.#run = this.#newRun(connectionSource(urn, args));
  }

  check(urn: string, olds: Properties, news: Properties) {
    const run = this.#run;
    return run.operate(urn, async () => {
      const { check } = await import("../provider/operations/check");
      return check(run, urn, visible(olds), visible(news));
    });
  }

  diff(urn: string, id: string, kept: Kept, news: Properties) {
    const run = this.#run;
    return run.operate(urn, async () => {
      const { diff } = await import("../provider/operations/diff");
      const existing = existingFrom(kept);
      const inputs = visible(news) as unknown as PreviewInputs;
      const plan = diff(run, urn, id, existing, inputs);
      const changes = [
        ...plan.replaces.flatMap((name) => detailedChanges(name, existing, inputs, true)),
        ...plan.updates.flatMap((name) => detailedChanges(name, existing, inputs, false)),
      ];
      return { changes, deleteBeforeReplace: plan.collides };
    });
  }

  create(urn: string, properties: Properties, preview: boolean) {
    const run = this.#run;
    return run.operate(urn, async () => {
      if (preview) {
        const { previewState } = await import("../provider/rules/state");
        return { id: "", state: previewState(visible(properties) as unknown as PreviewInputs) };
      }
      const { create } = await import("../provider/operations/create");
      return create(run, urn, visible(properties) as unknown as Inputs);
    });
  }

  read(urn: string, id: string, kept: Kept) {
    const run = this.#run;
    return run.operate(urn, async () => {
      const { readExisting, refresh } = await import("../provider/operations/read");
      // A refresh has the inputs of the last run. An import and a resource's get have no inputs.
      return Object.keys(kept.inputs).length > 0
        ? refresh(run, urn, id, existingFrom(kept))
        : readExisting(run, urn, id);
    });
  }

  update(urn: string, id: string, kept: Kept, news: Properties, preview: boolean) {
    const run = this.#run;
    return run.operate(urn, async () => {
      if (preview) {
        const { previewState } = await import("../provider/rules/state");
        return previewState(visible(news) as unknown as PreviewInputs);
      }
      const { update } = await import("../provider/operations/update");
      return update(run, urn, id, existingFrom(kept), visible(news) as unknown as Inputs);
    });
  }

  delete(urn: string, id: string, kept: Kept) {
    const run = this.#run;
    return run.operate(urn, async () => {
      const { deleteConfiguration } = await import("../provider/operations/delete");
      return deleteConfiguration(run, urn, id, existingFrom(kept));
    });
  }

  invoke(token: string, args: Properties) {
    const run = this.#run;
    return run.operate("", async () => {
      const { invoke } = await import("./functions");
      return invoke(run, token, args);
    });
  }

  cancel(): void {
    this.#run.cancel();
  }
}

function existingFrom({ inputs, state }: Kept): Existing {
  const { adopt, ...rest } = visible(state);
  return {
    inputs: visible(inputs) as unknown as Inputs,
    // A boolean in states of version 0.1.0 of the dynamic resource.
    state: { ...rest, adopt: typeof adopt === "string" ? adopt : null } as unknown as Existing["state"],
  };
}
