/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  globalSetup: "<rootDir>/tests/support/environment.ts",
  testTimeout: 120_000,
  // Tests of the real CLI mostly wait for other processes: one worker for each core keeps both busy.
  maxWorkers: "100%",
  transform: {
    "^.+\\.[tj]s$": ["@swc/jest", { jsc: { target: "es2023", parser: { syntax: "typescript" } } }],
  },
  // Packages that ship ES modules only, which jest's own module system cannot require as they are.
  transformIgnorePatterns: [
    "/node_modules/(?!(node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill|http-proxy-agent|agent-base|proxy-agent-negotiate)/)",
  ],
};
