const express = require('express');
const cors = require('cors');
const { accountCors, allowOrigin } = require('./cors');
const accounts = require('./accounts');
const files = require('./files');

const app = express();
app.use('/accounts', cors(accountCors), accounts);
app.use('/files', allowOrigin, files);
app.listen(process.env.PORT ?? 3000);
