import { createServer } from "./server";
import { connect } from "./db";
import { logger } from "./logger";

