/** What a client can do, by the names of its methods. */
export type Operation = "list" | "get" | "create" | "update" | "delete" | "setDefault";

export interface OperationFacts {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: (id: string) => string;
  /** The operation as the start of a sentence. */
  readonly doing: (id: string) => string;
  /**
   * What may follow a failure that a later attempt may not meet. Repeating a create blindly could meet its own
   * first try and take it for somebody else's.
   */
  readonly repeat: "freely" | "once known not to have been made";
  /** Of the answer, after decompression. */
  readonly maxBytes: number;
}

const oneConfiguration = 1024 * 1024;
const allConfigurations = 16 * oneConfiguration;

/** The calls of the management API, OpenAPI 1.5.1, that the client makes. */
export const operations: Readonly<Record<Operation, OperationFacts>> = {
  list: {
    method: "GET",
    path: () => "/v1/scms",
    doing: () => "Listing the SCM configurations",
    repeat: "freely",
    maxBytes: allConfigurations,
  },
  get: {
    method: "GET",
    path: (id) => `/v1/scms/${segment(id)}`,
    doing: (id) => `Reading the SCM configuration ${id}`,
    repeat: "freely",
    maxBytes: oneConfiguration,
  },
  create: {
    method: "POST",
    path: () => "/v1/admin/scms",
    doing: (id) => `Creating the SCM configuration ${id}`,
    repeat: "once known not to have been made",
    maxBytes: oneConfiguration,
  },
  update: {
    method: "PATCH",
    path: (id) => `/v1/admin/scms/${segment(id)}`,
    doing: (id) => `Updating the SCM configuration ${id}`,
    repeat: "freely",
    maxBytes: oneConfiguration,
  },
  delete: {
    method: "DELETE",
    path: (id) => `/v1/admin/scms/${segment(id)}`,
    doing: (id) => `Deleting the SCM configuration ${id}`,
    repeat: "freely",
    maxBytes: oneConfiguration,
  },
  setDefault: {
    method: "POST",
    path: (id) => `/v1/admin/scms/${segment(id)}/default`,
    doing: (id) => `Making the SCM configuration ${id} the default`,
    repeat: "freely",
    maxBytes: oneConfiguration,
  },
};

// A URL parser walks up on "." and ".." even when they are percent-encoded, and an empty segment names the
// collection: each would address something else than a configuration.
function segment(id: string): string {
  if (id === "" || id === "." || id === "..")
    throw new RangeError(`"${id}" can't be the id of an SCM configuration`);
  return encodeURIComponent(id);
}
