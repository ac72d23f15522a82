const { EventEmitter } = require("events");
