const { connect, migrate } = require("../lib/migrate");
const { log } = require("../lib/log");

migrate();
