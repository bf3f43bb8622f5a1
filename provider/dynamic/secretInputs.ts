import { SECRET_INPUTS } from "../inputs/parseInputs";
import { isKnown } from "../inputs/unknown";
import type { Properties } from "../inputs/properties";

// A secret value in Pulumi's wire protocol (`@pulumi/pulumi/runtime/rpc`, `specialSigKey` and `specialSecretSig`).
const MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * Marks key and secret as secrets in the result of check, so that the engine encrypts them in the state's inputs. The
 * class marks them too, but a transformation in the program can replace them with plaintext. The other operations receive
 * secrets without this mark.
 */
export function withSecretsMarked(inputs: object): object {
  const values = inputs as Properties;
  const marked = SECRET_INPUTS.filter((name) => typeof values[name] === "string" && isKnown(values[name]));
  return { ...values, ...Object.fromEntries(marked.map((name) => [name, { ...MARK, value: values[name] }])) };
}
