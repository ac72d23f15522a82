import { logger } from "../logger";
import { FileStore } from "../files";

export class CleanupJob {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly files: FileStore) {}

  running(): boolean {
    return this.timer !== undefined;
  }
}
