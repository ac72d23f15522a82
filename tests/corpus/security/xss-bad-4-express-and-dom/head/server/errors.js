const express = require('express');

const router = express.Router();

router.get('/status', (req, res) => {
  res.json({ ok: true });
});

/** A friendly page for unknown addresses. */
router.use((req, res) => {
  const wanted = req.query.from || req.path;
  const page = `
    <html>
      <body>
        <h1>Not found</h1>
        <p>There is nothing at ${wanted}.</p>
      </body>
    </html>`;
  res.status(404).send(page);
});

module.exports = router;
