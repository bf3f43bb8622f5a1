import { DemoFailure } from "./failure";

/** Sends a request that must succeed. */
export async function call(request: Request): Promise<Response> {
  const answer = await send(request);
  if (answer.ok) return answer;
  const { pathname } = new URL(request.url);
  throw new DemoFailure(
    `The cluster refused ${request.method} ${pathname} with ${answer.status}: ${await answer.text()}`,
  );
}

/** Sends a request that must be answered. */
export async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    request.signal.throwIfAborted();
    throw new DemoFailure(`Nobody answers ${request.method} ${request.url}: ${String(error)}`);
  }
}
