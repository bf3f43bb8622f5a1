"use strict";
const grpc = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { methods } = require("./methods");

const unimplemented = (_call, answer) =>
  answer({
    code: grpc.status.UNIMPLEMENTED,
    details: "The stand-in for Pulumi's Kubernetes plugin can't do this",
  });

/** A method of the service from one that takes the request and gives the response. */
function served(method) {
  return async ({ request }, answer) => {
    try {
      answer(null, await method(request));
    } catch (error) {
      answer({ code: grpc.status.UNKNOWN, details: error.message });
    }
  };
}

const server = new grpc.Server();
server.addService(
  ResourceProviderService,
  Object.fromEntries(
    Object.keys(ResourceProviderService).map((name) => [
      name,
      methods[name] === undefined ? unimplemented : served(methods[name]),
    ]),
  ),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port); // what the engine waits for
});
