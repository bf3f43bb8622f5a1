import type { ApiKeys } from "../cluster/access/credentials";
import type { Link } from "../cluster/links/model";
import type { Quirks } from "../cluster/model/quirks";
import type { Scm } from "../cluster/model/scm";
import type { ScmChange, ScmSeed } from "../cluster/scms/seed";
import type { Changes } from "../server/conditions";
import type { Bitbucket } from "./bitbucket";
import type { EmulatedService } from "./service";

export type QuirkChanges = Changes<Quirks>;

/** The options of an emulator. Each has a default. */
export interface EmulatorOptions {
  /** The cluster's port. The default, 0, selects a free port. */
  port?: number | undefined;
  /** Bitbucket's port. The default, 0, selects a free port. */
  bitbucketPort?: number | undefined;
  /** The address to bind. The default is 127.0.0.1. */
  host?: string | undefined;
  /**
   * Additional names by which clients can address both servers, each with or without a leading `api.`,
   * such as `cluster.localhost`.
   */
  hostNames?: readonly string[] | undefined;
  /** The directory to store data in, created if it doesn't exist. The default is to store data in memory. */
  dataDir?: string | undefined;
  /** The API key of a cluster admin with Management Access. The default is a generated key. */
  apiKey?: string | undefined;
  /** The token of the control API. The default is a generated token. */
  controlToken?: string | undefined;
  quirks?: QuirkChanges | undefined;
  /** Serve HTTPS with this PEM key and certificate. */
  tls?: { key: string; cert: string } | undefined;
}

/** A running emulator. */
export interface Emulator extends EmulatedService<Quirks> {
  /** The emulated Bitbucket Cloud. */
  readonly bitbucket: Bitbucket;
  /** The same as `keys.admin`. */
  readonly apiKey: string;
  readonly keys: Readonly<ApiKeys>;
  /** The token that the control API requires in `X-Emulator-Token`. */
  readonly controlToken: string;
  /** A JWT of a cluster admin. It is already expired if `expiresInSeconds` isn't positive. The default is one hour. */
  mintJwt(options?: { expiresInSeconds?: number | undefined }): string;

  /** Adds a standard user, who signs in with the returned key. The two users of `keys` always exist. */
  addUser(name: string): { name: string; apiKey: string };
  /** The users' links to their accounts. */
  links(): Link[];

  /** All SCM configurations, in order of creation. */
  scms(): Scm[];
  /** The SCM configuration with this id. */
  scm(id: string): Scm | undefined;
  /** The client secret of a configuration. */
  secretOf(id: string): string | undefined;

  /** Adds a configuration. Of the cluster's rules, only uniqueness applies. */
  seed(scm?: ScmSeed): Scm;
  /** Changes a configuration. Of the cluster's rules, only uniqueness applies. */
  change(id: string, change: ScmChange): Scm;
  /** Removes a configuration. None of the cluster's rules applies. */
  remove(id: string): void;
  setInUse(id: string, inUse: boolean): void;
  /**
   * Resets both services: only `internal`, no users, links and consumers, the quirks of the start, no faults, no
   * latency, empty logs.
   */
  reset(): void;

  /** Stops at once and closes open connections. */
  close(): Promise<void>;
}
