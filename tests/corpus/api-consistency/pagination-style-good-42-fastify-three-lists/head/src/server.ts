import Fastify from "fastify";
import artists from "./routes/artists.js";
import labels from "./routes/labels.js";
import tours from "./routes/tours.js";
import venues from "./routes/venues.js";

export function build() {
  const app = Fastify({ logger: true });
  app.register(artists, { prefix: "/v1" });
  app.register(labels, { prefix: "/v1" });
  app.register(venues, { prefix: "/v1" });
  app.register(tours, { prefix: "/v1" });
  return app;
}
