const logger = require('./logger');

const METHODS = 'GET,POST,PUT,DELETE,OPTIONS';

module.exports = { METHODS };
