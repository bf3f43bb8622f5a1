import type { ApiKeys } from "../cluster/access/credentials";
import { signJwt } from "../cluster/access/jwt";
import type { Link } from "../cluster/links/model";
import type { Quirks } from "../cluster/model/quirks";
import type { Scm } from "../cluster/model/scm";
import { changeScm, removeScm, type ScmChange, type ScmSeed, seedScm } from "../cluster/scms/seed";
import type { ClusterState } from "../cluster/state";
import type { RunningServer } from "../server/listen";
import type { Emulator } from "./emulator";
import type { RunningBitbucket } from "./runningBitbucket";
import { RunningService } from "./service";

const HOUR_SECONDS = 3600;

/** The emulator, as a test controls it in process or through the control API. */
export class RunningEmulator extends RunningService<Quirks> implements Emulator {
  #closed: Promise<void> | undefined;

  constructor(
    private readonly state: ClusterState,
    readonly bitbucket: RunningBitbucket,
    readonly controlToken: string,
    server: () => RunningServer,
    private readonly shutDown: () => Promise<void>,
  ) {
    super(state.conditions, server);
  }

  get apiKey(): string {
    return this.keys.admin;
  }

  get keys(): Readonly<ApiKeys> {
    return this.state.keys;
  }

  mintJwt({ expiresInSeconds = HOUR_SECONDS }: { expiresInSeconds?: number | undefined } = {}): string {
    const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
    return signJwt({ sub: "cluster-admin", exp }, this.state.jwtSecret);
  }

  addUser(name: string): { name: string; apiKey: string } {
    return { name, apiKey: this.state.users.add(name) };
  }

  links(): Link[] {
    return this.state.links.list();
  }

  scms(): Scm[] {
    return this.state.scms.list();
  }

  scm(id: string): Scm | undefined {
    return this.state.scms.get(id);
  }

  secretOf(id: string): string | undefined {
    return this.state.scms.secretOf(id);
  }

  seed(seed: ScmSeed = {}): Scm {
    return seedScm(this.state.scms, seed);
  }

  change(id: string, change: ScmChange): Scm {
    return changeScm(this.state.scms, id, change);
  }

  remove(id: string): void {
    removeScm(this.state.scms, id);
  }

  setInUse(id: string, inUse: boolean): void {
    this.change(id, { inUse });
  }

  reset(): void {
    this.state.scms.reset();
    this.state.users.reset();
    this.state.sessions.reset();
    this.state.conditions.reset();
    this.bitbucket.reset();
  }

  close(): Promise<void> {
    this.#closed ??= this.shutDown();
    return this.#closed;
  }
}
