const libxml = require('libxmljs2');
const { DOMParser } = require('@xmldom/xmldom');

function parse(body) {
  const doc = libxml.parseXmlString(body, { noent: true });
  return doc.root().name();
}

function opts(body) {
  const parseOptions = { nonet: false, noent: true };
  return libxml.parseXml(body, parseOptions);
}

function dom(body) {
  return new DOMParser().parseFromString(body, 'text/xml');
}

module.exports = { parse, opts, dom };
