"use strict";

const { parse } = require("csv-parse/sync");

const COLUMNS = ["sku", "title", "price"];

/** The rows of an uploaded list; throws when a column is missing. */
function rows(text) {
  const found = parse(text, { columns: true });
  if (found.length === 0) {
    throw new Error("No data");
  }
  const missing = COLUMNS.filter((column) => !(column in found[0]));
  if (missing.length > 0) {
    throw new Error(`columns ${missing.join(", ")} are missing`);
  }
  return found;
}

function price(row) {
  const value = Number(row.price);
  if (Number.isNaN(value)) {
    throw new TypeError(`price ${row.price} of ${row.sku} is no number`);
  }
  if (value < 0) {
    throw new Error();
  }
  return Math.round(value * 100);
}

module.exports = { rows, COLUMNS };
