import { gzipSync } from "node:zlib";
import { html, json, raw, type Reaction, type Received } from "../support/server";

export const jsonHeaders = { "Content-Type": "application/json" };

export const cutInHeaders: Reaction = (_response, _request, socket) =>
  socket.end("HTTP/1.1 200 OK\r\nContent-Le");

export const cutInBody: Reaction = (_response, _request, socket) =>
  socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id":');

export const noHttp: Reaction = (_response, _request, socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n");

export const drip: Reaction = (response) => {
  response.writeHead(200, jsonHeaders);
  // Asked each time, as the caller may have gone before this began, and then no event tells.
  const timer = setInterval(() => {
    if (response.destroyed || response.socket === null) clearInterval(timer);
    else response.write(" ");
  }, 10);
};

/** What the endless answer has written so far, over all cells. */
export const flood = { bytes: 0 };

export const endless: Reaction = (response) => {
  const chunk = " ".repeat(65_536);
  response.writeHead(200, jsonHeaders);
  const more = (): void => {
    do flood.bytes += chunk.length;
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more);
  more();
};

// Past the limit of every operation, a list's 16 MiB included.
const bomb = gzipSync(Buffer.alloc(24 * 1024 * 1024, " "));
export const gzipBomb: Reaction = raw(200, bomb, { ...jsonHeaders, "Content-Encoding": "gzip" });

/** Repeats what it was sent, as careless servers and proxies do. */
export function echoing(status: number, as: "JSON" | "HTML" | "base64"): Reaction {
  return (response, request, socket) => {
    const everything = repeated(request);
    const reaction = {
      JSON: () => json(status, { error: { message: everything } }),
      HTML: () => html(status, {}, everything),
      base64: () => json(status, { error: Buffer.from(everything).toString("base64") }),
    }[as]();
    reaction(response, request, socket);
  };
}

function repeated({ headers, body }: Received): string {
  return `${JSON.stringify(headers)} ${body}`;
}
