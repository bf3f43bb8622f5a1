import type { Scm } from "../../../emulator/src";
import { KEYS, SECRETS, type Spec, urlsOf, urnOf } from "./program";
import type { Outcome } from "./runs";
import { entryOf, held, isInState, isNamed, type World } from "./world";

/** A violated invariant, to be shrunk and printed. */
export function violated(what: string, facts: object): never {
  throw new Error(`${what}\n${JSON.stringify(facts, undefined, 1).slice(0, 12_000)}`);
}

/** What the cluster held before a run, and which of it the state knew. */
export interface Before {
  readonly held: readonly Scm[];
  readonly inState: ReadonlySet<string>;
}

/** What holds after each run, whatever became of it. */
export function assertSafe(world: World, before: Before, outcome: Outcome): void {
  const { emulator } = world;
  const all = emulator.scms();
  const facts = { outcome, all };
  if (all.filter((scm) => scm.default).length !== 1) {
    violated("Not exactly one default", facts);
  }
  if (!all.some((scm) => scm.enabled)) {
    violated("None is enabled", facts);
  }
  if (!all.some(({ id }) => id === "internal")) {
    violated("internal is gone", facts);
  }
  // A configuration that isn't in the state, made by this run or named for adoption is never written to.
  for (const scm of before.held.filter(({ id }) => !before.inState.has(id) && !isNamed(world, id))) {
    const written = outcome.sent.filter(
      (request) => !request.startsWith("GET ") && request.split("/").includes(scm.id),
    );
    if (written.length > 0 || !sameButForDefault(scm, emulator.scm(scm.id))) {
      violated("Somebody else's configuration was touched", { ...facts, scm, written });
    }
  }
  const shown = [...KEYS, ...SECRETS].filter((secret) => outcome.said.includes(secret));
  if (shown.length > 0) {
    violated("A secret is shown", { outcome, shown });
  }
  const odd = outcome.failures.filter(({ name }) => !EXPECTED.has(name));
  if (odd.length > 0) {
    violated("An error that the user can't fix", { outcome, stack: odd.map(({ stack }) => stack) });
  }
}

const EXPECTED = new Set(["ApiError", "NetworkError", "ResponseError", "ProviderError", "CheckFailed"]);

/** What holds after an undisturbed up of a state that knows the cluster: the cluster is what the program says. */
export function assertSettled(world: World, before: Before): void {
  const { emulator, program, snapshot } = world;
  const facts = { program, snapshot, scms: emulator.scms() };
  const names = Object.keys(program);
  if (
    snapshot.resources.length !== names.length ||
    snapshot.resources.some((r) => r.deleting ?? r.pendingReplacement)
  ) {
    violated("The state is not one entry for each resource", facts);
  }
  for (const name of names) {
    const entry = entryOf(world, name);
    const scm = entry === undefined ? undefined : emulator.scm(entry.id);
    const wrong = scm === undefined ? ["absent"] : differences(world, program[name] as Spec, scm);
    if (wrong.length > 0) {
      violated(`The configuration of ${urnOf(name)} differs: ${wrong.join(", ")}`, { ...facts, scm });
    }
  }
  const orphans = held(world).filter(
    ({ id }) =>
      !isInState(world, id) &&
      !world.letGo.has(id) &&
      (before.inState.has(id) || !before.held.some((scm) => scm.id === id)),
  );
  if (orphans.length > 0) {
    violated("An orphan", { ...facts, orphans });
  }
}

function differences({ emulator, adopted }: World, spec: Spec, scm: Scm): string[] {
  const { web, api, ssh } = urlsOf(spec.web);
  const right: Record<string, boolean> = {
    provider: scm.provider === "bitbucket-cloud",
    key: scm.clientId === spec.key,
    secret: adopted.has(scm.id) || emulator.secretOf(scm.id) === spec.secret,
    name: spec.name === undefined || scm.name === spec.name,
    enabled: scm.enabled === spec.enabled,
    default: spec.isDefault === undefined || scm.default,
    urls: scm.urls?.web === web && scm.urls.api === api && scm.urls.ssh === ssh,
    id: spec.configurationId === undefined || scm.id === spec.configurationId,
  };
  return Object.keys(right).filter((what) => !right[what]);
}

function sameButForDefault(a: Scm, b: Scm | undefined): boolean {
  return b !== undefined && JSON.stringify({ ...a, default: b.default }) === JSON.stringify(b);
}
