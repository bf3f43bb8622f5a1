import { createRequire } from "node:module";
import type { Engine } from "../run/engineLog";

/**
 * The engine's services, at the address that is the host's second argument: the host has no call for its log. Undefined if
 * there is no engine.
 */
export function findEngine(): Engine | undefined {
  const [, host, address] = process.argv;
  if (host === undefined || !isAddress(address)) {
    return undefined;
  }
  // From the host's own copies: they are loaded already, and grpc is no dependency of ours.
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

function isAddress(address: string | undefined): address is string {
  return address !== undefined && /^[^:]+:\d+$/.test(address);
}
