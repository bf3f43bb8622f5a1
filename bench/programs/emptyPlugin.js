// A plugin that does nothing: the floor for the plugin's start and memory.
const { Server, ServerCredentials } = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const proto = require("@pulumi/pulumi/proto/provider_pb");

function check({ request }, callback) {
  const response = new proto.CheckResponse();
  response.setInputs(request.getNews());
  callback(null, response);
}

function configure(_call, callback) {
  callback(null, new proto.ConfigureResponse());
}

function create({ request }, callback) {
  const response = new proto.CreateResponse();
  response.setId("id");
  response.setProperties(request.getProperties());
  callback(null, response);
}

function read({ request }, callback) {
  const response = new proto.ReadResponse();
  response.setId(request.getId());
  response.setProperties(request.getProperties());
  callback(null, response);
}

const server = new Server();
server.addService(ResourceProviderService, { check, configure, create, read });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
process.on("SIGINT", () => process.exit(0));
