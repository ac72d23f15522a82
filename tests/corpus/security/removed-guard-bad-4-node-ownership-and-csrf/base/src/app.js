const express = require('express');
const session = require('express-session');
const { doubleCsrf } = require('csrf-csrf');
const { sessionOptions } = require('./config');
const csrfOptions = require('./csrf-options');
const documents = require('./documents/routes');

const { doubleCsrfProtection } = doubleCsrf(csrfOptions);

const app = express();
app.use(session(sessionOptions));
app.use(express.urlencoded({ extended: false }));
app.use(doubleCsrfProtection);
app.use('/documents', documents);

module.exports = app;
