import { SERIALIZED_PROVIDER } from "../../sdk/serializedProvider";
import { UNKNOWN } from "../../provider/inputs/unknown";
import type { Props } from "./engine/snapshot";
import { isSecret, secretMark, withoutSecretMarks } from "./secretMarks";

/** In what the engine's requests to the hosts, and their responses, differ. */
export interface HostProtocol {
  /** Inputs as the program's resource class passes them. */
  readonly fromProgram: (urn: string, args: Props) => Props;
  readonly toHost: (props: Props) => Props;
  readonly fromHost: (props: Props, method: string) => Props;
  /** The arguments of Configure. */
  readonly settings: (settings: Props, isExplicit: boolean) => Props;
  readonly providerUrn: (isExplicit: boolean) => string;
}

const SECRETS = ["consumerKey", "consumerSecret"];

/**
 * The dynamic-provider host doesn't accept secrets: the engine removes the marks from the inputs that check returns, and
 * marks the outputs by the names of these inputs. Each request contains the serialized provider, and the program passes
 * the URN as an input.
 */
export function dynamicProtocol(serializedProvider = SERIALIZED_PROVIDER): HostProtocol & { renew(): void } {
  let text = serializedProvider;
  let renewals = 0;
  return {
    // The host configures each text once, so another text starts another run.
    renew: () => (text = `/* ${++renewals} */${serializedProvider}`),
    fromProgram: (urn, args) => ({ ...args, __urn: urn }),
    toHost: (props) => ({ ...props, __provider: text }),
    fromHost: ({ __provider: _, ...props }, method) => {
      if (method === "check" && serializedProvider === SERIALIZED_PROVIDER) assertMarked(props, method);
      return withoutSecretMarks(props) as Props;
    },
    settings: (settings, isExplicit) =>
      Object.fromEntries(
        Object.entries({ ...settings, ...(isExplicit && { explicit: "true" }) }).map(([name, value]) => [
          `algorithmia:${name}`,
          value,
        ]),
      ),
    providerUrn: () => "urn:pulumi:test::test::pulumi:providers:pulumi-nodejs::default",
  };
}

/** The plugin accepts secrets, and marks them in each response. */
export function pluginProtocol(): HostProtocol {
  return {
    fromProgram: (_, args) => args,
    toHost: (props) =>
      Object.fromEntries(
        Object.entries(props).map(([name, value]) => [
          name,
          SECRETS.includes(name) && isPlaintext(value) ? secretMark(value) : value,
        ]),
      ),
    fromHost: (props, method) => {
      assertMarked(props, method);
      return withoutSecretMarks(props) as Props;
    },
    settings: (settings) => settings,
    providerUrn: (isExplicit) =>
      `urn:pulumi:test::test::pulumi:providers:algorithmia::${isExplicit ? "explicit" : "default"}`,
  };
}

/** Fails if a response contains a consumer that the engine would store in plaintext. */
function assertMarked(props: Props, method: string): void {
  const plaintext = SECRETS.filter((name) => isPlaintext(props[name]));
  if (plaintext.length > 0)
    throw new Error(`${method} returned ${plaintext.join(", ")} without a secret mark`);
}

function isPlaintext(value: unknown): boolean {
  return typeof value === "string" && value !== UNKNOWN && !isSecret(value);
}
