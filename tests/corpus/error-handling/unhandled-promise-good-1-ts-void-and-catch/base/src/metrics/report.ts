import { logger } from "../logger";
import { push } from "./push";

export async function report(name: string, value: number): Promise<void> {
  await push({ name, value, at: Date.now() });
}
