import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before Bitbucket's stand-in and keeps each token that it hands out, so that a test can search for them. */
export interface TokenFront extends AsyncDisposable {
  readonly url: string;
  readonly tokens: readonly string[];
}

export async function startTokenFront(bitbucketUrl: string): Promise<TokenFront> {
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { authorization = "", "content-type": type = "" } = request.headers;
      const answer = await fetch(`${bitbucketUrl}${request.url ?? ""}`, {
        method: request.method ?? "GET",
        headers: { authorization, "content-type": type },
        body: Buffer.concat(chunks),
      });
      const text = await answer.text();
      for (const [, token = ""] of text.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)) tokens.push(token);
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
