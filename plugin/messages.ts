import { Metadata, status } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { isAlgorithmiaError } from "../client/errors/algorithmiaError";
import type { CheckFailure } from "../provider/inputs/checkFailures";
import { InitializationError, ProviderError } from "../provider/run/errors";
import type { DetailedChange } from "./detailedDiff";
import { toStruct } from "./values";

/** The status of a failed request. An unexpected error has its stack trace. */
export function errorMessage(
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

export function failureMessages(failures: readonly CheckFailure[]): proto.CheckFailure[] {
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

export function diffMessage(
  changes: readonly DetailedChange[],
  deleteBeforeReplace: boolean,
): proto.DiffResponse {
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
