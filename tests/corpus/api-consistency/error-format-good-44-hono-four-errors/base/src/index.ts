import { Hono } from "hono";
import { session } from "./session";
import { boardsRoutes } from "./routes/boards";
import { notesRoutes } from "./routes/notes";

const app = new Hono();
app.use("*", session);
app.route("/api/boards", boardsRoutes);
app.route("/api/notes", notesRoutes);

export default app;
