const { apiUrl } = require("./config");

function celsius(kelvin) {
  return Math.round(kelvin - 273.15);
}
