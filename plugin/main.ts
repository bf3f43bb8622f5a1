import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Plugin } from "./plugin";
import { createService } from "./service";

// As Pulumi's own plugins: a state can be large.
const maxBytes = 400 * 1024 * 1024;

/** Serves the provider on a free port of this machine, and prints the port for the engine that started this process. */
export function serve(engineAddress: string | undefined): void {
  const server = new Server({
    "grpc.max_receive_message_length": maxBytes,
    "grpc.max_send_message_length": maxBytes,
  });
  const provider = new Plugin(() => process.exit(0));
  if (engineAddress !== undefined) provider.connect(engineAddress);
  server.addService(ResourceProviderService, createService(provider));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

// How the engine ends a plugin; it kills one that still runs five seconds later. A Ctrl-C doesn't reach this process, because
// the engine starts plugins in a process group of their own and cancels them by a call.
process.on("SIGINT", () => process.exit(0));

serve(process.argv[2]);
