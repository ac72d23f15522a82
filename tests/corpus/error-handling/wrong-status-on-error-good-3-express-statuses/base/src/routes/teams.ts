import { Router } from "express";
import { requireUser } from "../auth";
import { sendError } from "../http";
import { teams } from "../services/teams";

export const router = Router();
router.use(requireUser);

