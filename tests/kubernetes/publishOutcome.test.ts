import { publishOutcome } from "../../kubernetes";
import { BitbucketCloudScmConfiguration } from "../../sdk";
import { CONSUMER } from "../support/cluster";
import { findSecrets } from "../support/secrets";
import { mocked, seen } from "./support/mocks";

const WHERE = { namespace: "tools", name: "bitbucket" };

test("publishes id, address and callback URL, and no secret", async () => {
  const declared = await mocked();
  const configuration = new BitbucketCloudScmConfiguration("bitbucket", CONSUMER);
  const { id } = publishOutcome("outcome", { configuration, metadata: WHERE });
  expect(await seen(id)).toMatchObject({ known: true });
  const published = declared.find(({ name }) => name === "outcome");
  expect(published).toMatchObject({
    type: "kubernetes:core/v1:ConfigMap",
    inputs: {
      metadata: WHERE,
      data: {
        configurationId: "bitbucket-id",
        apiUrl: "https://cluster.test",
        callbackUrl: "https://cluster.test",
      },
    },
  });
  expect(findSecrets(JSON.stringify(published), Object.values(CONSUMER))).toEqual([]);
});
