/** What somebody may do. */
export interface Rights {
  user: string;
  admin: boolean;
  /** Management Access, which an admin's key has only if it was switched on. */
  management: boolean;
}

/** Who is calling, and how that is known. */
export type Principal = Rights & ({ by: "key" | "jwt" } | { by: "session"; sessionId: string });
