import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { onEngineExit } from "./engineConnection";
import { Plugin } from "./plugin";
import { createService } from "./service";

// The limit of Pulumi's own plugins. A state can be large.
const maxBytes = 400 * 1024 * 1024;

/** Serves the provider on a free port of this machine, and prints the port for the engine that started this process. */
function serve(engineAddress: string | undefined): void {
  const server = new Server({
    "grpc.max_receive_message_length": maxBytes,
    "grpc.max_send_message_length": maxBytes,
  });
  const provider = new Plugin();
  if (engineAddress !== undefined) {
    provider.connect(engineAddress);
    onEngineExit(engineAddress, () => process.exit(0));
  }
  server.addService(ResourceProviderService, createService(provider));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
}

// The engine sends SIGINT at the end of a run, and SIGKILL five seconds later. On Ctrl-C, it calls Cancel instead: plugins
// have their own process group.
process.on("SIGINT", () => process.exit(0));

// The engine passes its address last, after flags such as `-v=9` or `--tracing URL`
// (pulumi/pulumi sdk/go/common/resource/plugin/plugin.go, `buildPluginArguments`). Without an address, a developer started
// this process, and engines attach to it (`PULUMI_DEBUG_PROVIDERS`).
serve(process.argv.slice(2).findLast((argument) => /^[^:]+:\d+$/.test(argument)));
