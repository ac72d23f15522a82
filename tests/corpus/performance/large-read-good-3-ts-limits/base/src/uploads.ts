import express, { Router } from "express";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import multer from "multer";
import { folder } from "./config";

export const uploads = Router();
const MAX_BYTES = 10 * 1024 * 1024;
