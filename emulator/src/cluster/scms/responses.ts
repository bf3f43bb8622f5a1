import type { Quirks } from "../model/quirks";
import type { Scm } from "../model/scm";

/** The operation that a response belongs to, since their properties differ. */
export type ResponseTo = "create" | "list" | "other";

/** A configuration in a response (OpenAPI 1.5.1, `ScmConfigurationResponseDto`). */
export function scmResponse(scm: Scm, quirks: Quirks, to: ResponseTo): object {
  const omitted = to === "create" ? quirks.createOmits : to === "list" ? quirks.listOmits : [];
  const clientId = omitted.includes("clientId") ? undefined : scm.clientId;
  const name = scm.name ?? (quirks.unsetNameIsWebUrl ? scm.urls?.web : undefined);
  return {
    id: scm.id,
    provider: scm.provider === "bitbucket-cloud" ? quirks.providerInAnswers : scm.provider,
    enabled: scm.enabled,
    ...(quirks.showsDefault !== "omitted" && { default: quirks.showsDefault === "yes" ? scm.default : null }),
    ...(name !== undefined && { name }),
    ...clientIdFields(clientId, scm.projectKey, quirks.clientIdIn),
    ...(scm.urls !== undefined && !omitted.includes("urls") && { urls: scm.urls }),
    ...(quirks.extraFields && EXTRA_FIELDS),
  };
}

function clientIdFields(
  clientId: string | undefined,
  projectKey: string | undefined,
  place: Quirks["clientIdIn"],
): object {
  const client = clientId === undefined ? {} : { client_id: clientId };
  const scm = {
    ...(place === "scm" || place === "both" ? client : {}),
    ...(projectKey !== undefined && { project_key: projectKey }),
  };
  const oauth = place === "oauth" || place === "both" ? client : {};
  return {
    ...(Object.keys(scm).length > 0 && { scm }),
    ...(Object.keys(oauth).length > 0 && { oauth }),
  };
}

const EXTRA_FIELDS = {
  created_at: "2022-03-01T00:00:00.000Z",
  revision: 3,
  capabilities: { webhooks: true },
};
