"use strict";

const { parse } = require("csv-parse/sync");

const COLUMNS = ["sku", "title", "price"];

function rows(text) {
  return parse(text, { columns: true });
}

module.exports = { rows, COLUMNS };
