import { BitbucketCloudScmConfiguration } from "../../../sdk";
import { suspendPromiseStacks } from "../../../sdk/promiseStacks";

const limit = Error.stackTraceLimit;

afterEach(() => {
  Error.stackTraceLimit = limit;
});

test("promises get no stack while a resource is made, and what comes after does", () => {
  const stacks = suspendPromiseStacks({});
  expect(new Error("meanwhile").stack).not.toMatch(/\n\s+at /);
  stacks.resume();
  expect(Error.stackTraceLimit).toBe(limit);
});

test("who looks for leaked promises keeps them", () => {
  const stacks = suspendPromiseStacks({ PULUMI_DEBUG_PROMISE_LEAKS: "true" });
  expect(new Error("meanwhile").stack).toMatch(/\n\s+at /);
  stacks.resume();
  expect(Error.stackTraceLimit).toBe(limit);
});

test("an error that has a stack keeps it", () => {
  const error = new Error("from before");
  const { stack } = error;
  expect(suspendPromiseStacks({}).givenTo(error, BitbucketCloudScmConfiguration)).toBe(error);
  expect(error.stack).toBe(stack);
});

test("a resource that can't be made says where the program declares it", () => {
  const declareIt = () => new BitbucketCloudScmConfiguration("", { consumerKey: "k", consumerSecret: "s" });
  let stack: string | undefined;
  try {
    declareIt();
  } catch (error) {
    ({ stack } = error as Error);
  }
  expect(stack).toMatch(/Missing resource name.*\n\s+at declareIt /);
  expect(Error.stackTraceLimit).toBe(limit);
});
