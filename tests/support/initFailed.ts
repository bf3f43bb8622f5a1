import type { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

/** The resource that a failed create leaves in the state: the host answers "created, but initialisation failed". */
export function keptAfterFailure(error: unknown): { id: string; outs: Record<string, unknown> } | undefined {
  const [details] = (error as { metadata?: Metadata }).metadata?.get("grpc-status-details-bin") ?? [];
  if (details === undefined) {
    return undefined;
  }
  const [detail] = Status.deserializeBinary(new Uint8Array(details as Buffer)).getDetailsList();
  const failed = detail?.unpack(
    (bytes) => ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (failed == null) {
    return undefined;
  }
  const { __provider: _line, ...outs } = failed.getProperties()?.toJavaScript() ?? {};
  return { id: failed.getId(), outs };
}
