DROP TABLE sessions;
DROP TABLE reports;