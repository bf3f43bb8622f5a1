/** A user and the user's rights. */
export interface Rights {
  user: string;
  admin: boolean;
  /** Management Access. An admin's key has it only if it was switched on. */
  management: boolean;
}

/** The authenticated caller, and the kind of credential. */
export type Principal = Rights & ({ by: "key" | "jwt" } | { by: "session"; sessionId: string });
