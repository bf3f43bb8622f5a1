/** One cluster of the fleet: a row of the table below. */
export interface Cluster {
  /** Name of the cluster, of its stack, and of the variables that hold its secrets. Small letters, digits and `-`. */
  readonly name: string;
  /** Address of the cluster. */
  readonly apiUrl: string;
  /** What users see, as "Bitbucket - NAME". Left out: the cluster's own default. */
  readonly displayName?: string;
  /** Makes Bitbucket Cloud the cluster's default. */
  readonly isDefault?: true;
}

/** The fleet. */
export const clusters: readonly Cluster[] = [
  { name: "berlin", apiUrl: "https://algorithmia.berlin.example.com", isDefault: true },
  { name: "dublin", apiUrl: "https://algorithmia.dublin.example.com", displayName: "Data Science" },
  { name: "tokyo", apiUrl: "https://algorithmia.tokyo.example.com" },
];
