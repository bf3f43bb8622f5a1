import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";

// Queues one connection, and then never takes any: its process is stopped.
const LISTENER = `
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    console.log(server.address().port);
    process.kill(process.pid, "SIGSTOP");
  });
`;

/** A port that answers no attempt to connect, as behind a firewall that drops what it doesn't let through. */
export async function fullPort(): Promise<{ port: number } & Disposable> {
  const listener = spawn(process.execPath, ["-e", LISTENER], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(listener.stdout, "data")) as [Buffer];
  const port = Number(line);
  const sockets = Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  // The kernel takes one more than asked for; what comes after these is left without an answer.
  await Promise.all(sockets.slice(0, 2).map((socket) => once(socket, "connect")));
  return {
    port,
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy();
      listener.kill("SIGKILL");
    },
  };
}
