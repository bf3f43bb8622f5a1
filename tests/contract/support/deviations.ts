import OpenAPIRequestValidator, { type OpenAPIRequestValidatorArgs } from "openapi-request-validator";
import OpenAPIResponseValidator, { type OpenAPIResponseValidatorArgs } from "openapi-response-validator";
import { closed, closedSchemas, type Operation, operationFor, parametersIn } from "./document";
import type { Exchange } from "./recorder";

/** A difference between an exchange and the document. */
export interface Deviation {
  /** The `operationId`, or `""` if the document doesn't have the operation. */
  readonly operation: string;
  readonly in: "request" | "response";
  readonly status: number;
  /** The path in the body, such as `results/0/provider`; otherwise empty. */
  readonly at: string;
  readonly problem: string;
}

/** Finds the deviations of an exchange from the document. For a request that a test sent itself, only those of the response. */
export function deviationsOf(exchange: Exchange): Deviation[] {
  const { method, path, status } = exchange;
  const operation = operationFor(method, path);
  if (operation === undefined) {
    return [{ operation: "", in: "response", status, at: "", problem: "no such operation" }];
  }
  const found = [
    ...(exchange.byClient
      ? inRequest(operation, exchange).map((of) => ({ in: "request" as const, ...of }))
      : []),
    ...inResponse(operation, exchange).map((of) => ({ in: "response" as const, ...of })),
  ];
  return found.map((of) => ({ operation: operation.id, status, ...of }));
}

interface Found {
  readonly at: string;
  readonly problem: string;
}

interface Validators {
  readonly request: OpenAPIRequestValidator;
  readonly response: OpenAPIResponseValidator;
}

const compiled = new Map<Operation, Validators>();

function validatorsOf(operation: Operation): Validators {
  const { parameters, requestBody, responses } = operation;
  const validators = compiled.get(operation) ?? {
    request: new OpenAPIRequestValidator({
      parameters,
      ...(requestBody !== undefined && { requestBody: closed(requestBody, "request") }),
      componentSchemas: closedSchemas("request"),
      errorTransformer: found,
    } as unknown as OpenAPIRequestValidatorArgs),
    response: new OpenAPIResponseValidator({
      responses: closed(responses, "response"),
      components: { schemas: closedSchemas("response") },
      errorTransformer: found,
    } as unknown as OpenAPIResponseValidatorArgs),
  };
  compiled.set(operation, validators);
  return validators;
}

function inRequest(operation: Operation, { path, query, headers, body }: Exchange): Found[] {
  const params = parametersIn(operation, path);
  const verdict = validatorsOf(operation).request.validateRequest({
    headers,
    query,
    params,
    body: parsed(body),
  }) as { errors: Found[] } | undefined;
  const strangers = Object.keys(query).filter(
    (name) => !operation.parameters.some((parameter) => parameter.in === "query" && parameter.name === name),
  );
  const authorized = /^(?:Simple|Bearer) \S+$/.test(headers["authorization"] ?? "");
  return [
    ...(verdict?.errors ?? []),
    ...strangers.map((name) => ({ at: "", problem: `has a query ${name} that the document does not know` })),
    ...(operation.requestBody === undefined && body !== "" ? [{ at: "", problem: "has a body" }] : []),
    ...(authorized ? [] : [{ at: "", problem: "has no credential" }]),
  ];
}

function inResponse(operation: Operation, { status, responseType, response }: Exchange): Found[] {
  const documented = operation.responses[status];
  if (documented === undefined) return [{ at: "", problem: `status ${status} is not listed` }];
  const [type] = Object.keys(documented.content ?? {});
  if (type === undefined) return response === "" ? [] : [{ at: "", problem: "has a body" }];
  if (!responseType.startsWith(type)) return [{ at: "", problem: `is ${responseType}, not ${type}` }];
  const verdict = validatorsOf(operation).response.validateResponse(String(status), parsed(response)) as
    { errors: Found[] } | undefined;
  return verdict?.errors ?? [];
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: { readonly additionalProperty?: string };
}

function found(_error: unknown, { instancePath, keyword, message = keyword, params }: SchemaError): Found {
  const at = instancePath.replace(/^\/(?:body|response)\/?/, "");
  return keyword === "additionalProperties"
    ? { at, problem: `has a property ${params.additionalProperty ?? ""} that the document does not know` }
    : { at, problem: message };
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
