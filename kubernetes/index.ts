/**
 * The module `pulumi-algorithmia/kubernetes`: reads the connection and the OAuth consumer from Kubernetes Secrets.
 *
 * @module pulumi-algorithmia/kubernetes
 */

export { connectionFromSecret, consumerFromSecret } from "./fromSecret";
export type { ConnectionArgument, SecretKeys, SecretOutputs } from "./fromSecret";
export { publishOutcome } from "./publishOutcome";
export type { OutcomeArgs } from "./publishOutcome";
