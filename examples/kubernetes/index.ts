import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { BitbucketCloudScmConfiguration, Provider } from "pulumi-algorithmia";
import { connectionFromSecret, consumerFromSecret, publishOutcome } from "pulumi-algorithmia/kubernetes";

const config = new pulumi.Config();

// An existing Secret with the cluster's address and an admin's key.
const admin = kubernetes.core.v1.Secret.get("admin", config.require("adminSecret"));
const cluster = new Provider("cluster", connectionFromSecret(admin));

const { metadata } = new kubernetes.core.v1.Namespace("namespace", {
  metadata: { name: config.get("namespace") ?? "bitbucket" },
});

// A Secret that this stack creates, so that other workloads in the namespace can use the consumer.
const consumer = new kubernetes.core.v1.Secret("consumer", {
  metadata: { namespace: metadata.name, name: "bitbucket-consumer" },
  stringData: {
    consumerKey: config.requireSecret("consumerKey"),
    consumerSecret: config.requireSecret("consumerSecret"),
  },
});

const configuration = new BitbucketCloudScmConfiguration(
  "bitbucket",
  {
    ...consumerFromSecret(consumer),
    verifyConsumer: config.get<"credentials" | "permissions" | "off">("verifyConsumer"),
  },
  { provider: cluster },
);

const outcome = publishOutcome("outcome", {
  configuration,
  metadata: { namespace: metadata.name, name: "bitbucket" },
});

/** The ConfigMap with the configuration's id, the cluster's address and the callback URL. */
export const configMap = pulumi.interpolate`${outcome.metadata.namespace}/${outcome.metadata.name}`;
