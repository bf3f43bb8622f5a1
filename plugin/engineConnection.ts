import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import { createConnection } from "node:net";
import type { Engine } from "../provider/run/engineLog";

/** The engine's services at its address. */
export function connectToEngine(address: string): Engine {
  return { client: new EngineClient(address, credentials.createInsecure()), proto };
}

const intervalMs = 5_000;

/**
 * Calls back once nothing listens at the engine's address any more: an engine that is killed doesn't end its plugins. The
 * check is a connection attempt, since gRPC reconnects without a sign.
 */
export function onEngineExit(address: string, exited: () => void): void {
  const [, host = "127.0.0.1", port = ""] = /^(.*):(\d+)$/.exec(address) ?? [];
  let failures = 0;
  const timer = setInterval(() => {
    const socket = createConnection({ host, port: Number(port), timeout: intervalMs });
    socket.once("connect", () => {
      failures = 0;
      socket.destroy();
    });
    socket.once("timeout", () => socket.destroy());
    socket.once("error", () => {
      failures += 1;
      if (failures > 1) {
        clearInterval(timer);
        exited();
      }
    });
  }, intervalMs);
  timer.unref();
}
