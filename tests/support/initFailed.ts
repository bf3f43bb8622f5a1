import type { Metadata } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Props } from "./engine/snapshot";

/** The resource that the engine keeps after a failed create: the host responds "created, but initialization failed". */
export function keptAfterFailure(error: unknown): { id: string; outputs: Props } | undefined {
  const [details] = (error as { metadata?: Metadata }).metadata?.get("grpc-status-details-bin") ?? [];
  if (details === undefined) return undefined;
  const [detail] = Status.deserializeBinary(new Uint8Array(details as Buffer)).getDetailsList();
  const failed = detail?.unpack(
    (bytes) => ErrorResourceInitFailed.deserializeBinary(bytes),
    "pulumirpc.ErrorResourceInitFailed",
  );
  if (failed == null) return undefined;
  return { id: failed.getId(), outputs: failed.getProperties()?.toJavaScript() ?? {} };
}
