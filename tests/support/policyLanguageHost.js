// A language host that runs policy packs for Node as Pulumi's current one does. The newest that a registry serves is older
// than the engine, which asks a pack's language host to run it (`pulumirpc.LanguageRuntime/RunPlugin`).
const { spawn } = require("node:child_process");
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

const runPack = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: (_call, done) => done(null, new language.LanguageHandshakeResponse()),
  getPluginInfo: (_call, done) => done(null, new PluginInfo()),
  runPlugin(call) {
    const { argsList, envList, info } = call.request.toObject();
    const env = Object.fromEntries(envList.map((line) => line.split(/=(.*)/s)));
    const child = spawn(process.execPath, [runPack, ...argsList, info.programDirectory], {
      cwd: info.programDirectory,
      env,
    });
    const send = (set) => call.write(set(new language.RunPluginResponse()));
    child.stdout.on("data", (data) => send((response) => response.setStdout(data)));
    child.stderr.on("data", (data) => send((response) => response.setStderr(data)));
    child.on("exit", (code) => {
      send((response) => response.setExitcode(code ?? 1));
      call.end();
    });
    call.on("cancelled", () => child.kill());
  },
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(port));
