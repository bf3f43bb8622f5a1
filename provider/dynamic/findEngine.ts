import { createRequire } from "node:module";
import type { Engine } from "../run/engineLog";

/**
 * The engine's address: the last argument of the host. Flags such as `--logflow` are before the address. Undefined without an
 * engine.
 */
export function engineAddress(): string | undefined {
  return process.argv.slice(2).findLast(isAddress);
}

/** Connects to the engine's services, because the host doesn't offer the engine's log. Undefined without an engine. */
export function findEngine(): Engine | undefined {
  const [, host] = process.argv;
  const address = engineAddress();
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
