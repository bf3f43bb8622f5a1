/** Whether Node looks at certificates in this process: it has a switch that turns that off everywhere. */
export function verifiesCertificates(): boolean {
  return process.env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0";
}
