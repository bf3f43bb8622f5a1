import { verifiesCertificates } from "../../client/transport/verification";
import { warn } from "./reporter";

let said = false;

/** Says once a run that nobody looks at certificates, where a request is about to go out over TLS. */
export async function warnOfUnverifiedTls(url: string): Promise<void> {
  if (said || verifiesCertificates() || !url.startsWith("https:")) {
    return;
  }
  said = true;
  await warn(
    `NODE_TLS_REJECT_UNAUTHORIZED is 0, so no certificate is verified: whoever stands between here and ` +
      `${new URL(url).host} can read the credential and answer in its place. Unset it; for a cluster with an own ` +
      `certificate authority set algorithmia:caCertificate (or ALGORITHMIA_CA_CERTIFICATE).`,
  );
}
