import { pool } from "./db";
