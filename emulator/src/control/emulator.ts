import type { ApiKeys } from "../cluster/access/credentials";
import type { Link } from "../cluster/links/model";
import type { Quirks } from "../cluster/model/quirks";
import type { Scm } from "../cluster/model/scm";
import type { ScmChange, ScmSeed } from "../cluster/scms/seed";
import type { Changes } from "../server/conditions";
import type { Bitbucket } from "./bitbucket";
import type { EmulatedService } from "./service";

export type QuirkChanges = Changes<Quirks>;

/** How to start an emulator; every setting has a default. */
export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** Bitbucket's port; 0, the default, takes a free one. */
  bitbucketPort?: number | undefined;
  /** The address to bind; 127.0.0.1 unless told otherwise. */
  host?: string | undefined;
  /**
   * Names besides the bound address under which callers may address either server, each with or without a leading `api.`,
   * e.g. `cluster.localhost`.
   */
  hostNames?: readonly string[] | undefined;
  /** Where to keep everything; in memory if left out. Made if it's missing. */
  dataDir?: string | undefined;
  /** A cluster admin's key with Management Access; made up if left out. */
  apiKey?: string | undefined;
  /** The token for `/emulator/…`; made up if left out. */
  controlToken?: string | undefined;
  quirks?: QuirkChanges | undefined;
  /** Serve https with this PEM pair. */
  tls?: { key: string; cert: string } | undefined;
}

/** A running emulator. */
export interface Emulator extends EmulatedService<Quirks> {
  /** The stand-in for Bitbucket Cloud that runs beside the cluster. */
  readonly bitbucket: Bitbucket;
  /** The same as `keys.admin`. */
  readonly apiKey: string;
  readonly keys: Readonly<ApiKeys>;
  /** The token that `/emulator/…` wants in `X-Emulator-Token`. */
  readonly controlToken: string;
  /** A JWT of a cluster admin; expired from the start if the time is not positive. */
  mintJwt(options?: { expiresInSeconds?: number | undefined }): string;

  /** Adds a standard user, who signs in with the key. The two users of `keys` are there from the start. */
  addUser(name: string): { name: string; apiKey: string };
  /** Which users have linked which accounts. */
  links(): Link[];

  /** What the cluster holds, in order of creation and read from its store. */
  scms(): Scm[];
  /** One of them. */
  scm(id: string): Scm | undefined;
  /** The client secret stored for a configuration. */
  secretOf(id: string): string | undefined;

  /** Places a configuration without asking any rule but uniqueness. */
  seed(scm?: ScmSeed): Scm;
  /** Changes one without asking any rule but uniqueness. */
  change(id: string, change: ScmChange): Scm;
  /** Removes one without asking any rule. */
  remove(id: string): void;
  setInUse(id: string, inUse: boolean): void;
  /**
   * Back to a fresh cluster and a fresh Bitbucket: only `internal`, no consumer, the quirks of the start, no faults,
   * no latency, empty logs.
   */
  reset(): void;

  /** Stops at once, open connections included. */
  close(): Promise<void>;
}
