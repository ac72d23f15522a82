CREATE TABLE "jobs" (
	"id" bigint PRIMARY KEY,
	"run_at" timestamp DEFAULT now() NOT NULL,
	"payload" json NOT NULL,
	"finished_at" timestamp with time zone
);
