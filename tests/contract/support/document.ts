import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/** The vendor's description of the management API, as published. */
const DOCUMENT = join(__dirname, "../algorithmia-management-api-1.5.1.openapi.yml");

export interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}

export interface ResponseSchema {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** An operation on SCM configurations, with resolved references to shared parameters, bodies and responses. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  /** By status. */
  readonly responses: Readonly<Record<string, ResponseSchema>>;
}

interface Reference {
  readonly $ref: string;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, ResponseSchema | Reference>>;
}

type RawPath = Readonly<Record<string, RawOperation>> & { readonly parameters?: RawOperation["parameters"] };

const document = load(readFileSync(DOCUMENT, "utf8")) as {
  readonly paths: Readonly<Record<string, RawPath>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The operations on SCM configurations. */
export const operations: readonly Operation[] = Object.entries(document.paths)
  .filter(([path]) => /^\/v1\/(?:admin\/)?scms(?:\/|$)/.test(path))
  .flatMap(([path, { parameters: shared = [], ...methods }]) =>
    Object.entries(methods).map(([method, raw]) => operationOf(path, method, shared, raw)),
  );

/** Finds the operation of a request. */
export function operationFor(method: string, path: string): Operation | undefined {
  return operations.find((of) => of.method === method && parametersIn(of, path) !== undefined);
}

/** The parameters of an operation in a path, or `undefined` if it isn't the operation's path. */
export function parametersIn(
  { path: template }: Operation,
  path: string,
): Record<string, string> | undefined {
  const pattern = template.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const match = new RegExp(`^${pattern}$`).exec(path);
  return match === null ? undefined : { ...match.groups };
}

/**
 * The shared schemas for one direction, closed. JSON Schema accepts properties that a schema doesn't define, so a test
 * would detect neither a misspelled property nor a returned secret.
 */
export function closedSchemas(direction: "request" | "response"): Record<string, Schema> {
  return closed(document.components.schemas, direction) as Record<string, Schema>;
}

/** A schema for one direction, closed. */
export function closed(value: unknown, direction: "request" | "response"): unknown {
  if (Array.isArray(value)) return value.map((item) => closed(item, direction));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, closed(item, direction)] as const);
  const schema = Object.fromEntries(entries) as Record<string, unknown>;
  if (!isObjectSchema(value)) return schema;
  const other = direction === "request" ? "readOnly" : "writeOnly";
  const kept = Object.entries(schema["properties"] as Record<string, Schema>).filter(
    ([, of]) => of[other] !== true,
  );
  return { ...schema, properties: Object.fromEntries(kept), additionalProperties: false };
}

function isObjectSchema(value: object): boolean {
  return "type" in value && value.type === "object" && "properties" in value;
}

function operationOf(
  path: string,
  method: string,
  shared: NonNullable<RawOperation["parameters"]>,
  { operationId, parameters = [], requestBody, responses }: RawOperation,
): Operation {
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    parameters: [...shared, ...parameters].map(resolved),
    ...(requestBody !== undefined && { requestBody: resolved(requestBody) }),
    responses: Object.fromEntries(Object.entries(responses).map(([status, of]) => [status, resolved(of)])),
  };
}

function resolved<T extends object>(value: T | Reference): T {
  if (!("$ref" in value)) return value;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document) as T;
}
