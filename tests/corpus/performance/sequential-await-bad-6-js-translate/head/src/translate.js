const { translate } = require("./translator");

/** Translates every text of a page. */
async function translatePage(texts, language) {
  const result = {};
  for (const [key, text] of Object.entries(texts)) {
    result[key] = await translate(text, language);
  }
  return result;
}

module.exports = { translatePage };
