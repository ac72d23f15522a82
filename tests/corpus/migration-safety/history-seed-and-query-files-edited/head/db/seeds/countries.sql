INSERT INTO countries (code) VALUES ('de'), ('fr'), ('at');
