import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../provider/inputs/properties";
import { UNKNOWN } from "../provider/inputs/unknown";

// Pulumi's wire protocol (pulumi/pulumi sdk/go/common/resource/plugin/rpc.go): the key of a special object's kind, and the
// kind of a secret.
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

// Unknown values by type, in the same file.
const UNKNOWNS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** Converts properties from the engine: unwraps secrets, and replaces each unknown value with {@link UNKNOWN}. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct === undefined ? {} : (plain(struct.toJavaScript()) as Properties);
}

function plain(value: unknown): unknown {
  if (UNKNOWNS.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Record<string, unknown>;
  if (object[SIGNATURE] === SECRET) return plain(object["value"]);
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, plain(inner)]));
}

/** The names of the properties that are or contain a secret, whatever the schema declares. */
export function secretNames(struct: Struct | undefined): string[] {
  const properties = struct?.toJavaScript() ?? {};
  return Object.keys(properties).filter((name) => containsSecret(properties[name]));
}

function containsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (
    (value as Record<string, unknown>)[SIGNATURE] === SECRET || Object.values(value).some(containsSecret)
  );
}

/** Converts properties for the engine, and marks those with these names as secrets. */
export function toStruct(properties: Properties, secrets: readonly string[] = []): Struct {
  const marked = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const isSecret = secrets.includes(name) && value !== UNKNOWN && value !== null;
      return [name, isSecret ? { [SIGNATURE]: SECRET, value } : value];
    });
  return Struct.fromJavaScript(Object.fromEntries(marked) as Parameters<typeof Struct.fromJavaScript>[0]);
}
