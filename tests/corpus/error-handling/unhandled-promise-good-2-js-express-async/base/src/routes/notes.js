const express = require("express");
require("express-async-errors");
const notes = require("../services/notes");
const { requireUser } = require("../auth");

const router = express.Router();

module.exports = router;
