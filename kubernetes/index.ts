/**
 * What a Pulumi program imports as `pulumi-algorithmia/kubernetes`: connection and consumer out of Kubernetes Secrets.
 *
 * @module pulumi-algorithmia/kubernetes
 */

export { connectionFromSecret, consumerFromSecret } from "./fromSecret";
export type { ConnectionArgument, SecretKeys, SecretOutputs } from "./fromSecret";
export { publishOutcome } from "./publishOutcome";
export type { OutcomeArgs } from "./publishOutcome";
