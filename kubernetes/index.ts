export { connectionFromSecret, consumerFromSecret } from "./fromSecret";
export type { ConnectionArgument, SecretKeys, SecretOutputs } from "./fromSecret";
export { publishOutcome } from "./publishOutcome";
export type { OutcomeArgs } from "./publishOutcome";
