const { Session } = require("../models/session");
const logger = require("../logger");
