import { createServer } from "node:http";
import { listenLocally } from "./localServer";

/** A reverse proxy of the emulated Bitbucket that records each token in its responses. */
export interface RecordingProxy extends AsyncDisposable {
  readonly url: string;
  readonly tokens: readonly string[];
}

export async function startRecordingProxy(bitbucketUrl: string): Promise<RecordingProxy> {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { authorization = "", "content-type": type = "" } = request.headers;
      const upstream = await fetch(`${bitbucketUrl}${request.url ?? ""}`, {
        method: request.method ?? "GET",
        headers: { authorization, "content-type": type },
        body: Buffer.concat(chunks),
      });
      const text = await upstream.text();
      for (const [, token = ""] of text.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)) tokens.push(token);
      response.writeHead(upstream.status, Object.fromEntries(upstream.headers)).end(text);
    })();
  });
  const { port, close } = await listenLocally(server);
  return { url: `http://127.0.0.1:${port}`, tokens, [Symbol.asyncDispose]: close };
}
