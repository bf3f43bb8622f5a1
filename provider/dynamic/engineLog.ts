import { createRequire } from "node:module";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { Log } from "../run/reporter";

/**
 * Sends messages to the engine's log (`pulumirpc.Engine/Log`), by which they stand on the resource's row. The host has no
 * call for that, but its second argument is the engine's address. Without an engine, messages go to standard error.
 */
export function createEngineLog(): Log {
  let engine: Engine | undefined;
  return async ({ severity, text, urn, ephemeral }) => {
    engine ??= connect();
    if (engine === undefined) {
      if (severity !== "DEBUG") console.error(text);
      return;
    }
    const { client, proto } = engine;
    const request = new proto.LogRequest();
    request.setSeverity(proto.LogSeverity[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    await new Promise<void>((resolve) => {
      client.log(request, (error) => {
        if (error !== null && severity !== "DEBUG" && !ephemeral) console.error(text);
        resolve();
      });
    });
  };
}

interface Engine {
  readonly client: EngineClient;
  readonly proto: typeof import("@pulumi/pulumi/proto/engine_pb");
}

function connect(): Engine | undefined {
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
