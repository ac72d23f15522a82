#!/usr/bin/env node
const { seed } = require("../lib/seed");

