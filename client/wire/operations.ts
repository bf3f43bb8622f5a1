/** The operations of a client, named like its methods. */
export type Operation = "list" | "get" | "create" | "update" | "delete" | "setDefault";

export interface OperationSpec {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: (id: string) => string;
  /** The operation, as the start of a sentence. */
  readonly describe: (id: string) => string;
  /**
   * Whether the client may repeat the request when it doesn't know the outcome of the previous attempt. A create
   * isn't idempotent: a repeated create could meet the configuration of its own previous attempt.
   */
  readonly idempotent: boolean;
  /** Maximum size of the response, after decompression. */
  readonly maxBytes: number;
}

const maxConfigurationBytes = 1024 * 1024;
const maxListBytes = 16 * maxConfigurationBytes;

/** The operations of the management API (OpenAPI 1.5.1) that the client uses. */
export const operations: Readonly<Record<Operation, OperationSpec>> = {
  list: {
    method: "GET",
    path: () => "/v1/scms",
    describe: () => "Listing the SCM configurations",
    idempotent: true,
    maxBytes: maxListBytes,
  },
  get: {
    method: "GET",
    path: (id) => `/v1/scms/${pathSegment(id)}`,
    describe: (id) => `Reading the SCM configuration ${id}`,
    idempotent: true,
    maxBytes: maxConfigurationBytes,
  },
  create: {
    method: "POST",
    path: () => "/v1/admin/scms",
    describe: (id) => `Creating the SCM configuration ${id}`,
    idempotent: false,
    maxBytes: maxConfigurationBytes,
  },
  update: {
    method: "PATCH",
    path: (id) => `/v1/admin/scms/${pathSegment(id)}`,
    describe: (id) => `Updating the SCM configuration ${id}`,
    idempotent: true,
    maxBytes: maxConfigurationBytes,
  },
  delete: {
    method: "DELETE",
    path: (id) => `/v1/admin/scms/${pathSegment(id)}`,
    describe: (id) => `Deleting the SCM configuration ${id}`,
    idempotent: true,
    maxBytes: maxConfigurationBytes,
  },
  setDefault: {
    method: "POST",
    path: (id) => `/v1/admin/scms/${pathSegment(id)}/default`,
    describe: (id) => `Making the SCM configuration ${id} the default`,
    idempotent: true,
    maxBytes: maxConfigurationBytes,
  },
};

// URL parsers resolve "." and ".." even if they are percent-encoded, and an empty segment addresses the collection.
function pathSegment(id: string): string {
  if (id === "" || id === "." || id === "..")
    throw new RangeError(`"${id}" can't be the id of an SCM configuration`);
  return encodeURIComponent(id);
}
