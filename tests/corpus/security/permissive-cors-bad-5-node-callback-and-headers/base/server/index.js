const express = require('express');
const accounts = require('./accounts');
const files = require('./files');

const app = express();
app.use('/accounts', accounts);
app.use('/files', files);
app.listen(process.env.PORT ?? 3000);
