/** What a user runs, and from where. What it sends to the cluster is recorded, never listed. */
export interface Operation {
  readonly name: string;
  readonly command: "up" | "refresh" | "destroy";
  /** The resource's arguments in the program that was up before; none for a first up. */
  readonly before?: Args;
  /** Those in the program now. */
  readonly program: Args;
}

export type Args = Readonly<{ consumerKey: string; consumerSecret: string }> &
  Readonly<Record<string, unknown>>;

const one = { consumerKey: "key-1", consumerSecret: "secret-1" };
const two = { consumerKey: "key-2", consumerSecret: "secret-2" };
const isDefault = true;

export const operations: readonly Operation[] = [
  { name: "create", command: "up", program: one },
  { name: "create the default", command: "up", program: { ...one, isDefault } },
  { name: "disable", command: "up", before: one, program: { ...one, enabled: false } },
  { name: "make the default", command: "up", before: one, program: { ...one, isDefault } },
  {
    name: "replace, create first",
    command: "up",
    before: { ...one, isDefault },
    program: { ...two, isDefault },
  },
  {
    name: "replace, delete first",
    command: "up",
    before: { ...one, isDefault },
    program: { ...one, consumerSecret: "secret-2", isDefault },
  },
  { name: "refresh", command: "refresh", before: one, program: one },
  { name: "destroy", command: "destroy", before: one, program: one },
  {
    name: "destroy the default",
    command: "destroy",
    before: { ...one, isDefault },
    program: { ...one, isDefault },
  },
];
