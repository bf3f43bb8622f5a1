import type { BitbucketControls } from "../bitbucket/controls";
import type { ApiKeys } from "../cluster/auth";
import { changeScm, removeScm, type ScmChange, type ScmSeed, seedScm } from "../cluster/backdoor";
import { signJwt } from "../cluster/jwt";
import type { Link } from "../cluster/links/model";
import type { Scm } from "../cluster/model";
import { type Fault, faultSchema } from "../faults/model";
import type { Emulator } from "../handle";
import type { Parts } from "../parts";
import { changeQuirks, type QuirkChanges, type Quirks } from "../quirks";
import type { RequestLog } from "../server/request-log";

const HOUR_SECONDS = 3600;

/** What a test may do to the cluster, in process or through the control API. */
export class Controls implements Omit<Emulator, "url" | "port" | "connections" | "bitbucket" | "close"> {
  constructor(
    protected readonly parts: Parts,
    readonly bitbucket: BitbucketControls,
  ) {}

  get apiKey(): string {
    return this.parts.keys.admin;
  }

  get keys(): Readonly<ApiKeys> {
    return this.parts.keys;
  }

  get controlToken(): string {
    return this.parts.controlToken;
  }

  mintJwt({ expiresInSeconds = HOUR_SECONDS }: { expiresInSeconds?: number | undefined } = {}): string {
    const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
    return signJwt({ sub: "cluster-admin", exp }, this.parts.jwtSecret);
  }

  addUser(name: string): { name: string; apiKey: string } {
    return { name, apiKey: this.parts.users.add(name) };
  }

  links(): Link[] {
    return this.parts.links.list();
  }

  scms(): Scm[] {
    return this.parts.store.list();
  }

  scm(id: string): Scm | undefined {
    return this.parts.store.get(id);
  }

  secretOf(id: string): string | undefined {
    return this.parts.store.secretOf(id);
  }

  seed(seed: ScmSeed = {}): Scm {
    return seedScm(this.parts.store, seed);
  }

  change(id: string, change: ScmChange): Scm {
    return changeScm(this.parts.store, id, change);
  }

  remove(id: string): void {
    removeScm(this.parts.store, id);
  }

  setInUse(id: string, inUse: boolean): void {
    this.change(id, { inUse });
  }

  reset(): void {
    this.parts.store.reset();
    this.parts.users.reset();
    this.parts.sessions.reset();
    this.parts.conditions.reset();
    this.bitbucket.reset();
  }

  get quirks(): Readonly<Quirks> {
    return this.parts.conditions.quirks;
  }

  setQuirks(changes: QuirkChanges): void {
    const { conditions } = this.parts;
    conditions.quirks = changeQuirks(conditions.quirks, changes);
  }

  order(fault: Fault): void {
    this.parts.conditions.faults.order(faultSchema.parse(fault));
  }

  clearFaults(): void {
    this.parts.conditions.faults.clear();
  }

  setLatency(ms: number): void {
    this.parts.conditions.latencyMs = ms;
  }

  get requests(): RequestLog {
    return this.parts.conditions.log;
  }
}
