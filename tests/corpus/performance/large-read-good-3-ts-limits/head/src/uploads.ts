import express, { Router } from "express";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import multer from "multer";
import { folder } from "./config";

export const uploads = Router();
const MAX_BYTES = 10 * 1024 * 1024;

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: MAX_BYTES, files: 1 } });
const toDisk = multer({ dest: folder });

uploads.use(express.json({ limit: "1mb" }));

export function readBody(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BYTES) {
        reject(new Error("the body is too large"));
        req.destroy();
        return;
      }
      chunks.push(chunk);
    });
    req.on("end", () => resolve(Buffer.concat(chunks)));
    req.on("error", reject);
  });
}

uploads.post("/small", upload.single("file"), (req, res) => {
  res.json({ size: req.file?.buffer.length ?? 0 });
});

uploads.post("/large", toDisk.single("file"), (req, res) => {
  res.json({ size: req.file?.size ?? 0 });
});

export async function receive(req: IncomingMessage, name: string): Promise<void> {
  await pipeline(req, createWriteStream(`${folder}/${name}`));
}

export async function template(): Promise<string> {
  return readFile(new URL("./mail.html", import.meta.url), "utf8");
}

export async function profile(id: string): Promise<unknown> {
  const res = await fetch(`https://api.example.com/profiles/${encodeURIComponent(id)}`, {
    signal: AbortSignal.timeout(5000),
  });
  if (!res.ok) {
    throw new Error(`profiles answered ${res.status}: ${await res.text()}`);
  }
  return res.json();
}
