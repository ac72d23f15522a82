#!/usr/bin/env node
const { seed } = require("../lib/seed");

seed(process.argv[2] || "dev").then(
  () => process.exit(0),
  (err) => {
    console.error(err);
    process.exit(1);
  },
);
