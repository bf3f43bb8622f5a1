"use strict";
const { existsSync, readFileSync } = require("node:fs");
const https = require("node:https");

let cluster;

/** Sets which cluster is asked: by the text of a kubeconfig in JSON, or its path. */
function useKubeconfig(given) {
  const config = JSON.parse(existsSync(given) ? readFileSync(given, "utf8") : given);
  const { context } = config.contexts.find(({ name }) => name === config["current-context"]);
  const { server, "certificate-authority-data": ca } = config.clusters.find(
    ({ name }) => name === context.cluster,
  ).cluster;
  const { token } = config.users.find(({ name }) => name === context.user).user;
  cluster = { server, ca: Buffer.from(ca, "base64"), token };
}

/** One request to the API server. Rejects with an error that has the answer's `status`. */
function ask(method, path, body, type = "application/json") {
  const data = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    Accept: "application/json",
    Authorization: `Bearer ${cluster.token}`,
    "Content-Length": Buffer.byteLength(data),
    "Content-Type": type,
  };
  return new Promise((done, failed) => {
    const request = https.request(
      cluster.server + path,
      { method, ca: cluster.ca, headers },
      async (response) => {
        try {
          const text = Buffer.concat(await response.toArray()).toString();
          const answer = text.startsWith("{") ? JSON.parse(text) : { message: text };
          if (response.statusCode < 300) done(answer);
          else failed(Object.assign(new Error(answer.message), { status: response.statusCode }));
        } catch (error) {
          failed(error);
        }
      },
    );
    request.on("error", failed);
    request.end(data);
  });
}

module.exports = { ask, useKubeconfig };
