/** A cluster of the fleet. */
export interface Cluster {
  /** Name of the cluster and its stack, and prefix of its secrets' variables. Format: lower-case letters, digits and `-`. */
  readonly name: string;
  /** Address of the cluster. */
  readonly apiUrl: string;
  /** Display name: users see "Bitbucket - NAME". Default: the cluster chooses the name. */
  readonly displayName?: string;
  /** Makes Bitbucket Cloud the cluster's default host. */
  readonly isDefault?: true;
}

/** The fleet. */
export const clusters: readonly Cluster[] = [
  { name: "berlin", apiUrl: "https://algorithmia.berlin.example.com", isDefault: true },
  { name: "dublin", apiUrl: "https://algorithmia.dublin.example.com", displayName: "Data Science" },
  { name: "tokyo", apiUrl: "https://algorithmia.tokyo.example.com" },
];
