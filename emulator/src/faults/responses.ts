import type { FaultAction } from "./model";

type ResponseAction = Extract<
  FaultAction,
  { kind: "error" | "html" | "truncatedJson" | "wrongShape" | "redirect" }
>;
type ErrorAction = Extract<FaultAction, { kind: "error" }>;
type EchoAction = Extract<FaultAction, { kind: "echo" }>;

/** How the responses of an emulated service look, for faults that replace them. */
export interface ResponseFormat {
  errorBody: (action: ErrorAction) => object;
  /** The body to cut or truncate if the request wasn't executed. */
  sampleBody: string;
}

const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_TYPE = { "content-type": "application/json" };

/** The response of a fault. `served` is the body that the service returned, if the request was executed. */
export function faultResponse(
  action: ResponseAction,
  format: ResponseFormat,
  served: string | undefined,
): Response {
  switch (action.kind) {
    case "error": {
      const { status, retryAfter } = action;
      const headers = {
        ...JSON_TYPE,
        ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
      };
      return new Response(JSON.stringify(format.errorBody(action)), { status, headers });
    }
    case "html": {
      const { status = 502 } = action;
      const page = `<!doctype html><html><head><title>${status}</title></head><body><h1>Gateway</h1></body></html>`;
      return new Response(page, { status, headers: HTML });
    }
    case "truncatedJson":
      return new Response(firstHalf(served ?? format.sampleBody), { headers: JSON_TYPE });
    case "wrongShape": {
      const { status = 200, body = { unexpected: [1, 2, 3] } } = action;
      return new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
    }
    case "redirect":
      return new Response(null, { status: action.status ?? 302, headers: { location: action.location } });
  }
}

/** A response that repeats the request, including credentials, as some servers and proxies do. */
export async function echoResponse(
  { status = 400, as = "json" }: EchoAction,
  request: Request,
): Promise<Response> {
  const headers = Object.fromEntries(request.headers);
  const body = await request.text();
  switch (as) {
    case "json": {
      const echo = { error: { code: 2015, message: `RejectedForm: ${body}`, request: { headers, body } } };
      return new Response(JSON.stringify(echo), { status, headers: JSON_TYPE });
    }
    case "html":
      return new Response(`<pre>${JSON.stringify(headers)}\n${body}</pre>`, { status, headers: HTML });
    case "base64": {
      const encoded = Buffer.from(JSON.stringify({ headers, body })).toString("base64");
      return new Response(JSON.stringify({ error: encoded }), { status, headers: JSON_TYPE });
    }
  }
}

/** The first half of a text, rounded up. */
export function firstHalf(text: string): string {
  return text.slice(0, Math.ceil(text.length / 2));
}
