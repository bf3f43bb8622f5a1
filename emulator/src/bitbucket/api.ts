import { Hono } from "hono";

import type { DirectoryStore } from "./directoryStore";
import type { GrantStore } from "./grantStore";
import type { Account, BitbucketQuirks, Consumer } from "./model";

/** The part of Bitbucket's REST API that identifies the owner of a token. */
export function apiRoutes(
  directory: DirectoryStore,
  grants: GrantStore,
  quirks: () => BitbucketQuirks,
): Hono {
  const app = new Hono();

  app.get("/user", (c) => {
    const bearer = bearerOf(c.req.header("authorization"), directory, grants);
    if (bearer === undefined) return c.json(apiError("Access token expired or unknown"), 401);
    if (!bearer.consumer.permissions.some((permission) => permission.startsWith("account"))) {
      return c.json(apiError("Your credentials lack one or more required privilege scopes"), 403);
    }
    return c.json(userResponse(bearer, quirks()));
  });

  app.get("/workspaces", (c) => {
    // Atlassian, CHANGE-2770.
    if (quirks().generation === "since-may-2026") return c.json(apiError("This API has been removed"), 410);
    const bearer = bearerOf(c.req.header("authorization"), directory, grants);
    if (bearer === undefined) return c.json(apiError("Access token expired or unknown"), 401);
    const slugs = bearer.account?.workspaces ?? [];
    return c.json({ values: slugs.map((slug) => ({ type: "workspace", slug })) });
  });

  return app;
}

export function apiError(message: string): object {
  return { type: "error", error: { message } };
}

interface Bearer {
  consumer: Consumer;
  /** Not set if the consumer acts for itself. */
  account: Account | undefined;
}

function bearerOf(header = "", directory: DirectoryStore, grants: GrantStore): Bearer | undefined {
  const token = grants.token(/^bearer +(\S+)$/i.exec(header)?.[1] ?? "");
  if (token === undefined || token.expiresAt <= Date.now()) return undefined;
  const consumer = directory.consumer(token.consumer);
  const account = token.account === undefined ? undefined : directory.account(token.account);
  return consumer && { consumer, account };
}

/** Since May 2026 a consumer that acts for itself is an app user (Atlassian, CHANGE-3052). Before, it was its owner. */
function userResponse({ consumer, account }: Bearer, { generation }: BitbucketQuirks): object {
  if (account !== undefined) {
    return { type: "user", username: account.username, display_name: account.displayName };
  }
  return generation === "since-may-2026"
    ? { type: "app_user", display_name: consumer.name }
    : { type: "user", username: "consumer-owner", display_name: "The consumer's owner" };
}
