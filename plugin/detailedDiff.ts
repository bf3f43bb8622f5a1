import type { Existing, Inputs, PreviewInputs } from "../provider/inputs/model";

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

/** The changes of one input. */
export function detailedChanges(
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

export function kindOf(before: unknown, after: unknown): DetailedChange["kind"] {
  if ((before ?? undefined) === undefined) return "add";
  return (after ?? undefined) === undefined ? "delete" : "update";
}
