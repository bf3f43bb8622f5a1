import { isDeepStrictEqual } from "node:util";
import { type ConnectionSource, readConnection } from "../client/connection/connection";
import { type SettingKey, settings } from "../client/connection/settings";
import type { CheckFailure } from "../provider/inputs/checkFailures";
import type { Existing, Inputs, PreviewInputs } from "../provider/inputs/model";
import { nearestName } from "../provider/inputs/nearestName";
import { isEntirelyKnown } from "../provider/inputs/unknown";
import { createEngineLog } from "../provider/run/engineLog";
import { ProviderRun } from "../provider/run/providerRun";
import type { Log } from "../provider/run/reporter";
import { connectToEngine } from "./engineConnection";
import { type Properties, visible } from "../provider/inputs/properties";

/** A resource's inputs and outputs in the state. */
export interface Kept {
  readonly inputs: Properties;
  readonly state: Properties;
}

/** One line of a detailed diff. */
export interface DetailedChange {
  readonly input: string;
  /** Pulumi's property path. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
  /** Whether the old value is an input. Otherwise it's from the state. */
  readonly ofInputs: boolean;
}

/** Settings of a run. The provider's configuration accepts these and those of the connection. */
const RUN_SETTINGS = ["whenInUse", "verifyConsumer", "adopt"];
const SETTING_NAMES: readonly string[] = [...settings.map(({ key }) => key), ...RUN_SETTINGS];
// The engine adds these to a provider's configuration.
const ENGINE_SETTINGS = new Set(["version", "pluginDownloadURL"]);

/**
 * Adapts the provider to the engine's protocol for native plugins. One process serves one provider resource; each
 * configuration starts a new run.
 */
export class Plugin {
  #log: Log = createEngineLog(() => undefined);
  #run = this.#newRun({ config: () => undefined, env: process.env });

  /** Sends messages to the engine at this address from now on. Several engines can attach to a process in turn. */
  connect(engineAddress: string): void {
    this.#log = createEngineLog(() => connectToEngine(engineAddress));
  }

  #newRun(source: ConnectionSource): ProviderRun {
    return new ProviderRun(source, (message) => this.#log(message));
  }

  checkConfig(urn: string | undefined, news: Properties): CheckFailure[] {
    const given = visible(news);
    const unknownNames = Object.keys(given).filter(
      (name) => !SETTING_NAMES.includes(name) && !ENGINE_SETTINGS.has(name),
    );
    const failures = unknownNames.map((property) => {
      const nearest = nearestName(property, SETTING_NAMES);
      const hint =
        nearest === undefined ? `Valid properties: ${SETTING_NAMES.join(", ")}.` : `Did you mean ${nearest}?`;
      return { property, reason: `isn't a valid property of the provider. ${hint}` };
    });
    // The environment can complete a default provider's settings, so each resource's check reports failures.
    if (isDefaultProvider(urn) || !Object.values(given).every(isEntirelyKnown)) return failures;
    const reading = readConnection(explicitSource(given));
    return "failures" in reading
      ? [
          ...failures,
          ...reading.failures.map(({ setting, reason }) => ({ property: nameIn(setting), reason })),
        ]
      : failures;
  }

  /** A changed setting never replaces the provider, so it replaces no resource. */
  diffConfig(olds: Properties, news: Properties): DetailedChange[] {
    return SETTING_NAMES.filter((name) => !isDeepStrictEqual(olds[name], news[name])).map((name) => ({
      input: name,
      path: name,
      kind: kindOf(olds[name], news[name]),
      replaces: false,
      ofInputs: true,
    }));
  }

  configure(urn: string | undefined, args: Properties): void {
    const source = isDefaultProvider(urn)
      ? { ...explicitSource(args), env: process.env }
      : explicitSource(args);
    this.#run = this.#newRun(source);
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

// The engine names default providers "default" or "default_VERSION".
function isDefaultProvider(urn: string | undefined): boolean {
  return urn === undefined || /::default(?:_|$)/.test(urn);
}

function explicitSource(args: Properties) {
  return {
    config(key: string): string | undefined {
      const value = args[key];
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? String(value)
        : undefined;
    },
    env: undefined,
  };
}

// Failures name an explicit provider's setting as "apiUrl of the Provider".
function nameIn(setting: string): string {
  return settings.find(({ key }: { key: SettingKey }) => setting.startsWith(`${key} `))?.key ?? setting;
}

function existingFrom({ inputs, state }: Kept): Existing {
  const { adopt, ...rest } = visible(state);
  return {
    inputs: visible(inputs) as unknown as Inputs,
    // A boolean in states of version 0.1.0 of the dynamic resource.
    state: { ...rest, adopt: typeof adopt === "string" ? adopt : null } as unknown as Existing["state"],
  };
}

function detailedChanges(
  name: keyof Inputs,
  { state }: Existing,
  news: PreviewInputs,
  replaces: boolean,
): DetailedChange[] {
  const [before, after] = [state[name], news[name]];
  const paths =
    name === "urls" && typeof after === "object"
      ? (["web", "api", "ssh"] as const)
          .filter((part) => after[part] !== state.urls[part])
          .map((part) => `urls.${part}`)
      : [name];
  return paths.map((path) => ({ input: name, path, kind: kindOf(before, after), replaces, ofInputs: false }));
}

function kindOf(before: unknown, after: unknown): DetailedChange["kind"] {
  if ((before ?? undefined) === undefined) return "add";
  return (after ?? undefined) === undefined ? "delete" : "update";
}
