exports.up = (knex) => knex.raw("ALTER TABLE teams ALTER COLUMN plan SET DEFAULT 'basic'");
exports.down = (knex) => knex.raw('ALTER TABLE teams ALTER COLUMN plan DROP DEFAULT');
