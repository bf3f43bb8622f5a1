import type { Scm } from "../../../emulator/src";
import { KEYS, SECRETS, type Spec, urlsOf, urnOf } from "./program";
import type { Outcome } from "./operationRun";
import { entryOf, held, isInState, isSetForAdoption, type World } from "./world";

/** Throws an error about a violated invariant, with the facts to print. */
export function failInvariant(what: string, facts: object): never {
  throw new Error(`${what}\n${JSON.stringify(facts, undefined, 1).slice(0, 12_000)}`);
}

/** The configurations on the cluster before a run, and the ids in the state. */
export interface Before {
  readonly held: readonly Scm[];
  readonly inState: ReadonlySet<string>;
}

/** Verifies the invariants that hold after each run, whatever its outcome. */
export function assertSafe(world: World, before: Before, outcome: Outcome): void {
  const { emulator } = world;
  const all = emulator.scms();
  const facts = { outcome, all };
  if (all.filter((scm) => scm.default).length !== 1) {
    failInvariant("The cluster doesn't have exactly one default", facts);
  }
  if (!all.some((scm) => scm.enabled)) {
    failInvariant("No configuration is enabled", facts);
  }
  if (!all.some(({ id }) => id === "internal")) {
    failInvariant("internal was deleted", facts);
  }
  // Only configurations in the state, of this run, or set for adoption are changed.
  for (const scm of before.held.filter(({ id }) => !before.inState.has(id) && !isSetForAdoption(world, id))) {
    const written = outcome.sent.filter(
      (request) => !request.startsWith("GET ") && request.split("/").includes(scm.id),
    );
    if (written.length > 0 || !sameButForDefault(scm, emulator.scm(scm.id))) {
      failInvariant("A configuration outside the state was changed", { ...facts, scm, written });
    }
  }
  const shown = [...KEYS, ...SECRETS].filter((secret) => outcome.printed.includes(secret));
  if (shown.length > 0) {
    failInvariant("A message contains a secret", { outcome, shown });
  }
  const odd = outcome.failures.filter(({ name }) => !EXPECTED.has(name));
  if (odd.length > 0) {
    failInvariant("An unexpected error", { outcome, stack: odd.map(({ stack }) => stack) });
  }
}

/** Verifies that a rejected delete restored the configuration, after a run without faults. */
export function assertRestored(
  { emulator, program }: World,
  before: Before,
  undeletable: readonly Scm[],
): void {
  const declaresDefault = Object.values(program).some(({ isDefault }) => isDefault === true);
  for (const { id } of undeletable) {
    const [was, is] = [before.held.find((scm) => scm.id === id), emulator.scm(id)];
    if (was?.enabled !== is?.enabled || (was?.default !== is?.default && !declaresDefault)) {
      failInvariant("A rejected delete left a change", { was, is });
    }
  }
}

const EXPECTED = new Set(["ApiError", "NetworkError", "ResponseError", "ProviderError", "CheckFailed"]);

/** Verifies that the cluster is as declared, after an up without faults and with a state that knows the cluster. */
export function assertSettled(world: World, before: Before): void {
  const { emulator, program, snapshot } = world;
  const facts = { program, snapshot, scms: emulator.scms() };
  const names = Object.keys(program);
  if (
    snapshot.resources.length !== names.length ||
    snapshot.resources.some((r) => r.deleting ?? r.pendingReplacement)
  ) {
    failInvariant("The state is not one entry for each resource", facts);
  }
  for (const name of names) {
    const entry = entryOf(world, name);
    const scm = entry === undefined ? undefined : emulator.scm(entry.id);
    const wrong = scm === undefined ? ["absent"] : differences(world, program[name] as Spec, scm);
    if (wrong.length > 0) {
      failInvariant(`The configuration of ${urnOf(name)} differs: ${wrong.join(", ")}`, { ...facts, scm });
    }
  }
  const orphans = held(world).filter(
    ({ id }) =>
      !isInState(world, id) &&
      !world.leftDisabled.has(id) &&
      (before.inState.has(id) || !before.held.some((scm) => scm.id === id)),
  );
  if (orphans.length > 0) {
    failInvariant("An orphaned configuration", { ...facts, orphans });
  }
}

function differences({ emulator, unknownSecrets }: World, spec: Spec, scm: Scm): string[] {
  const { web, api, ssh } = urlsOf(spec.web);
  const right: Record<string, boolean> = {
    provider: scm.provider === "bitbucket-cloud",
    key: scm.clientId === spec.key,
    secret: unknownSecrets.has(scm.id) || emulator.secretOf(scm.id) === spec.secret,
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
