import { LRUCache } from "lru-cache";
import type { Request, Response, NextFunction } from "express";
import { fetchProfile, type Profile } from "./profiles";
