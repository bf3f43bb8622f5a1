import { spawn } from "node:child_process";
import { once } from "node:events";
import { endProcess } from "../../demo/src/child";

/** A process that does something when asked to end, started and ready to be asked. */
async function started(onRequest: string) {
  const program = `process.on("SIGTERM", () => { ${onRequest} }); setInterval(() => {}, 1e3); console.log("ready")`;
  const child = spawn(process.execPath, ["-e", program], { detached: true });
  await once(child.stdout, "data");
  return child;
}

test("a process that hears the request ends by itself", async () => {
  const child = await started("process.exit(7)");
  await endProcess(child, ["SIGTERM"], 60_000);
  expect(child.exitCode).toBe(7);
});

test("one that hears none is killed, after each request had its time", async () => {
  const child = await started('console.log("heard")');
  const heard: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => heard.push(text));
  await endProcess(child, ["SIGTERM", "SIGTERM"], 300);
  expect(child.signalCode).toBe("SIGKILL");
  expect(heard.join("")).toBe("heard\nheard\n");
});

test("one that has ended is left alone", async () => {
  const child = await started("process.exit(7)");
  await endProcess(child, ["SIGTERM"], 60_000);
  await endProcess(child, ["SIGTERM"], 60_000);
  expect(child.exitCode).toBe(7);
});
