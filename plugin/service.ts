import {
  type handleUnaryCall,
  Metadata,
  type sendUnaryData,
  type ServerUnaryCall,
  status,
} from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { settings } from "../client/connection/settings";
import { isAlgorithmiaError } from "../client/errors/algorithmiaError";
import type { CheckFailure } from "../provider/inputs/checkFailures";
import { InitializationError, ProviderError } from "../provider/run/errors";
import { type DetailedChange, Plugin } from "./plugin";
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
      response.setFailuresList(failureMessages(provider.checkConfig(request.getUrn(), news)));
      return response;
    }),

    diffConfig: unary((request: proto.DiffRequest) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      return diffMessage(provider.diffConfig(olds, fromStruct(request.getNews())), false);
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
        (error: unknown) => callback(asStatus(error, secretsOf(request))),
      );
  };
}

function unimplemented(_: unknown, callback: sendUnaryData<unknown>): void {
  callback({
    code: status.UNIMPLEMENTED,
    details: "The package algorithmia has no components, methods or parameters.",
  });
}

function asStatus(
  thrown: unknown,
  secrets: readonly string[],
): { code: status; details: string; metadata?: Metadata } {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error instanceof InitializationError) {
    return { code: status.UNKNOWN, details: error.message, metadata: initializationDetail(error, secrets) };
  }
  const isExpected = error instanceof ProviderError || isAlgorithmiaError(error);
  return { code: status.UNKNOWN, details: isExpected ? error.message : (error.stack ?? error.message) };
}

/** Reports to the engine that the resource exists although its create failed. */
function initializationDetail(
  { created, message }: InitializationError,
  secrets: readonly string[],
): Metadata {
  const detail = new proto.ErrorResourceInitFailed();
  detail.setId(created.configurationId);
  detail.setProperties(toStruct(created.state, secrets));
  detail.setInputs(toStruct(created.inputs, secrets));
  detail.setReasonsList([message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const rpcStatus = new Status();
  rpcStatus.setCode(status.UNKNOWN);
  rpcStatus.setMessage(message);
  rpcStatus.addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(rpcStatus.serializeBinary()));
  return metadata;
}

function failureMessages(failures: readonly CheckFailure[]): proto.CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const failure = new proto.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

const { Kind } = proto.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function diffMessage(changes: readonly DetailedChange[], deleteBeforeReplace: boolean): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const response = new proto.DiffResponse();
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  response.setDiffsList([...new Set(changes.map(({ input }) => input))]);
  response.setReplacesList([...new Set(changes.filter((each) => each.replaces).map(({ input }) => input))]);
  for (const { path, kind, replaces, ofInputs } of changes) {
    const detail = new proto.PropertyDiff();
    detail.setKind(KINDS[kind][replaces ? 1 : 0]);
    detail.setInputdiff(ofInputs);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}
