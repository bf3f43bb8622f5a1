import * as z from "zod/mini";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";
import { type CheckFailure, failuresOf } from "./checkFailures";
import { INPUT_NAMES, type InputName, inputs, orUnknown } from "./inputs";
import type { PreviewInputs } from "./model";
import { UNKNOWN } from "./unknown";
import { clusterUrlWarning, sshUrlWarning } from "./urlFailures";

/** Inputs before check completes them. */
export type ParsedInputs = Omit<PreviewInputs, "callbackUrl" | "apiUrl"> &
  Partial<Pick<PreviewInputs, "callbackUrl" | "apiUrl">>;

const shape = Object.fromEntries(
  INPUT_NAMES.map((name): [string, z.ZodMiniType] => {
    const { schema, presence, ...facts } = inputs[name];
    const accepted = orUnknown(schema as z.ZodMiniType);
    if ("default" in facts) return [name, z._default(accepted, facts.default)];
    return [name, presence === "required" ? accepted : z.optional(accepted)];
  }),
);

// apiUrl, because with `ignoreChanges` the engine passes what check returned before.
const programSchema = z.strictObject({ ...shape, apiUrl: z.optional(z.unknown()) });

/**
 * Parses a program's inputs strictly and reports all failures at once. Accepts any value of the inputs in `kept`.
 */
export function parseInputs(
  program: Record<string, unknown>,
  kept: ReadonlySet<string> = new Set(),
): { readonly inputs: ParsedInputs } | { readonly failures: CheckFailure[] } {
  const unchecked = Object.fromEntries([...kept].map((name) => [name, z.optional(z.unknown())]));
  const first = programSchema.safeParse(program);
  const isOfKept = ({ path: [name] }: z.core.$ZodIssue) => typeof name === "string" && kept.has(name);
  const parsed =
    first.success || !first.error.issues.some(isOfKept)
      ? first
      : z.extend(programSchema, unchecked).safeParse(program);
  return parsed.success
    ? { inputs: parsed.data as unknown as ParsedInputs }
    : { failures: failuresOf(parsed.error, INPUT_NAMES) };
}

/** Warnings about URLs that a cluster may accept, but that are probably mistakes. */
export function urlWarnings(urls: unknown): string[] {
  const { web, api, ssh } = (typeof urls === "object" ? urls : {}) as Record<string, unknown>;
  const checked: [string, unknown, (text: string) => string | undefined][] = [
    ["urls.web", web, (text) => clusterUrlWarning(text, "website", PUBLIC_URLS.web)],
    ["urls.api", api, (text) => clusterUrlWarning(text, "API URL", PUBLIC_URLS.api)],
    ["urls.ssh", ssh, (text) => sshUrlWarning(text, PUBLIC_URLS.ssh)],
  ];
  return checked.flatMap(([path, value, warningOf]) => {
    const warning = typeof value === "string" && value !== UNKNOWN ? warningOf(value) : undefined;
    return warning === undefined ? [] : [`${path} ${warning}, unless your cluster requires this URL.`];
  });
}

/** The inputs that are secret. */
export const SECRET_INPUTS: readonly InputName[] = INPUT_NAMES.filter((name) => "secret" in inputs[name]);
