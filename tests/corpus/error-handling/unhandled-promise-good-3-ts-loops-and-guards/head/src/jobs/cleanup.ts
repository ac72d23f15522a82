import { logger } from "../logger";
import { FileStore } from "../files";

export class CleanupJob {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly files: FileStore) {}

  async run(): Promise<void> {
    for (const file of await this.files.expired(100)) {
      await this.files.remove(file);
    }
  }

  start(): void {
    this.timer = setInterval(() => {
      this.run().catch((err: unknown) => logger.error({ err }, "cleanup failed"));
    }, 60_000);
    setTimeout(async () => {
      try {
        await this.run();
      } catch (err) {
        logger.error({ err }, "first cleanup failed");
      }
    }, 1000);
    process.on("SIGTERM", () => {
      void this.stop();
    });
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.files.flush();
  }

  running(): boolean {
    return this.timer !== undefined;
  }
}
