import type { ConfigureRequest, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { isAlgorithmiaError } from "../client/errors/algorithmiaError";
import { engineAddress, findEngine } from "./dynamic/findEngine";
import {
  existingFrom,
  inputsFrom,
  isState,
  outputsOf,
  unchangedByRefresh,
  urnIn,
} from "./dynamic/properties";
import type { PreviewInputs } from "./inputs/model";
import { type Properties, visible } from "./inputs/properties";
import { createEngineLog } from "./run/engineLog";
import { InitializationError, ProviderError } from "./run/errors";
import { ProviderRun } from "./run/providerRun";

/**
 * Adapts the provider to Pulumi's dynamic-provider host. Each operation loads its module on first use, because the host
 * starts for every preview, and most previews use only check and diff.
 */
export function createDynamicProvider() {
  const log = createEngineLog(findEngine);
  let run = runWith(undefined);

  function runWith(config: ConfigureRequest["config"] | undefined): ProviderRun {
    // The arguments of an explicit provider are for one cluster, so no variable may send them to another.
    const isExplicit = config?.get("algorithmia:explicit") === "true";
    return new ProviderRun(
      { config: (key) => config?.get(`algorithmia:${key}`), env: isExplicit ? undefined : process.env },
      log,
      engineAddress(),
    );
  }

  const operate = <T>(urn: string, operation: () => Promise<T>, program: Properties = {}): Promise<T> =>
    run.operate(urn, operation).catch((error: unknown) => {
      throw toHostError(error, urn, program["__provider"]);
    });

  return {
    // Synchronous, because the host sends further requests before it ends.
    configure: ({ config }: ConfigureRequest) => {
      run = runWith(config);
      return Promise.resolve();
    },

    check: (olds: Properties, news: Properties) =>
      operate(urnIn(news), async () => {
        const [{ check }, { withSecretsMarked }] = await Promise.all([
          import("./operations/check"),
          import("./dynamic/secretInputs"),
        ]);
        const urn = urnIn(news);
        const { inputs, failures } = check(run, urn, visible(olds), visible(news));
        return {
          failures,
          ...(inputs !== undefined && { inputs: withSecretsMarked({ ...inputs, __urn: urn }) }),
        };
      }),

    diff: (id: string, olds: Properties, news: Properties) =>
      operate(urnIn(news) || urnIn(olds), async () => {
        const { diff } = await import("./operations/diff");
        const inputs = inputsFrom(news) as PreviewInputs;
        const plan = diff(run, urnIn(news), id, existingFrom(olds), inputs, urnIn(olds));
        return {
          // The host can't refresh or delete what the plugin recorded. An update without changes records it for the host.
          changes: plan.replaces.length > 0 || plan.updates.length > 0 || !isState(olds),
          replaces: [...plan.replaces],
          // Also without changes, because the engine repeats a failed replacement without another diff.
          deleteBeforeReplace: plan.collides,
        };
      }),

    create: (program: Properties) =>
      operate(
        urnIn(program),
        async () => {
          const { create } = await import("./operations/create");
          const inputs = inputsFrom(program);
          const { id, state } = await create(run, urnIn(program), inputs);
          return { id, outs: outputsOf(urnIn(program), inputs, state) };
        },
        program,
      ),

    read: (id: string, props: Properties) =>
      operate(urnIn(props), async () => {
        const [{ readExisting, refresh }, { withSecretsMarked }] = await Promise.all([
          import("./operations/read"),
          import("./dynamic/secretInputs"),
        ]);
        const urn = urnIn(props);
        if (!isState(props)) {
          const { inputs, state } = await readExisting(run, urn, id);
          const found = withSecretsMarked({ ...inputs, __urn: urn });
          return { id, props: outputsOf(urn, inputs, state), inputs: found };
        }
        const read = await refresh(run, urn, id, existingFrom(props));
        if (read === undefined) return { id: "", props: {} };
        const { __managed, ...unchanged } = unchangedByRefresh(props);
        return {
          id,
          props: { ...read.state, ...unchanged, __managed },
          inputs: withSecretsMarked({ ...read.inputs, ...unchanged }),
        };
      }),

    update: (id: string, olds: Properties, news: Properties) =>
      operate(urnIn(news), async () => {
        const { update } = await import("./operations/update");
        const inputs = inputsFrom(news);
        const state = await update(run, urnIn(news), id, existingFrom(olds), inputs);
        return { outs: outputsOf(urnIn(news), inputs, state) };
      }),

    delete: (id: string, props: Properties) =>
      operate(urnIn(props), async () => {
        const { deleteConfiguration } = await import("./operations/delete");
        await deleteConfiguration(run, urnIn(props), id, existingFrom(props));
      }),
  } satisfies ResourceProvider;
}

/** Loaded by the serialized provider in users' states (`sdk/serializedProvider.ts`). */
export const provider = createDynamicProvider();

/** The host recognises this error by its property `id`, so no other error may have one. */
class FailedAfterCreate extends ProviderError {
  readonly id: string;
  readonly properties: object;
  readonly reasons: string[];

  constructor(
    { message, created: { configurationId, inputs, state } }: InitializationError,
    urn: string,
    serializedProvider: unknown,
  ) {
    super(message);
    this.id = configurationId;
    // The host adds the serialized provider to the outputs of each success, but not to these. Without it, it can't refresh or
    // delete the resource (`grpcResponseFromError` in pulumi/pulumi sdk/nodejs/cmd/dynamic-provider/index.ts).
    const added = serializedProvider === undefined ? {} : { __provider: serializedProvider };
    this.properties = { ...outputsOf(urn, inputs, state), ...added };
    this.reasons = [message];
  }
}

function toHostError(thrown: unknown, urn: string, serializedProvider: unknown): unknown {
  const error =
    thrown instanceof InitializationError ? new FailedAfterCreate(thrown, urn, serializedProvider) : thrown;
  if (error instanceof ProviderError || isAlgorithmiaError(error)) {
    // The host prints `ERROR: STACK` in addition to its response, so the message would appear twice.
    error.stack = "";
    // Configurable, because operations that share a list share its error.
    Object.defineProperty(error, "toString", {
      value: () => "The error is on the row of the resource",
      configurable: true,
    });
  }
  return error;
}
