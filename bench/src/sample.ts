/** Sections of a run, in order. */
export const SECTIONS = ["one", "host", "fleet", "far", "growth"] as const;

export type SectionName = (typeof SECTIONS)[number];

/** One measurement. Results are these, unaggregated, so that a run that is cut leaves what it measured. */
export interface Sample {
  readonly section: SectionName;
  /** What was measured, such as a form of a program. */
  readonly subject: string;
  /** The operation or the figure. */
  readonly measure: string;
  readonly n: number;
  readonly latencyMs: number;
  /** Measurements with the same number were made next to each other. */
  readonly repetition: number;
  readonly values: Values;
}

/** Figures of a measurement, by name. */
export interface Values {
  readonly seconds?: number;
  /** Processor time of all processes, user and system. */
  readonly cpuSeconds?: number;
  readonly requests?: number;
  readonly connections?: number;
  readonly stateBytes?: number;
  readonly megabytes?: number;
  /** Seconds by stage. */
  readonly stages?: Readonly<Record<string, number>>;
}
