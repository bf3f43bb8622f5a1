// Prints the totals of a jest result file. Plain JavaScript: it must work when the build does not.
"use strict";
const { readFileSync } = require("node:fs");

const results = JSON.parse(readFileSync(process.argv[2], "utf8"));
const skipped = results.numPendingTests + results.numTodoTests;
const broken = results.numRuntimeErrorTestSuites;

if (skipped > 0) console.log(`${skipped} skipped`);
if (broken > 0) console.log(`${broken} test files could not run; each counts as one failure`);
console.log(`${results.numPassedTests} passed, ${results.numFailedTests + broken} failed`);
