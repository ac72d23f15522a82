const express = require('express');
const session = require('express-session');
const { sessionOptions } = require('./config');
const documents = require('./documents/routes');
const uploads = require('./uploads/routes');

const app = express();
app.use(session(sessionOptions));
app.use(express.urlencoded({ extended: false }));
app.use('/documents', documents);
app.use('/uploads', uploads);

module.exports = app;
