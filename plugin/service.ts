import { type handleUnaryCall, type sendUnaryData, type ServerUnaryCall, status } from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { settings } from "../client/connection/settings";
import { diffMessage, errorMessage, failureMessages } from "./messages";
import type { Plugin } from "./plugin";
import { checkSettings, diffSettings } from "./providerSettings";
import { fromStruct, secretNames, toStruct } from "./values";

/*
 * Converts between the messages of the engine's protocol (`pulumirpc.ResourceProvider`, pulumi/pulumi
 * proto/pulumi/provider.proto) and plain objects. All decisions are in `Plugin`.
 */

const SECRET_PROPERTIES = ["consumerKey", "consumerSecret"];
const SECRET_SETTINGS = settings.filter(({ secret }) => secret).map(({ key }) => key);

/** The implementation of the gRPC service. */
export function createService(provider: Plugin) {
  return {
    handshake: unary((request: proto.ProviderHandshakeRequest) => {
      provider.connect(request.getEngineAddress());
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),

    getPluginInfo: unary(() => {
      const response = new plugin.PluginInfo();
      response.setVersion(PACKAGE_VERSION);
      return response;
    }),

    getSchema: unary(() => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(PACKAGE_SCHEMA);
      return response;
    }),

    checkConfig: unary((request: proto.CheckRequest) => {
      const news = fromStruct(request.getNews());
      const response = new proto.CheckResponse();
      response.setInputs(toStruct(news, [...SECRET_SETTINGS, ...secretNames(request.getNews())]));
      response.setFailuresList(failureMessages(checkSettings(request.getUrn(), news)));
      return response;
    }),

    diffConfig: unary((request: proto.DiffRequest) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      return diffMessage(diffSettings(olds, fromStruct(request.getNews())), false);
    }),

    configure: unary((request: proto.ConfigureRequest) => {
      provider.configure(request.getUrn(), fromStruct(request.getArgs()));
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    }),

    check: unary(async (request: proto.CheckRequest) => {
      const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
      const { inputs, failures } = await provider.check(request.getUrn(), olds, news);
      const response = new proto.CheckResponse();
      response.setInputs(toStruct(inputs ?? news, secretsAsIn(request.getNews())));
      response.setFailuresList(failureMessages(failures));
      return response;
    }),

    diff: unary(async (request: proto.DiffRequest) => {
      const { changes, deleteBeforeReplace } = await provider.diff(
        request.getUrn(),
        request.getId(),
        { inputs: fromStruct(request.getOldInputs()), state: fromStruct(request.getOlds()) },
        fromStruct(request.getNews()),
      );
      return diffMessage(changes, deleteBeforeReplace);
    }),

    create: unary(
      async (request: proto.CreateRequest) => {
        const { id, state } = await provider.create(
          request.getUrn(),
          fromStruct(request.getProperties()),
          request.getPreview(),
        );
        const response = new proto.CreateResponse();
        response.setId(id);
        response.setProperties(toStruct(state, secretsAsIn(request.getProperties())));
        return response;
      },
      (request: proto.CreateRequest) => secretsAsIn(request.getProperties()),
    ),

    read: unary(async (request: proto.ReadRequest) => {
      const read = await provider.read(request.getUrn(), request.getId(), {
        inputs: fromStruct(request.getInputs()),
        state: fromStruct(request.getProperties()),
      });
      const response = new proto.ReadResponse();
      if (read !== undefined) {
        const secrets = secretsAsIn(request.getInputs(), request.getProperties());
        response.setId(request.getId());
        response.setProperties(toStruct(read.state, secrets));
        response.setInputs(toStruct(read.inputs, secrets));
      }
      return response;
    }),

    update: unary(async (request: proto.UpdateRequest) => {
      const state = await provider.update(
        request.getUrn(),
        request.getId(),
        { inputs: fromStruct(request.getOldInputs()), state: fromStruct(request.getOlds()) },
        fromStruct(request.getNews()),
        request.getPreview(),
      );
      const response = new proto.UpdateResponse();
      response.setProperties(toStruct(state, secretsAsIn(request.getNews())));
      return response;
    }),

    delete: unary(async (request: proto.DeleteRequest) => {
      await provider.delete(request.getUrn(), request.getId(), {
        inputs: fromStruct(request.getOldInputs()),
        state: fromStruct(request.getProperties()),
      });
      return new Empty();
    }),

    invoke: unary(async (request: proto.InvokeRequest) => {
      const result = await provider.invoke(request.getTok(), fromStruct(request.getArgs()));
      const response = new proto.InvokeResponse();
      if ("failures" in result) response.setFailuresList(failureMessages(result.failures));
      else response.setReturn(toStruct(result.value));
      return response;
    }),

    cancel: unary(() => {
      provider.cancel();
      return new Empty();
    }),

    attach: unary((request: plugin.PluginAttach) => {
      provider.connect(request.getAddress());
      return new Empty();
    }),

    getMapping: unary(() => new proto.GetMappingResponse()),
    getMappings: unary(() => new proto.GetMappingsResponse()),
    parameterize: unimplemented,
    call: unimplemented,
    construct: unimplemented,
  };
}

/**
 * The properties to mark as secrets. The engine keeps a mark of the program only if the provider repeats it, because the
 * provider accepts secrets.
 */
function secretsAsIn(...structs: (Struct | undefined)[]): string[] {
  return [...SECRET_PROPERTIES, ...structs.flatMap(secretNames)];
}

function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
  secretsOf: (request: Request) => readonly string[] = () => SECRET_PROPERTIES,
): handleUnaryCall<Request, Response> {
  return ({ request }: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => {
    Promise.resolve(request)
      .then(handle)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(errorMessage(error, secretsOf(request))),
      );
  };
}

function unimplemented(_: unknown, callback: sendUnaryData<unknown>): void {
  callback({
    code: status.UNIMPLEMENTED,
    details: "The package algorithmia has no components, methods or parameters.",
  });
}
