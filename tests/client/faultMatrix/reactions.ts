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
  // Checked each time, because the client may have disconnected before, without an event.
  const timer = setInterval(() => {
    if (response.destroyed || response.socket === null) clearInterval(timer);
    else response.write(" ");
  }, 10);
};

/** The bytes that endless responses have written so far, in all cells. */
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

// Above the limit of each operation, including a list's 16 MiB.
const bomb = gzipSync(Buffer.alloc(24 * 1024 * 1024, " "));
export const gzipBomb: Reaction = raw(200, bomb, { ...jsonHeaders, "Content-Encoding": "gzip" });

/** Repeats the request in the response, as some servers and proxies do. */
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
