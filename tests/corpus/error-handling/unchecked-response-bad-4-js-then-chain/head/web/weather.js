const { apiUrl } = require("./config");

function celsius(kelvin) {
  return Math.round(kelvin - 273.15);
}

/** The forecast of the next days, newest first. */
function forecast(city) {
  return fetch(`${apiUrl}/forecast?city=${encodeURIComponent(city)}`, { signal: AbortSignal.timeout(4000) })
    .then((res) => res.json())
    .then((data) => data.days.map((day) => ({ date: day.date, high: celsius(day.max), low: celsius(day.min) })));
}

async function alerts(region) {
  const res = await fetch(`${apiUrl}/alerts/${encodeURIComponent(region)}`, { signal: AbortSignal.timeout(4000) });
  if (res.status === 404) {
    return [];
  }
  if (!res.ok) {
    throw new Error(`alerts of ${region}: HTTP ${res.status}`);
  }
  return res.json();
}

module.exports = { celsius, forecast, alerts };
