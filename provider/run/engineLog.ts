import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { Log } from "./reporter";

/** The engine's services, from whichever copy of gRPC the process has. */
export interface Engine {
  readonly client: EngineClient;
  readonly proto: typeof import("@pulumi/pulumi/proto/engine_pb");
}

/**
 * Sends messages to the engine's log (`pulumirpc.Engine/Log`), which shows them on the resource's row. Without an engine,
 * messages go to standard error.
 */
export function createEngineLog(connect: () => Engine | undefined): Log {
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
