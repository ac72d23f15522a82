const express = require('express');
const multer = require('multer');
const { requireUser } = require('../auth');
const { keep } = require('./store');

const router = express.Router();
const upload = multer({ limits: { fileSize: 5 * 1024 * 1024 } });
router.use(requireUser);

router.post('/', upload.single('file'), async (req, res, next) => {
  try {
    const id = await keep(req.file.buffer, req.session.userId);
    res.status(201).json({ id });
  } catch (error) {
    next(error);
  }
});

module.exports = router;
