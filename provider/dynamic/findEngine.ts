import { createRequire } from "node:module";
import type { Engine } from "../run/engineLog";

/**
 * Connects to the engine's services. The host doesn't offer the engine's log, but its last argument is the engine's
 * address. Flags such as `--logflow` are before the address. Undefined without an engine.
 */
export function findEngine(): Engine | undefined {
  const [, host, ...args] = process.argv;
  const address = args.findLast(isAddress);
  if (host === undefined || address === undefined) {
    return undefined;
  }
  // The host's copies, because they are loaded already and this package doesn't depend on gRPC.
  const load = createRequire(host);
  const grpc = load("@grpc/grpc-js") as typeof import("@grpc/grpc-js");
  const service = load(
    "@pulumi/pulumi/proto/engine_grpc_pb",
  ) as typeof import("@pulumi/pulumi/proto/engine_grpc_pb");
  return {
    client: new service.EngineClient(address, grpc.credentials.createInsecure()),
    proto: load("@pulumi/pulumi/proto/engine_pb") as Engine["proto"],
  };
}

function isAddress(argument: string): boolean {
  return /^[^:]+:\d+$/.test(argument);
}
