import fc from "fast-check";
import type { FaultAction, Quirks } from "../../../emulator/src";
import type { Order } from "../../support/engine/run";
import { KEYS, NAMES, SECRETS, type Spec, WEBS } from "./program";

/** One command of a sequence, as plain data. `which` is an index into the configurations, modulo their number. */
export type Command =
  | { readonly do: "declare"; readonly name: string; readonly spec: Spec }
  | { readonly do: "change"; readonly name: string; readonly to: Partial<Spec> }
  | { readonly do: "remove"; readonly name: string }
  | { readonly do: "rename"; readonly from: string; readonly to: string }
  | { readonly do: "swap"; readonly a: string; readonly b: string }
  | { readonly do: "change manually"; readonly what: ManualChange; readonly which: number }
  | {
      readonly do: "create manually";
      readonly key: string;
      readonly web: string;
      readonly id?: string | undefined;
    }
  | { readonly do: "taint"; readonly name: string }
  | { readonly do: "adopt own"; readonly name: string }
  | { readonly do: "order delete checks"; readonly checks: Quirks["deleteChecks"] }
  | { readonly do: "lose state"; readonly name: string }
  | ({ readonly do: "run" } & RunCommand)
  | { readonly do: "converge" };

export type ManualChange =
  "disable" | "enable" | "make default" | "delete" | "edit urls" | "use" | "stop using";

export interface RunCommand {
  readonly kind: "up" | "preview" | "refresh" | "destroy";
  readonly order: Order;
  readonly refreshFirst: boolean;
  readonly replace: readonly string[];
  readonly fault?: { readonly at: number; readonly times: number; readonly fault: Fault } | undefined;
  readonly crash?: { readonly at: number; readonly when: "before" | "after" } | undefined;
}

export type Fault = keyof typeof FAULTS;

export const FAULTS = {
  "cut before": { action: { kind: "cut" }, afterCommit: false },
  "cut after": { action: { kind: "cut" }, afterCommit: true },
  "500 before": { action: { kind: "error", status: 500 }, afterCommit: false },
  "500 after": { action: { kind: "error", status: 500 }, afterCommit: true },
  "503": { action: { kind: "error", status: 503, retryAfter: 1 }, afterCommit: false },
  "429": { action: { kind: "error", status: 429, retryAfter: 1 }, afterCommit: false },
  "truncated response": { action: { kind: "truncatedJson" }, afterCommit: true },
} as const satisfies Record<string, { action: FaultAction; afterCommit: boolean }>;

const name = fc.constantFrom(...NAMES);
const key = fc.constantFrom(...KEYS);
const secret = fc.constantFrom(...SECRETS);
const web = fc.oneof(
  { weight: 3, arbitrary: fc.constant(WEBS[0]) },
  { weight: 1, arbitrary: fc.constant(WEBS[1]) },
);
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom("own-1", "own-2") },
);
const rarely = fc.oneof(
  { weight: 4, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);

const parts = {
  key,
  secret,
  name: fc.constantFrom(undefined, undefined, "Science", "Finance"),
  enabled: rarely.map((no) => !no),
  isDefault: rarely.map((yes) => (yes ? (true as const) : undefined)),
  web,
  configurationId: id,
  adopt: id,
  whenInUse: fc.constantFrom("fail" as const, "disable" as const),
};

const spec: fc.Arbitrary<Spec> = fc.record(parts);

// Mostly with different consumers, because check rejects a shared consumer.
const declare: fc.Arbitrary<Command> = fc
  .record({ do: fc.constant("declare" as const), name, spec, ownKey: fc.nat({ max: 3 }) })
  .map(({ ownKey, spec: { key: any, ...rest }, ...to }) => ({
    ...to,
    spec: { key: ownKey === 0 ? any : (KEYS[NAMES.indexOf(to.name)] ?? any), ...rest },
  }));

const change: fc.Arbitrary<Partial<Spec>> = fc.oneof(
  ...Object.entries(parts).map(([part, value]) =>
    (value as fc.Arbitrary<unknown>).map((v) => ({ [part]: v })),
  ),
);

const at = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4, max: 10 }) },
);
const crash = fc.record({
  at,
  when: fc.constantFrom("before" as const, "after" as const),
});
const fault = fc.record({
  at,
  times: fc.constantFrom(1, 1, 2, 3, 50),
  fault: fc.constantFrom(...(Object.keys(FAULTS) as Fault[])),
});
const nothing = fc.constant(undefined);

const run: fc.Arbitrary<Command> = fc.record({
  do: fc.constant("run" as const),
  kind: fc.constantFrom("up", "up", "up", "up", "up", "refresh", "preview", "destroy"),
  order: fc.constantFrom("parallel", "one by one", "dependent"),
  refreshFirst: rarely,
  replace: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(name) }),
  fault: fc.oneof({ weight: 2, arbitrary: nothing }, { weight: 1, arbitrary: fault }),
  crash: fc.oneof({ weight: 2, arbitrary: nothing }, { weight: 1, arbitrary: crash }),
});

const which = fc.nat({ max: 5 });
const manualChange = fc.constantFrom<ManualChange>(
  "disable",
  "enable",
  "make default",
  "delete",
  "edit urls",
  "use",
  "stop using",
);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: declare },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("change" as const), name, to: fc.record({ secret }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("change" as const), name, to: change }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), from: name, to: name }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("swap" as const), a: name, b: name }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("change manually" as const), what: manualChange, which }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("create manually" as const), key, web, id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("taint" as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("adopt own" as const), name }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("order delete checks" as const),
      checks: fc.constantFrom<Quirks["deleteChecks"]>(
        ["inUse", "default", "enabled"],
        ["enabled", "default", "inUse"],
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("lose state" as const), name }) },
  { weight: 14, arbitrary: run },
  { weight: 3, arbitrary: fc.constant({ do: "converge" as const }) },
);

/** Sequences of commands. */
export const sequences: fc.Arbitrary<Command[]> = fc.array(command, {
  minLength: 4,
  maxLength: 40,
  size: "max",
});
