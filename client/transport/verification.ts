/** Whether Node verifies certificates in this process; NODE_TLS_REJECT_UNAUTHORIZED=0 turns that off. */
export function verifiesCertificates(): boolean {
  return process.env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0";
}
