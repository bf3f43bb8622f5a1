import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import { connect } from "node:http2";
import type { Engine } from "../provider/run/engineLog";

/** Connects to the engine's services. */
export function connectToEngine(address: string): Engine {
  return { client: new EngineClient(address, credentials.createInsecure()), proto };
}

const retryMs = 100;

/**
 * Calls back when the engine at this address exits. An engine that is killed doesn't end its plugins, so this holds a
 * connection to it. gRPC's own connections can't be watched, because gRPC reconnects silently.
 */
export function onEngineExit(address: string, exited: () => void): void {
  let failures = 0;
  const watch = (): void => {
    const session = connect(`http://${address}`);
    session.unref();
    session.once("connect", () => (failures = 0));
    session.once("error", () => undefined); // "close" follows.
    session.once("close", () => {
      failures += 1;
      if (failures > 1) exited();
      else setTimeout(watch, retryMs).unref();
    });
  };
  watch();
}
