import { Worker, type Job } from "bullmq";
import { logger } from "../logger";
import { digests } from "../repositories/digests";
import { mailer } from "../mailer";
import { connection } from "../redis";

interface DigestJob {
  accountId: string;
  week: string;
}

async function send(job: Job<DigestJob>): Promise<void> {
  const digest = await digests.build(job.data.accountId, job.data.week);
  await mailer.send(digest.email, digest.subject, digest.html);
}

export async function sendAll(jobs: Job<DigestJob>[]): Promise<number> {
  let sent = 0;
  for (const job of jobs) {
    try {
      await send(job);
      sent += 1;
    } catch (err) {
      logger.error(`digest for ${job.data.accountId} failed: ${(err as Error).message}`);
    }
  }
  return sent;
}

export function start(): Worker<DigestJob> {
  const worker = new Worker<DigestJob>("digests", send, { connection });
  worker.on("failed", (job, err) => {
    logger.error({ err, job: job?.id }, "digest failed");
  });
  return worker;
}
