'use strict';

const fs = require('fs');
const path = require('path');
const vm = require('vm');
const Module = require('module');

const HELPERS = fs.readFileSync(path.join(__dirname, 'helpers.js'), 'utf8');
const GLOBAL_OBJECT = new Function('return this')();
const PROBE = 'typeof structuredClone === "function"';

/** A context with our own helper functions. */
function createContext(extra) {
  const context = vm.createContext({ console, ...extra });
  vm.runInContext('"use strict"; const now = Date.now();', context);
  return context;
}

function supportsClone() {
  return vm.runInThisContext(PROBE);
}

function later(callback, milliseconds) {
  const bound = callback.bind(null);
  return setTimeout(bound, milliseconds);
}

function retry(action, times) {
  setTimeout(function () {
    action(times - 1);
  }, 2 ** times);
}

async function dynamic(name) {
  if (!['csv', 'json'].includes(name)) {
    throw new Error('unknown format');
  }
  return import(`./formats/${name}.js`);
}

module.exports = { createContext, supportsClone, later, retry, dynamic, HELPERS, GLOBAL_OBJECT, Module };
