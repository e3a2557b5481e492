#!/usr/bin/env node
// An older Node would stop at the first word of the program that it does not know, and say so in its own words.
if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`wherefrom needs Node 20 or newer; this is ${process.versions.node}`);
  process.exitCode = 2;
} else import('../dist/start.js');
