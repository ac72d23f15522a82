'use strict';

const { EventEmitter } = require('events');
const vm = require('vm');
const db = require('./db');

/** Runs small user-defined rules at fixed times. */
class Scheduler extends EventEmitter {
  constructor() {
    super();
    this.timers = new Map();
  }

  async load() {
    const rules = await db('rules').where({ active: true });
    for (const rule of rules) {
      this.schedule(rule);
    }
  }

  schedule(rule) {
    const action = 'notify(' + JSON.stringify(rule.name) + '); ' + rule.script;
    const timer = setInterval(() => {
      try {
        vm.runInNewContext(action, { notify: (name) => this.emit('notify', name) });
      } catch (error) {
        this.emit('failed', rule.id, error);
      }
    }, rule.everySeconds * 1000);
    this.timers.set(rule.id, timer);
  }
}

function dryRun(req, res) {
  const { script, input } = req.body;
  const data = JSON.parse(input);
  let result;
  try {
    result = eval(`(${script})(data)`);
  } catch (error) {
    return res.status(422).json({ error: 'the script failed' });
  }
  return res.json({ result, seen: Object.keys(data) });
}

module.exports = { Scheduler, dryRun };
