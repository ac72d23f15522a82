class Forbidden extends Error {
  constructor(message) {
    super(message);
    this.status = 403;
  }
}

/** Throws unless the user owns the document. */
function assertOwner(document, userId) {
  if (document.ownerId !== userId) {
    throw new Forbidden('only the owner may share a document');
  }
}

module.exports = { Forbidden, assertOwner };
