'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// The built file stands beside the background process that it starts, in the same build.
if (!existsSync(join(__dirname, '../../dist/kernel-helpers.cjs'))) {
  throw new Error('xt is not built yet: run `npm ci && npm run build` in its folder');
}
module.exports = require('../../dist/kernel-helpers.cjs');
