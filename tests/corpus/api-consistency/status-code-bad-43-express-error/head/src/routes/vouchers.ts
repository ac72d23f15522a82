import { Router } from "express";
import { VoucherController } from "../controllers/voucher.controller";
import { requireRole } from "../auth";
import { asyncHandler } from "../async";

const controller = new VoucherController();
export const vouchersRouter = Router();

vouchersRouter.get("/", asyncHandler(controller.list));
vouchersRouter.post("/", requireRole("admin"), asyncHandler(controller.create));
vouchersRouter.post("/:voucherId/redeem", asyncHandler(controller.redeem));
vouchersRouter.get("/:voucherId/usage", asyncHandler(controller.usage));
