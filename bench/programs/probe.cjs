"use strict";

/*
 * Preloaded by Node processes of a traced operation (NODE_OPTIONS=--require). Appends a line of JSON to BENCH_TRACE for the
 * start of the process, and for the start and end of each gRPC call and each HTTP request.
 */
const { appendFileSync } = require("node:fs");
const { subscribe } = require("node:diagnostics_channel");

const { timeOrigin } = performance;

function note(kind, name, at = timeOrigin + performance.now()) {
  appendFileSync(process.env.BENCH_TRACE, `${JSON.stringify({ pid: process.pid, kind, name, at })}\n`);
}

note("process", process.argv[1] ?? "", timeOrigin);
const paths = new WeakMap();
subscribe("http2.server.stream.start", ({ stream, headers }) => {
  paths.set(stream, headers[":path"]);
  note("served", headers[":path"]);
});
subscribe("http2.server.stream.close", ({ stream }) => note("answered", paths.get(stream)));
subscribe("http2.client.stream.start", ({ headers }) => note("called", headers[":path"]));
subscribe("http.client.request.start", ({ request }) => note("requested", request.path));
subscribe("http.client.response.finish", ({ request }) => note("received", request.path));
